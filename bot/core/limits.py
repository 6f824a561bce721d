"""Limits in free text: how long at most, how much at most, in which order."""

import re

from corpus.models import WEEKS_PER_UNIT
from retrieval.models import Sort

_NUMBER_WORDS = "one two three four five six seven eight nine ten eleven twelve"
_NUMBERS: dict[str, float] = {
    word: position for position, word in enumerate(_NUMBER_WORDS.split(), start=1)
}
_NUMBERS |= {"a": 1, "an": 1, "half a": 0.5, "eighteen": 18}
_UNIT_SPELLINGS = {"mnth": "month"}
# "can't spend more than", "not over", "nothing longer than".
_NO_MORE = (
    r"(?:can't|cant|cannot|not|don't|dont|won't|nothing|no)\b[a-z ]{0,25}\b"
    r"(?:more than|longer than|over|above)"
)
_NUMBER = r"(?P<number>\d+(?:\.\d+)?|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + ")"
_LIMIT = rf"(?:{_NO_MORE}|under|less than|below|within|up to|at most|max(?:imum)?(?: of)?|shorter than|make (?:that|it)|about|around|roughly|in)"
_UNIT = r"(?P<unit>hour|hr|day|week|wk|month|mth|mnth|year|yr)s?"
DURATION = re.compile(
    rf"(?:\b{_LIMIT}|\bonly (?:have|got)|<) (?:about |around )?{_NUMBER}[ -]?{_UNIT}\b|\b{_NUMBER.replace('number', 'number2')}[ -]?"
    rf"{_UNIT.replace('unit', 'unit2')},? (?:or less|or so|max(?:imum)?|at most|tops|or under|or shorter)\b"
)
PRICE = re.compile(
    rf"(?:{_NO_MORE}|under|less than|below|up to|at most|max(?:imum)?(?: of)?|cheaper than|budget(?: is| of)?|make (?:that|it)|for|<|only have|only got|i have|spend|afford|pay)"
    r" (?:about |around )?(?:\$ ?(?P<dollars>\d[\d,]*(?:\.\d+)?)(?P<thousands>k)?|(?P<words>\d[\d,]*(?:\.\d+)?)(?P<thousands2>k| grand)?(?: ?(?:dollars|bucks|aud)|(?<=k)|(?<=grand)))"
    r"|\$ ?(?P<dollars2>\d[\d,]*(?:\.\d+)?)(?P<thousands3>k)?,? (?:or less|max(?:imum)?|at most|tops|budget|to spend)"
)
# A number alone is money where money is spoken of.
SPENDING = re.compile(
    r"\b(?:pay|spend|afford|budget)\b[a-z ]{0,25}(?P<amount>\d[\d,]{2,6})\b(?! ?(?:hour|day|week|month|year))"
)
FREE = re.compile(
    r"^free(?: ones?| only| please)*[ ?.!]*$|\b(?:for free|must be free|anything free|free (?:\w+ ){0,2}(?:course|class|training|program)\w*|no cost|costs? nothing)\b"
)
FUNDED = re.compile(
    r"\b(?:(?:government|govt|gov|state)[- ]?(?:funded|funding|subsidi[sz]ed|subsid(?:y|ies)|paid)|funded|subsidi[sz]ed|fee[- ]free|free tafe)\b"
)
SORTS = (
    (
        Sort.CHEAPEST,
        re.compile(
            r"\b(?:cheapest|cheaper|least expensive|lowest price|most affordable|as cheap as possible)\b"
        ),
    ),
    (
        Sort.SHORTEST,
        re.compile(
            r"\b(?:shortest|shorter|quickest|quicker|fastest|faster"
            r"|as (?:short|quick|quickly|fast) as possible)\b"
        ),
    ),
    (Sort.NEWEST, re.compile(r"\b(?:newest|latest|most recent)\b")),
)


def duration_weeks_max(folded: str) -> float | None:
    """The longest duration in weeks that a text allows: a month is 52/12 weeks."""
    found = DURATION.search(folded)
    if not found:
        return None
    number = found["number"] or found["number2"]
    unit = found["unit"] or found["unit2"]
    amount = _NUMBERS[number] if number in _NUMBERS else float(number)
    return amount * WEEKS_PER_UNIT[_UNIT_SPELLINGS.get(unit, unit)]


def price_aud_max(folded: str) -> float | None:
    """The highest price in AUD that a text allows; 0 when it has to be free."""
    if FREE.search(folded):
        return 0.0
    found = PRICE.search(folded)
    if not found:
        spending = SPENDING.search(folded)
        return float(spending["amount"].replace(",", "")) if spending else None
    digits = found["dollars"] or found["words"] or found["dollars2"]
    is_thousands = found["thousands"] or found["thousands2"] or found["thousands3"]
    return float(digits.replace(",", "")) * (1_000 if is_thousands else 1)


def sort_order(folded: str) -> Sort | None:
    """The order that a text asks for."""
    return next((sort for sort, pattern in SORTS if pattern.search(folded)), None)
