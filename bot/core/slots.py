"""Slots from free text: what a wish says about motivation, subject, place, level, time, money."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from bot.core import clauses
from bot.core.limits import FUNDED, duration_weeks_max, price_aud_max, sort_order
from bot.core.openings import left_open
from bot.core.state import Motivation, Slots
from bot.core.text import fold, words
from bot.core.vocabulary import Mention, Vocabulary
from corpus.models import Delivery, Level, State

T = TypeVar("T")
E = TypeVar("E", Delivery, State)

# Words that carry no topic in a wish for courses.
_EMPTY_WORDS = """
skip nothing idk unsure idea preference matter matters anywhere either choosing deciding fun retired stressed overwhelmed confused lol
back life whatever somewhere home dunno hmm choose decide pick everything popular best cheaper cheapest shortest newest latest faster fastest quicker quickest mum mom dad parent live living lives years old near love loves hi hey thanks
friend friends person people school left still since spare evening evenings weekend weekends night nights part full
a about actually after again all also am an and any anything are around as at available be been
best but by can can't career change cheap cheers class classes could course courses day days do
does doesn't doing dollars don't dont education else enjoy find for free from funded get give
good government great have hello help hey hi hope hour hours how i i'd i'll i'm i've if im in
instead interested into is it it's its job just kind know learn learning less let like long
longer look looking lot love main make max maybe me mind month months more most must my near
need new no not now of ok okay on one only option options or other our out over please possibly
prefer program programs qualification qualifications rather really recommend relax right search
see short shorter show so some somebody someone something sort start still studies study
studying stuff subject subjects subsidised such suggest sure take teach thank thanks that the
their them then there these thing things think thinking this those to too train training try
under up us use wait want wanted wants way we week weeks well what when where which while who
whole will wish with within without work working would year years yes yet you your
"""
# "Cheapest first" is an order, "first aid" a topic.
_SORT_WORD = re.compile(r"\b\w+est (?=first\b)")
# The rest of a clause that insists; "only" also insists on the word before it.
_PIN = re.compile(
    r"\b(?!can |could |may |will )[\w-]+ only\b"
    r"|\b(?:must|has to|have to|needs? to(?! get)|only|definitely(?! not))\b[^.,;!?]*"
)
OCCUPATION = re.compile(
    r"\b(?:(?:wanna|(?:want|wants|like|love|hope|hoping|plan|planning|train|training|study|studying) to) (?:be|become|work as|train as|retrain as)"
    r"|become|becoming|work as|job as|career as|career in|retrain as|train as|qualify as) (?:an? |the )?(?P<job>[a-z][a-z' -]{2,40})"
)
_JOB_ENDS = re.compile(
    r"\b(?:in|and|but|or|online|from|with|near|at|within|under|who|that|so|because|please|by|for|if|when|how|what"
    r"|more|better|able|eligible|sure|qualified|certified|accredited)\b.*"
)

# The territory and the verb, the field and the pronoun.
_SMALL_WORDS = {
    "act": re.compile(r"\bACT\b"),
    "it": re.compile(
        r"\bIT\b|\b[Ii]t (?:courses?|class(?:es)?|jobs?|careers?|industry|sector|skills|degrees?|training|support|quals?)\b"
        r"|\b(?:work|job|career|course|courses|diploma|degree|cert \w+|certificate \w+) in it(?: please)?[.!]*$"
    ),
    "short": re.compile(r"^(?!.*\bas short as\b)", re.IGNORECASE | re.DOTALL),
}


@dataclass(frozen=True, slots=True)
class Heard:
    """What one message says about the slots. `topic` is what no slot took up.

    `opened` names the slots of which anything will do: "any price", "anywhere".
    """

    slots: Slots
    excluded_subjects: tuple[str, ...]
    is_addition: bool
    topic: tuple[str, ...]
    opened: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.slots.known() or self.excluded_subjects or self.opened)


def hear(text: str, vocabulary: Vocabulary, corrected: tuple[str, ...]) -> Heard:
    """Fill slots from a message; `corrected` are its words with the misspelt ones mended."""
    folded = fold(text)
    funding = clauses.starts_of(FUNDED, corrected)
    mentions = tuple(
        m
        for m in vocabulary.mentions(corrected)
        if m.start not in funding and not _is_another_word(m, corrected, text)
        if not (_is_number(m, corrected) and price_aud_max(folded) == float(corrected[m.start]))
    )
    spans = tuple((m.term.slot, m.start, m.end) for m in mentions)
    negated = clauses.negated(corrected, clauses.breaks(folded))
    negated = clauses.with_lists(negated, corrected, spans)
    held = clauses.present_job(corrected)
    wanted = [m for m in mentions if m.start not in negated and not _is_present_job(m, held)]
    unwanted = [m for m in mentions if m.start in negated]
    slots = Slots(
        motivation=_last(wanted, "motivation", Motivation),
        subjects=_values(wanted, "subjects", str),
        occupation=_occupation(folded),
        delivery=_wanted_or_others(wanted, unwanted, "delivery", Delivery),
        states=_wanted_or_others(wanted, unwanted, "states", State),
        levels=_values(wanted, "levels", Level),
        duration_weeks_max=duration_weeks_max(folded),
        price_aud_max=price_aud_max(folded),
        funded=True if FUNDED.search(folded) else None,
        sort=sort_order(folded),
    )
    return Heard(
        slots=slots.model_copy(update={"pinned": _pinned(folded, vocabulary)}),
        excluded_subjects=_values(unwanted, "subjects", str),
        is_addition=bool(re.search(r"\b(?:also|as well|plus|too|in addition)\b", folded)),
        topic=_topic(corrected, mentions, negated),
        opened=left_open(folded),
    )


def merge(before: Slots, heard: Heard) -> Slots:
    """The slots after a message: its word on a slot replaces the earlier one.

    Exclusions add up; a subject that is asked for again is no longer excluded.
    """
    said = heard.slots
    changes = {
        name: getattr(said, name)
        for name in (
            "motivation",
            "occupation",
            "delivery",
            "states",
            "levels",
            "duration_weeks_max",
            "price_aud_max",
            "funded",
            "sort",
        )
        if getattr(said, name)  # a limit of nothing, "for free", is 0 and handled below
    }
    if said.price_aud_max is not None:
        changes["price_aud_max"] = said.price_aud_max
    if said.subjects and not said.occupation:
        changes["occupation"] = None
    if said.subjects:
        kept = before.subjects if heard.is_addition else ()
        changes["subjects"] = _unique((*kept, *said.subjects))
    excluded = [name for name in before.excluded_subjects if name not in said.subjects]
    changes["excluded_subjects"] = _unique((*excluded, *heard.excluded_subjects))
    if heard.excluded_subjects:
        wanted = changes.get("subjects", before.subjects)
        changes["subjects"] = tuple(n for n in wanted if n not in heard.excluded_subjects)
    for name in heard.opened:
        if not getattr(said, name):
            changes[name] = getattr(Slots(), name)
    changes["pinned"] = _unique((*before.pinned, *said.pinned))
    opened = _unique((*before.any, *heard.opened))
    changes["any"] = tuple(name for name in opened if not changes.get(name))
    return before.model_copy(update=changes)


def leave_open(slots: Slots, name: str) -> Slots:
    """The slot emptied and marked as left open."""
    empty = getattr(Slots(), name)
    return slots.model_copy(update={name: empty, "any": _unique((*slots.any, name))})


def _is_another_word(mention: Mention, tokens: tuple[str, ...], text: str) -> bool:
    """Whether a mention is one of the small words that only capitals or company tell apart."""
    said = " ".join(tokens[mention.start : mention.end])
    pattern = _SMALL_WORDS.get(said)
    return pattern is not None and not pattern.search(text)


def _is_number(mention: Mention, tokens: tuple[str, ...]) -> bool:
    return tokens[mention.start].isdigit()


def _is_present_job(mention: Mention, held: frozenset[int]) -> bool:
    return mention.term.slot in ("subjects", "levels") and mention.start in held


def _pinned(folded: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    pinned: list[str] = []
    for clause in (found.group() for found in _PIN.finditer(folded)):
        pinned += [mention.term.slot for mention in vocabulary.mentions(words(clause))]
        pinned += ["duration_weeks_max"] if duration_weeks_max(clause) is not None else []
        pinned += ["price_aud_max"] if price_aud_max(clause) is not None else []
        pinned += ["funded"] if FUNDED.search(clause) else []
    return _unique(name for name in pinned if name != "motivation")


def _occupation(folded: str) -> str | None:
    found = OCCUPATION.search(folded)
    job = _JOB_ENDS.sub("", found["job"]).strip(" '-") if found else ""
    return job or None


def _topic(
    tokens: tuple[str, ...], mentions: Iterable[Mention], negated: frozenset[int]
) -> tuple[str, ...]:
    empty = frozenset(_EMPTY_WORDS.split())
    taken = (
        negated
        | clauses.ends_of(_SORT_WORD, tokens)
        | {
            position
            for mention in mentions
            if mention.term.slot != "subjects"
            for position in range(mention.start, mention.end)
        }
    )
    return tuple(
        token
        for position, token in enumerate(tokens)
        if position not in taken
        and token not in empty
        and not token[0].isdigit()
        and token[0] != "$"
    )


def _wanted_or_others(
    wanted: Iterable[Mention], unwanted: Iterable[Mention], slot: str, kind: type[E]
) -> tuple[E, ...]:
    """The values that are named, or, where some are only ruled out, all the others."""
    ruled_out = _values(unwanted, slot, kind)
    others = tuple(value for value in kind if value not in ruled_out) if ruled_out else ()
    return _values(wanted, slot, kind) or others


def _values(mentions: Iterable[Mention], slot: str, kind: type[T]) -> tuple[T, ...]:
    return _unique(
        m.term.value for m in mentions if m.term.slot == slot and isinstance(m.term.value, kind)
    )


def _last(mentions: Iterable[Mention], slot: str, kind: type[T]) -> T | None:
    values = _values(mentions, slot, kind)
    return values[-1] if values else None


def _unique(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))
