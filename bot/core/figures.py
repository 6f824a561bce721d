"""Figures in a text by kind, such as amounts and dates; and which kind a question asks for."""

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.core.text import fold

_AMOUNT = r"\d[\d,]*(?:\.\d+)?"
_NUMBER_WORD = (
    r"(?:an?|half an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen"
    r"|twenty|thirty|a few|a couple of|several)"
)
_QUANTITY = rf"(?:{_AMOUNT}|{_NUMBER_WORD})"
_UNIT = r"(?:minutes?|hours?|days?|weeks?|months?|years?)"
_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
)
_YEAR = r"(?:19|20)\d\d"


class Measure(StrEnum):
    """What a figure measures."""

    MONEY = "money"
    SHARE = "share"
    DURATION = "duration"
    DATE = "date"
    COUNT = "count"


_ASKS = tuple(
    (measure, re.compile(pattern))
    for measure, pattern in (
        (Measure.SHARE, r"\b(?:percent(?:age)?|per cent|proportion|share of)\b|%"),
        (
            Measure.MONEY,
            r"\bhow much (?:is|are|was|were|does|do|will|would|can i|money)\b|\bcosts?\b|\bprices?\b|\bfees?\b"
            r"|\bhow expensive\b|\bdollars\b",
        ),
        (
            Measure.DURATION,
            r"\bhow (?:long|many (?:hours|days|weeks|months|years)|quick(?:ly)?|fast)\b|\bduration\b",
        ),
        (Measure.DATE, r"\bwhen\b|\bwhat (?:year|date|day)\b|\bwhich year\b|\bsince what\b"),
        (Measure.COUNT, r"\bhow many\b|\bnumber of\b|\bhow old\b|\bwhat (?:age|level)\b"),
    )
)
_FIGURES = {
    Measure.MONEY: re.compile(
        rf"\$ ?{_AMOUNT}(?:k\b| (?:thousand|million|billion)\b)?|\b{_AMOUNT} dollars\b"
    ),
    Measure.SHARE: re.compile(rf"\b{_AMOUNT} ?(?:%|per ?cent\b)"),
    Measure.DURATION: re.compile(
        rf"\b{_QUANTITY}(?:(?: ?- ?| to | or | and ){_QUANTITY})?[ -]{_UNIT}\b"
    ),
    Measure.DATE: re.compile(
        rf"\b(?:\d{{1,2}} {_MONTH}(?: {_YEAR})?|{_MONTH} \d{{1,2}},? {_YEAR}|{_MONTH} {_YEAR}|{_YEAR})\b"
    ),
    Measure.COUNT: re.compile(
        rf"\b(?<!\$)(?:{_AMOUNT}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b(?! ?%)"
    ),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure by its place in the text; `said` is the text between, folded."""

    start: int
    end: int
    said: str


def asked_measure(question: str) -> Measure | None:
    """What a question wants a figure of; None where it asks for something else."""
    folded = fold(question)
    return next((measure for measure, pattern in _ASKS if pattern.search(folded)), None)


def figures(measure: Measure, text: str) -> tuple[Figure, ...]:
    """The figures of a kind, in their order."""
    # Lower case alone keeps every place; folding may not.
    lower = text.lower()
    lower = lower if len(lower) == len(text) else text
    found = _FIGURES[measure].finditer(lower)
    return tuple(Figure(m.start(), m.end(), fold(m.group())) for m in found)


def phrases(measure: Measure | None, text: str) -> tuple[str, ...]:
    """The figures of a kind as the text spells them, each once."""
    if measure is None:
        return ()
    return tuple(dict.fromkeys(text[f.start : f.end] for f in figures(measure, text)))


def differ(measure: Measure | None, one: str, other: str) -> bool:
    """Whether two texts both have figures of a kind, and none in common."""
    if measure is None:
        return False
    ours, theirs = ({f.said for f in figures(measure, text)} for text in (one, other))
    return bool(ours and theirs and not ours & theirs)
