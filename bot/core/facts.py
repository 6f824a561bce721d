"""Questions about courses that were shown: which course, and which of its facts."""

import re
from enum import StrEnum

# Longer questions than this are asked of the corpus, whatever they mention.
WORDS_MAX = 12


class Fact(StrEnum):
    """What learners ask of a course."""

    DURATION = "duration"
    PRICE = "price"
    FUNDING = "funding"
    STATES = "states"
    DELIVERY = "delivery"
    START = "start"
    ENTRY = "entry"
    CREDIT = "credit"
    PROVIDER = "provider"
    LEVEL = "level"


# Stands for a place at which nothing can stand.
NO_PLACE = 1_000

# The rows of a comparison, in the order in which people weigh them.
COMPARED = (
    Fact.LEVEL,
    Fact.DELIVERY,
    Fact.STATES,
    Fact.DURATION,
    Fact.PRICE,
    Fact.FUNDING,
    Fact.CREDIT,
    Fact.ENTRY,
    Fact.START,
)
_ASKED = tuple(
    (fact, re.compile(pattern))
    for fact, pattern in (
        (
            Fact.DURATION,
            r"\bhow long\b|\bduration\b|\blength\b|\b(?:faster|fastest|quicker|quickest|shorter|shortest)\b",
        ),
        (
            Fact.PRICE,
            r"\bhow much\b|\bfree\b|\bcosts?\b|\bprices?\b|\bfees?\b|\b(?:cheaper|cheapest|dearer)\b",
        ),
        (Fact.FUNDING, r"\b(?:fund(?:ed|ing)|subsid\w+)\b"),
        (Fact.STATES, r"\bwhere\b|\bwhich states?\b|\bcampus\w*\b"),
        (Fact.DELIVERY, r"\bonline\b|\bin person\b|\bstudy mode\b|\bon campus\b"),
        (Fact.START, r"\bwhen\b|\bstart(?:s|ing)?\b|\bintakes?\b"),
        (Fact.ENTRY, r"\bentry\b|\brequire\w*\b|\bprerequisites?\b|\bget in\b"),
        (Fact.CREDIT, r"\bcredit\b|\bcounts? towards?\b|\blead to\b"),
        (Fact.PROVIDER, r"\bwho (?:runs|teaches|offers|provides)\b|\bprovider\b"),
        (Fact.LEVEL, r"\bwhat level\b|\bwhich level\b|\baqf\b"),
    )
)
# Points at what was shown; a bare "how long?" points by having no subject of its own.
_POINTS = re.compile(
    r"\b(?:it|its|it's|that|this|they|them|these|those|one|ones|the course|the courses|either|both)\b"
)
_BARE = re.compile(
    r"^(?:and |so |ok |but )?(?:how long|how much|what does it cost|where|when|which (?:one )?is (?:the )?\w+(?:er|est)"
    r"|(?:what about |how about )?(?:the|its) (?:price|cost|fees?|length|duration|start|entry|funding|level))[ ?]*$"
)
_ORDINAL = re.compile(
    r"\b(?:the |number |no |option |course )?"
    r"(?P<ordinal>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|[1-9](?:st|nd|rd|th))\b"
    r"(?! (?:years?|months?|weeks?|nights?|times?|jobs?|names?|aid|nations?|home|hand|language)\b)(?: one| course| option)?"
    r"|(?:\b(?:number|option|course|no\.?) |(?:^|\s)#)(?P<number>\d{1,3}|one|two|three|four|five|six)\b"
    r"|^#?(?P<alone>\d{1,3})[.)!?]*$"
)
# "The first two" is more than one place.
_FIRST_FEW = re.compile(r"\b(?:first|top) (?P<many>two|2|three|3)\b")
_NAMES_OF_PLACES = (
    "first one 1st",
    "second two 2nd",
    "third three 3rd",
    "fourth four 4th",
    "fifth five 5th",
    "sixth six 6th",
    *("seventh 7th", "eighth 8th", "ninth 9th", "tenth"),
)
_PLACES = {name: place for place, names in enumerate(_NAMES_OF_PLACES) for name in names.split()}
_PLACES["last"] = -1


def asked_facts(folded: str) -> tuple[Fact, ...]:
    """The facts that a text asks for, in a fixed order."""
    return tuple(fact for fact, pattern in _ASKED if pattern.search(folded))


def points_at_shown(folded: str) -> bool:
    """Whether a text speaks of the courses that were shown and of nothing else."""
    if len(folded.split()) > WORDS_MAX:
        return False
    return bool(_BARE.match(folded) or _POINTS.search(folded) or _ORDINAL.search(folded))


def pointed_place(folded: str) -> int | None:
    """The place among those shown that a text points at, from 0; -1 for the last."""
    found = _ORDINAL.search(folded)
    return _place(found) if found else None


def pointed_places(folded: str) -> tuple[int, ...]:
    """Every place that a text points at, in its order."""
    few = _FIRST_FEW.search(folded)
    if few:
        many = few["many"]
        return tuple(range(int(many) if many.isdigit() else _PLACES[many] + 1))
    return tuple(dict.fromkeys(map(_place, _ORDINAL.finditer(folded))))


def _place(found: re.Match[str]) -> int:
    name = found["ordinal"] or found["number"] or found["alone"]
    # There is no course 0, nor one in a place beyond those that have a name.
    return int(name) - 1 if name.isdigit() and name != "0" else _PLACES.get(name, NO_PLACE)
