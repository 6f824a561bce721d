"""What a text insists on: the slots that must not be relaxed."""

import re
from collections.abc import Iterator

from bot.core.limits import FUNDED, duration_weeks_max, price_aud_max
from bot.core.slots import unique
from bot.core.state import Slots
from bot.core.text import words
from bot.core.vocabulary import Vocabulary

# The clause that insists; "only" also insists on the word before it.
_INSISTENT = re.compile(
    r"\b(?!can |could |may |will |i |have |has |got )[\w-]{1,40} only\b"
    r"|\b(?:must|has to|have to|(?:has |have |'s )?got to be|needs? (?:it )?to be|only|strictly"
    r"|nothing but|absolutely|essential(?:ly)?|definitely(?! not))\b:?[^.,:;!?]*"
    # From a clause's start alone: tried from every letter, a long text would take minutes.
    r"|(?<![^.,:;!?])[^.,:;!?]*"
    r"\b(?:or nothing|non[- ]negotiable|no exceptions|is essential|is a must)\b"
)
# "I only have three months" tells, and insists on nothing.
_TELLS = re.compile(
    r"\bonly (?:have|got|has|need|want to know|just)\b|\bhave to (?:say|admit|go|get)\b"
)


def insisted(mended: str, vocabulary: Vocabulary, slots: Slots) -> tuple[str, ...]:
    """The names of the filled slots that a text insists on."""
    filled = slots.known()
    return unique(name for name in _named(mended, vocabulary) if name in filled)


def _named(mended: str, vocabulary: Vocabulary) -> Iterator[str]:
    for clause in (found.group() for found in _INSISTENT.finditer(mended)):
        if _TELLS.search(clause):
            continue
        yield from (mention.term.slot for mention in vocabulary.mentions(words(clause)))
        if duration_weeks_max(clause) is not None:
            yield "duration_weeks_max"
        if price_aud_max(clause) is not None:
            yield "price_aud_max"
        if FUNDED.search(clause):
            yield "funded"
