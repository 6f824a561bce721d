"""Amounts of time and money in a text, in figures or in words: "2.5k", "a year and a half"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from corpus.models import WEEKS_PER_UNIT

_TOKEN = re.compile(
    r"\$ ?\d[\d,]*(?:\.\d+)?|\d+(?:,\d{3})+|\d+(?:\.\d+)?|[a-z]+(?:'[a-z]+)?|[<.,;:!?()]|-(?= )"
)
MARKS = frozenset("<.,;:!?()-")
_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBERS: dict[str, float] = {
    **{word: number for number, word in enumerate(_ONES.split(), start=1)},
    **{word: 10 * number for number, word in enumerate(_TENS.split(), start=2)},
    **{"a": 1, "an": 1, "half": 0.5, "couple": 2},
}
_TIMES = {"hundred": 100, "k": 1_000, "grand": 1_000, "thousand": 1_000}
_MONEY = frozenset({"dollar", "buck", "aud"})
_WEEKS = WEEKS_PER_UNIT | {"mnth": WEEKS_PER_UNIT["month"], "fortnight": 2.0}
# A break between the academic years, from December to February.
_SUMMER_WEEKS = 3 * WEEKS_PER_UNIT["month"]


class Kind(StrEnum):
    """What an amount is of. A number that names nothing is `BARE`."""

    WEEKS = "weeks"
    AUD = "aud"
    BARE = "bare"


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount over the tokens from `start` up to `end`, in weeks or in AUD by its kind."""

    kind: Kind
    amount: float
    start: int
    end: int


def tokenize(folded: str) -> tuple[str, ...]:
    """A folded text as words, figures and the marks between them."""
    return tuple(_TOKEN.findall(folded))


def quantities(tokens: tuple[str, ...]) -> Iterator[Quantity]:
    """Every amount in a text, from left to right."""
    position = 0
    while position < len(tokens):
        found = _quantity(tokens, position)
        if found:
            yield found
        position = found.end if found else position + 1


def _quantity(tokens: tuple[str, ...], start: int) -> Quantity | None:
    if tokens[start] == "summer":
        return Quantity(Kind.WEEKS, _SUMMER_WEEKS, start, start + 1)
    number, end = _number(tokens, start)
    if number is None:
        return None
    is_money = tokens[start].startswith("$") or tokens[end - 1] in ("k", "grand")
    after = end + 1 if _at(tokens, end) == "-" else end
    unit = _at(tokens, after).rstrip("s")
    if unit in _WEEKS and not is_money:
        end = after + 1
        more, end = _and_a_half(tokens, end)
        return Quantity(Kind.WEEKS, (number + more) * _WEEKS[unit], start, end)
    if unit in _MONEY:
        return Quantity(Kind.AUD, number, start, after + 1)
    if not is_money and tokens[start] in ("a", "an") and end == start + 1:
        return None
    return Quantity(Kind.AUD if is_money else Kind.BARE, number, start, end)


def _number(tokens: tuple[str, ...], start: int) -> tuple[float | None, int]:
    """The number that starts here, with the position after it: "a couple of hundred"."""
    skipped = start + 1 if _at(tokens, start) in ("a", "an") else start
    if _at(tokens, skipped) == "couple":
        start = skipped
    value = _value(_at(tokens, start))
    if value is None:
        return None, start
    end = start + 1
    if value in (0.5, 2) and _at(tokens, end) in ("a", "an", "of"):
        end += 1
    more, end = _and_a_half(tokens, end)
    value += more
    while _at(tokens, end) in _TIMES:
        value, end = value * _TIMES[tokens[end]], end + 1
        smaller, after = _smaller(tokens, end, value)
        value, end = value + smaller, after
    return value, end


def _smaller(tokens: tuple[str, ...], start: int, than: float) -> tuple[float, int]:
    """The rest of "one thousand five hundred"."""
    start_number = start + 1 if _at(tokens, start) == "and" else start
    if _value(_at(tokens, start_number)) is None or _at(tokens, start_number) in ("a", "an"):
        return 0, start
    value, end = _number(tokens, start_number)
    return (value, end) if value is not None and 1 <= value < than else (0, start)


def _and_a_half(tokens: tuple[str, ...], start: int) -> tuple[float, int]:
    return (0.5, start + 3) if tokens[start : start + 3] == ("and", "a", "half") else (0, start)


def _value(token: str) -> float | None:
    digits = token.lstrip("$ ").replace(",", "")
    return float(digits) if digits[:1].isdigit() else _NUMBERS.get(token)


def _at(tokens: tuple[str, ...], position: int) -> str:
    return tokens[position] if position < len(tokens) else ""
