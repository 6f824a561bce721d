"""Durations, prices and dates as staff write them. What is not sure is None, never a guess."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from corpus.models import WEEKS_PER_UNIT

_NUMBER_WORDS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
         "twelve"), start=1,
    )
}  # fmt: skip
_NUMBER = rf"(?:\d{{1,6}}(?:\.\d{{1,4}})?|{'|'.join(_NUMBER_WORDS)})"
_DURATION = re.compile(
    rf"(?<![\w.])(?:(?P<low>{_NUMBER}) ?(?:-|to|or) ?)?(?P<number>{_NUMBER})[ -]?"
    rf"(?P<unit>hour|hr|day|week|wk|month|mth|year|yr)s?\b"
)
# How much study a week takes is no duration: "4 hours per week", "2 days a week".
_EFFORT = re.compile(
    rf"(?:{_NUMBER} ?(?:-|to) ?)?{_NUMBER}[ -]?(?:hour|hr|day)s? ?(?:per|a|each|every|/) ?"
    r"(?:week|wk|day|fortnight|month)(?:ly)?\b"
)
_OPEN_ENDED = re.compile(
    rf"\b(?:from|at least|min(?:imum)?|more than|over) (?:of )?{_NUMBER}|\d ?\+"
)
# "8 x 2 hours" is neither.
_TIMES = re.compile(rf"{_NUMBER} ?[x×] ?{_NUMBER}")
_JOINED = re.compile(r",? (?:and |& )?")

_OTHER_CURRENCY = re.compile(
    r"\b(?:usd?|nzd?|eur|gbp|inr|cad|sgd|cny|jpy|hkd|php|myr)(?:\b|(?=\$))|[€£¥₹]", re.IGNORECASE
)
_FREE = re.compile(r"(?:free|no (?:cost|charge|fee)|nil)\b(?! ?tafe)", re.IGNORECASE)
_AMOUNT = re.compile(
    r"(?:(?:aud|au|a)? ?\$ ?|\baud ?)?(?<![\w.,])(\d{1,3}(?:,\d{3})+|\d{1,9})(\.\d{1,2})?(k?)"
    r"(?![\w%]|[.,]\d)",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\b(?:eligible|eligibility|if|concession|subsid\w*|trial|tafe|depend\w*)\b", re.IGNORECASE
)
# A rate, a floor or a price without its tax is not what the course costs.
_NOT_A_TOTAL = re.compile(
    r"\b(?:per|each|a (?:week|month|year|unit)|weekly|fortnightly|monthly|annual\w*|p\.?a|from|"
    r"starting|at least|min(?:imum)?|plus|deposit|gap|excl?\w*|ex gst|currency not stated)\b|[+/]",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s*(?:-|to)\s*", re.IGNORECASE)

_MONTHS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9,
    "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[0-9]{4})"
_DATES = tuple(
    re.compile(rf"(?<![\w/.-]){pattern}(?![0-9/-]|\.[0-9])", re.IGNORECASE)
    for pattern in (
        r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"
        r"(?:[t ][0-9:.]+(?:z|[+-][0-9:]+)?)?",
        r"(?P<year>[0-9]{4})/(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})",
        rf"{_DAY}(?: of)?[ -]{_MONTH},?[ -]{_YEAR}",
        rf"{_MONTH} {_DAY},? {_YEAR}",
        r"(?P<day>[0-9]{1,2})(?P<mark>[/.-])(?P<month>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{4})",
    )
)
# From 2001 to 2096: a shorter number is a year or a code, a longer one no date.
_SECONDS = re.compile(r"([1-3]\d{9})(?:\d{3}|\.0+)?")
# What spreadsheets count in days: 1998 to 2099.
_SERIAL = re.compile(r"((?:3[6-9]|[4-6]\d|7[0-2])\d{3})(?:\.\d+)?")
_SERIAL_ZERO = date(1899, 12, 30)
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? ", re.IGNORECASE)


# Cells of a column repeat: a catalogue has a few hundred different ones.
CELLS_REMEMBERED = 4096


@lru_cache(CELLS_REMEMBERED)
def parse_duration(text: str) -> float | None:
    """Weeks, at the upper end of what the text allows: 12 for "6-12 weeks", 52 for "1 year".

    Hours count 38 to a week and are kept to four decimals. "At least 6 months" has no upper end,
    and "10 hours per week" is no duration: both are None.
    """
    words = _EFFORT.sub(" ", _plain(text))
    if _OPEN_ENDED.search(words) or _TIMES.search(words):
        return None
    return max(_lengths(words), default=None)


@lru_cache(CELLS_REMEMBERED)
def parse_price(text: str) -> float | None:
    """Australian dollars for the whole course, at the upper end of a range; 0 for "Free".

    None for another currency, for a rate or a floor ("per unit", "from"), for a price without its
    tax, for two prices, and for "free" on a condition.
    """
    words = _plain(text)
    if _FREE.match(words):
        return None if _CONDITION.search(words) else 0.0
    if _OTHER_CURRENCY.search(words) or _NOT_A_TOTAL.search(words):
        return None
    amounts = list(_AMOUNT.finditer(words))
    is_range = len(amounts) == 2 and _RANGE.fullmatch(words[amounts[0].end() : amounts[1].start()])
    if len(amounts) != 1 and not is_range:
        return None
    return max(_dollars(amount) for amount in amounts)


@lru_cache(CELLS_REMEMBERED)
def parse_date(text: str) -> date | None:
    """A day: ISO, "June 4, 2021", "4 June 2021", "4/06/2021" with the day first, or a number of
    seconds."""
    words = _WEEKDAY.sub("", " ".join(text.split()), count=1)
    return next((_day(m) for p in _DATES if (m := p.fullmatch(words))), None) or day_of_number(
        words
    )


def day_of_number(text: str) -> date | None:
    """The day, in UTC, of a moment that programs write as seconds or milliseconds since 1970.

    Spreadsheets write days since 1900.
    """
    serial = _SERIAL.fullmatch(text)
    if serial:
        return _SERIAL_ZERO + timedelta(days=int(serial[1]))
    match = _SECONDS.fullmatch(text)
    return datetime.fromtimestamp(int(match[1]), UTC).date() if match else None


def find_dates(text: str) -> Iterator[date]:
    """The days that a line of text names, in its order."""
    matches = [match for pattern in _DATES for match in pattern.finditer(text)]
    for match in sorted(matches, key=lambda match: match.start()):
        found = _day(match)
        if found is not None:
            yield found


def _lengths(words: str) -> Iterator[float]:
    """Each length that a text names; "1 year and 6 months" is one, "1 year / 2 years" two."""
    total, end, unit_weeks = 0.0, -1, 0.0
    for match in _DURATION.finditer(words):
        per_unit = WEEKS_PER_UNIT[match["unit"]]
        between = words[end : match.start()] if end >= 0 else None
        if between is not None and _JOINED.fullmatch(between) and per_unit < unit_weeks:
            total += _number(match["number"]) * per_unit
        else:
            total = _number(match["number"]) * per_unit
        end, unit_weeks = match.end(), per_unit
        yield round(total, 4)


def _number(text: str) -> float:
    return float(_NUMBER_WORDS.get(text, 0) or text)


def _dollars(amount: re.Match[str]) -> float:
    value = float(amount[1].replace(",", "") + (amount[2] or ""))
    return value * 1000 if amount[3] else value


def _day(match: re.Match[str]) -> date | None:
    month = match["month"].lower()
    number = _MONTHS.get(month[:3]) or int(month)
    try:
        return date(int(match["year"]), number, int(match["day"]))
    except ValueError:
        return None


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[‐-―−]", "-", text).split()).lower()
