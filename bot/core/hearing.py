"""Slots from free text: what a wish says about motivation, subject, place, level, time, money."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from bot.core import clauses
from bot.core.asides import asides, without_broader
from bot.core.insistence import insisted
from bot.core.interests import Leanings, leanings
from bot.core.limits import FUNDED, duration_weeks_max, price_aud_max, sort_order
from bot.core.occupation import occupation
from bot.core.openings import left_open
from bot.core.slots import Heard, unique
from bot.core.state import Motivation, Slots
from bot.core.text import word_set, words
from bot.core.vocabulary import Mention, Vocabulary
from corpus.models import Delivery, Level, State

T = TypeVar("T")
E = TypeVar("E", Delivery, State)

# "Cheapest first" is an order, "first aid" a topic.
_SORT_WORD = re.compile(r"\b\w+est (?=first\b)")
_ADDITION = re.compile(r"\b(?:also|as well|plus|too(?= *(?:$|[.,!?]))|in addition)\b")
# The territory and the verb, the field and the pronoun, the level and a length, and where one
# studies and where one is.
_SMALL_WORDS = {
    "act": re.compile(r"\bACT\b"),
    "it": re.compile(
        r"\bIT\b|\b[Ii]t (?:courses?|class(?:es)?|jobs?|careers?|industry|sector|skills|degrees?"
        r"|training|support|quals?)\b"
        r"|\b(?:work|job|career|course|courses|diploma|degree|cert \w+|certificate \w+) in it"
        r"(?: please)?[.!]*$"
    ),
    "at home": re.compile(
        r"^(?!.*\b(?:kids|children|baby|stay|stuck|i'm|im|i am|mum|dad|live|be) (?:\w+ )?at home)",
        re.IGNORECASE | re.DOTALL,
    ),
    "short": re.compile(r"^(?!.*\bas short as\b)", re.IGNORECASE | re.DOTALL),
}
# "With kids" is a field in "work with kids", and none in "home with kids".
_COMPANY = word_set(
    "work working worked job jobs career careers course courses something anything play playing"
    " volunteer volunteering help helping good great experience"
)
_COMPANY_WORDS_MAX = 2


@dataclass(frozen=True)
class Spoken:
    """A message with the terms in it, and which of its words are negated or past."""

    text: str
    mended: str
    vocabulary: Vocabulary

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """The words, in order."""
        return words(self.mended)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """The terms that are meant as such."""
        funding = clauses.starts_of(FUNDED, self.tokens)
        return tuple(
            mention
            for mention in self.vocabulary.mentions(self.tokens)
            if mention.start not in funding
            and self._is_meant(mention)
            and not (self.price is not None and self.tokens[mention.start] == f"{self.price:g}")
        )

    @cached_property
    def price(self) -> float | None:
        """The highest price that is named, in Australian dollars."""
        return price_aud_max(self.mended)

    @cached_property
    def negated(self) -> frozenset[int]:
        """Positions of the words that are ruled out."""
        reached = clauses.negated(self.tokens, self.breaks)
        spans = ((m.term.slot, m.start, m.end) for m in self.mentions)
        return clauses.with_lists(reached, self.tokens, spans)

    @cached_property
    def breaks(self) -> frozenset[int]:
        """Positions of the words before which a mark stands."""
        return clauses.breaks(self.mended)

    @cached_property
    def studied(self) -> frozenset[int]:
        """Positions of the words that tell of earlier study."""
        return clauses.studied(self.tokens, self.breaks)

    @cached_property
    def told(self) -> frozenset[int]:
        """Positions of the words that tell of a job that is held, or of earlier study."""
        return self.studied | clauses.present_job(self.tokens, self.breaks)

    @cached_property
    def wanted(self) -> tuple[Mention, ...]:
        """The terms that are wished for."""
        kept = tuple(
            m for m in self.mentions if m.start not in self.negated and not self._is_told(m)
        )
        aside = asides(kept, self.tokens, self.breaks)
        kept = tuple(m for m in kept if m.start not in aside)
        here = [m for m in kept if m.term.slot == "states"]
        staying = [m for m in here if not clauses.is_left(self.tokens, m.start)]
        return tuple(m for m in kept if m.term.slot != "states" or m in (staying or here))

    @cached_property
    def unwanted(self) -> tuple[Mention, ...]:
        """The terms that are ruled out."""
        return tuple(m for m in self.mentions if m.start in self.negated)

    def studied_subjects(self) -> tuple[str, ...]:
        """The subjects of earlier study: "I did a cert III in fitness"."""
        return values((m for m in self.mentions if m.start in self.studied), "subjects", str)

    def _is_told(self, mention: Mention) -> bool:
        return mention.term.slot in ("subjects", "levels") and mention.start in self.told

    def _is_meant(self, mention: Mention) -> bool:
        """Whether capitals and company bear a term out."""
        said = self.tokens[mention.start : mention.end]
        pattern = _SMALL_WORDS.get(" ".join(said))
        if pattern is not None and not pattern.search(self.text):
            return False
        if said[0] != "with":
            return True
        before = self.tokens[max(mention.start - _COMPANY_WORDS_MAX, 0) : mention.start]
        company = _COMPANY | self.vocabulary.aliases.talk.liking
        return not before or bool(company & set(before))


def hear(text: str, vocabulary: Vocabulary, mended: str) -> Heard:
    """Fill slots from a message; `mended` is its folded text with the misspelt words put right."""
    spoken = Spoken(text, mended, vocabulary)
    leaning = leanings(spoken.mentions, spoken.tokens, spoken.negated, vocabulary)
    levels = values(spoken.wanted, "levels", Level)
    subjects = _subjects(spoken, leaning, levels)
    slots = Slots(
        motivation=_last(spoken.wanted, "motivation", Motivation),
        subjects=subjects,
        occupation=occupation(mended),
        delivery=_wanted_or_others(spoken, "delivery", Delivery),
        states=_wanted_or_others(spoken, "states", State),
        levels=levels,
        excluded_levels=values(spoken.unwanted, "levels", Level),
        duration_weeks_max=duration_weeks_max(mended),
        price_aud_max=spoken.price,
        funded=True if FUNDED.search(mended) else None,
        sort=sort_order(mended),
    )
    ruled_out = (*values(spoken.unwanted, "subjects", str), *leaning.avoided)
    return Heard(
        slots=slots.model_copy(update={"pinned": insisted(mended, vocabulary, slots)}),
        excluded_subjects=unique(name for name in ruled_out if name not in subjects),
        is_addition=bool(_ADDITION.search(mended)),
        topic=tuple(_untaken(spoken, but=("subjects", "interests"))),
        rest=tuple(_untaken(spoken)),
        opened=left_open(mended),
    )


def values(mentions: Iterable[Mention], slot: str, kind: type[T]) -> tuple[T, ...]:
    """The values of one slot that are spoken of, each once."""
    return unique(
        m.term.value for m in mentions if m.term.slot == slot and isinstance(m.term.value, kind)
    )


def _subjects(spoken: Spoken, leaning: Leanings, levels: tuple[Level, ...]) -> tuple[str, ...]:
    """The subjects that are named; else those of an interest, or of earlier study to go on with."""
    named = without_broader(
        values(spoken.wanted, "subjects", str),
        spoken.wanted,
        spoken.tokens,
        spoken.vocabulary.parents,
    )
    return named or leaning.wanted or (spoken.studied_subjects() if levels else ())


def _untaken(spoken: Spoken, but: tuple[str, ...] = ()) -> Iterator[str]:
    """The words that carry a topic and fill no slot but those of `but`."""
    empty = spoken.vocabulary.aliases.talk.empty
    taken = spoken.negated | clauses.ends_of(_SORT_WORD, spoken.tokens)
    taken |= {
        position
        for mention in spoken.mentions
        if mention.term.slot not in but
        for position in range(mention.start, mention.end)
    }
    for position, token in enumerate(spoken.tokens):
        if position not in taken and token not in empty and token[0] not in "$0123456789":
            yield token


def _wanted_or_others(spoken: Spoken, slot: str, kind: type[E]) -> tuple[E, ...]:
    """The values that are named, or, where some are only ruled out, all the others."""
    ruled_out = values(spoken.unwanted, slot, kind)
    others = tuple(value for value in kind if value not in ruled_out) if ruled_out else ()
    return values(spoken.wanted, slot, kind) or others


def _last(mentions: Iterable[Mention], slot: str, kind: type[T]) -> T | None:
    found = values(mentions, slot, kind)
    return found[-1] if found else None
