"""Slots from free text: what a wish says about motivation, subject, place, level, time, money."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from bot.core.state import Motivation, Slots
from bot.core.text import fold
from bot.core.vocabulary import Mention, Vocabulary
from corpus.models import Delivery, Level, State
from retrieval.models import Sort

T = TypeVar("T")

WEEKS_IN_YEAR = 52
WEEKS_PER_UNIT = {
    "hour": 1 / 38,  # a full-time week of study is counted as 38 hours
    "hr": 1 / 38,
    "day": 1 / 7,
    "week": 1.0,
    "wk": 1.0,
    "month": WEEKS_IN_YEAR / 12,
    "mth": WEEKS_IN_YEAR / 12,
    "year": float(WEEKS_IN_YEAR),
    "yr": float(WEEKS_IN_YEAR),
}
_NUMBERS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
    "eighteen": 18,
    "half a": 0.5,
}
_NUMBER = r"(?P<number>\d+(?:\.\d+)?|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + ")"
_LIMIT = r"(?:under|less than|below|within|up to|at most|max(?:imum)?(?: of)?|no more than|no longer than|not more than|shorter than|in|<)"
_UNIT = r"(?P<unit>hour|hr|day|week|wk|month|mth|year|yr)s?"
DURATION = re.compile(
    rf"\b{_LIMIT} (?:about |around )?{_NUMBER}[ -]?{_UNIT}\b|\b{_NUMBER.replace('number', 'number2')}[ -]?"
    rf"{_UNIT.replace('unit', 'unit2')} (?:or less|max(?:imum)?|at most|tops|or under|or shorter)\b"
)
PRICE = re.compile(
    r"(?:under|less than|below|up to|at most|max(?:imum)?(?: of)?|no more than|cheaper than|budget(?: is| of)?|for|<|only have)"
    r" (?:about |around )?(?:\$ ?(?P<dollars>\d[\d,]*(?:\.\d+)?)(?P<thousands>k)?|(?P<words>\d[\d,]*)(?P<thousands2>k)? ?(?:dollars|bucks|aud))"
    r"|\$ ?(?P<dollars2>\d[\d,]*(?:\.\d+)?)(?P<thousands3>k)? (?:or less|max(?:imum)?|at most|tops|budget)"
)
FREE = re.compile(
    r"\b(?:for free|free (?:\w+ ){0,2}(?:course|class|training|program)\w*|no cost|costs? nothing)\b"
)
FUNDED = re.compile(
    r"\b(?:(?:government|govt|gov|state)[- ]?(?:funded|subsidi[sz]ed|paid)|funded|subsidi[sz]ed|fee[- ]free|free tafe)\b"
)
SORTS = (
    (Sort.CHEAPEST, re.compile(r"\b(?:cheapest|least expensive|lowest price|most affordable)\b")),
    (Sort.SHORTEST, re.compile(r"\b(?:shortest|quickest|fastest)\b")),
    (Sort.NEWEST, re.compile(r"\b(?:newest|latest|most recent)\b")),
)
_NEGATION = frozenset(
    {
        "not",
        "no",
        "without",
        "except",
        "excluding",
        "excl",
        "isn't",
        "don't",
        "dont",
        "hate",
        "dislike",
        "never",
        "minus",
        "avoid",
    }
)
_NEGATION_ENDS = frozenset(
    {"but", "however", "though", "instead", "just", "rather", "please", "actually", "wait"}
)
_FALSE_NEGATION = re.compile(
    r"\b(?:no wait|not sure|no idea|don't know|don't mind|do not mind|not only|why not"
    r"|no more than|not more than|no longer than|no thanks|no problem|no experience)\b"
)
_PIN = re.compile(r"\b(?:must|has to|have to|needs? to|only|can only|definitely)\b")
_PRESENT_JOB = re.compile(
    r"\b(?:i'm|i am|im|i was|i've been|i have been) (?:currently )?(?:working as |employed as )?an? "
    r"|\b(?:i|currently) (?:work|worked|working) (?:as|in) |\bmy (?:current )?job (?:as|in) "
)
_PRESENT_JOB_ENDS = frozenset(
    {"and", "but", "want", "wanting", "looking", "so", "to", "into", "would", "hoping"}
)
OCCUPATION = re.compile(
    r"\b(?:(?:want|like|love|hope|hoping|plan|planning|train|training|study|studying) to (?:be|become|work as|train as|retrain as)"
    r"|become|work as|job as|career as|retrain as|train as|qualify as) (?:an? |the )?(?P<job>[a-z][a-z' -]{2,40})"
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
        r"|\b(?:work|job|career|course|courses|diploma|degree|cert \w+|certificate \w+) in it$"
    ),
}


@dataclass(frozen=True, slots=True)
class Heard:
    """What one message says about the slots. `topic` is what no slot took up."""

    slots: Slots
    excluded_subjects: tuple[str, ...]
    is_addition: bool
    topic: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.slots.known() or self.excluded_subjects)


def hear(text: str, vocabulary: Vocabulary, corrected: tuple[str, ...]) -> Heard:
    """Fill slots from a message; `corrected` are its words with the misspelt ones mended."""
    folded = fold(text)
    funding = _places(FUNDED, corrected)
    mentions = tuple(
        m
        for m in vocabulary.mentions(corrected)
        if m.start not in funding and not _is_another_word(m, corrected, text)
    )
    negated = _negated(corrected)
    held = _held(corrected)
    wanted = [m for m in mentions if m.start not in negated and not _is_present_job(m, held)]
    unwanted = [m for m in mentions if m.start in negated]
    slots = Slots(
        motivation=_last(wanted, "motivation", Motivation),
        subjects=_values(wanted, "subjects", str),
        occupation=_occupation(folded),
        delivery=_values(wanted, "delivery", Delivery),
        states=_values(wanted, "states", State),
        levels=_values(wanted, "levels", Level),
        duration_weeks_max=duration_weeks_max(folded),
        price_aud_max=price_aud_max(folded),
        funded=True if FUNDED.search(folded) else None,
        sort=next((sort for sort, pattern in SORTS if pattern.search(folded)), None),
    )
    return Heard(
        slots=slots.model_copy(update={"pinned": _pinned(folded, slots)}),
        excluded_subjects=_values(unwanted, "subjects", str),
        is_addition=bool(re.search(r"\b(?:also|as well|plus|too|in addition)\b", folded)),
        topic=_topic(corrected, mentions, negated),
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
    if said.subjects:
        kept = before.subjects if heard.is_addition else ()
        changes["subjects"] = _unique((*kept, *said.subjects))
    excluded = [name for name in before.excluded_subjects if name not in said.subjects]
    changes["excluded_subjects"] = _unique((*excluded, *heard.excluded_subjects))
    if heard.excluded_subjects:
        wanted = changes.get("subjects", before.subjects)
        changes["subjects"] = tuple(n for n in wanted if n not in heard.excluded_subjects)
    changes["pinned"] = _unique((*before.pinned, *said.pinned))
    changes["any"] = tuple(name for name in before.any if name not in changes or not changes[name])
    return before.model_copy(update=changes)


def leave_open(slots: Slots, name: str) -> Slots:
    """The slot emptied and marked as left open."""
    empty = getattr(Slots(), name)
    return slots.model_copy(update={name: empty, "any": _unique((*slots.any, name))})


def duration_weeks_max(folded: str) -> float | None:
    """The longest duration in weeks that a text allows: a month is 52/12 weeks."""
    found = DURATION.search(folded)
    if not found:
        return None
    number = found["number"] or found["number2"]
    unit = found["unit"] or found["unit2"]
    amount = _NUMBERS[number] if number in _NUMBERS else float(number)
    return amount * WEEKS_PER_UNIT[unit]


def price_aud_max(folded: str) -> float | None:
    """The highest price in AUD that a text allows; 0 when it has to be free."""
    if FREE.search(folded):
        return 0.0
    found = PRICE.search(folded)
    if not found:
        return None
    digits = found["dollars"] or found["words"] or found["dollars2"]
    is_thousands = found["thousands"] or found["thousands2"] or found["thousands3"]
    return float(digits.replace(",", "")) * (1_000 if is_thousands else 1)


def _is_another_word(mention: Mention, tokens: tuple[str, ...], text: str) -> bool:
    """Whether a mention is one of the small words that only capitals or company tell apart."""
    said = " ".join(tokens[mention.start : mention.end])
    pattern = _SMALL_WORDS.get(said)
    return pattern is not None and not pattern.search(text)


def _negated(tokens: tuple[str, ...]) -> frozenset[int]:
    """Positions of the words that a negation reaches: up to the end of its clause."""
    reached: set[int] = set()
    is_negated = False
    harmless = _places(_FALSE_NEGATION, tokens)
    for position, token in enumerate(tokens):
        if token in _NEGATION and position not in harmless:
            is_negated = True
        elif token in _NEGATION_ENDS:
            is_negated = False
        elif is_negated:
            reached.add(position)
    return frozenset(reached)


def _held(tokens: tuple[str, ...]) -> frozenset[int]:
    """Positions of the words that say what somebody is or does now, not what they want."""
    reached: set[int] = set()
    for start in _places(_PRESENT_JOB, tokens):
        for position in range(start, len(tokens)):
            if tokens[position] in _PRESENT_JOB_ENDS:
                break
            reached.add(position)
    return frozenset(reached)


def _is_present_job(mention: Mention, held: frozenset[int]) -> bool:
    return mention.term.slot == "subjects" and mention.start in held


def _places(pattern: re.Pattern[str], tokens: tuple[str, ...]) -> frozenset[int]:
    """Positions of the words at which the pattern matches start."""
    text = " ".join(tokens)
    return frozenset(len(text[: found.start()].split()) for found in pattern.finditer(text))


def _pinned(folded: str, slots: Slots) -> tuple[str, ...]:
    if not _PIN.search(folded):
        return ()
    return tuple(
        name
        for name in (
            "delivery",
            "states",
            "levels",
            "duration_weeks_max",
            "price_aud_max",
            "funded",
        )
        if getattr(slots, name) not in (None, ())
    )


def _occupation(folded: str) -> str | None:
    found = OCCUPATION.search(folded)
    job = _JOB_ENDS.sub("", found["job"]).strip(" '-") if found else ""
    return job or None


def _topic(
    tokens: tuple[str, ...], mentions: Iterable[Mention], negated: frozenset[int]
) -> tuple[str, ...]:
    taken = negated | {
        position
        for mention in mentions
        if mention.term.slot != "subjects"
        for position in range(mention.start, mention.end)
    }
    return tuple(
        token
        for position, token in enumerate(tokens)
        if position not in taken
        and token not in EMPTY_WORDS
        and not token[0].isdigit()
        and token[0] != "$"
    )


def _values(mentions: Iterable[Mention], slot: str, kind: type[T]) -> tuple[T, ...]:
    return _unique(
        m.term.value for m in mentions if m.term.slot == slot and isinstance(m.term.value, kind)
    )


def _last(mentions: Iterable[Mention], slot: str, kind: type[T]) -> T | None:
    values = _values(mentions, slot, kind)
    return values[-1] if values else None


def _unique(values: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))


# Words that carry no topic in a wish for courses.
EMPTY_WORDS = frozenset(
    [
        "a",
        "about",
        "actually",
        "after",
        "again",
        "all",
        "also",
        "am",
        "an",
        "and",
        "any",
        "anything",
        "are",
        "as",
        "at",
        "available",
        "be",
        "been",
        "best",
        "but",
        "by",
        "can",
        "career",
        "change",
        "class",
        "classes",
        "could",
        "course",
        "courses",
        "do",
        "does",
        "dollars",
        "doing",
        "education",
        "else",
        "find",
        "for",
        "from",
        "get",
        "give",
        "good",
        "great",
        "have",
        "help",
        "hi",
        "hello",
        "hey",
        "hope",
        "how",
        "i",
        "i'd",
        "i'll",
        "i'm",
        "i've",
        "im",
        "if",
        "in",
        "interested",
        "into",
        "is",
        "it",
        "it's",
        "its",
        "job",
        "just",
        "kind",
        "know",
        "learn",
        "learning",
        "less",
        "let",
        "like",
        "looking",
        "look",
        "lot",
        "love",
        "make",
        "max",
        "maybe",
        "me",
        "mind",
        "month",
        "months",
        "more",
        "most",
        "my",
        "need",
        "new",
        "no",
        "not",
        "now",
        "of",
        "ok",
        "okay",
        "on",
        "one",
        "only",
        "option",
        "options",
        "or",
        "other",
        "our",
        "out",
        "please",
        "possibly",
        "prefer",
        "program",
        "programs",
        "qualification",
        "qualifications",
        "really",
        "recommend",
        "relax",
        "rather",
        "right",
        "search",
        "see",
        "show",
        "so",
        "some",
        "somebody",
        "someone",
        "something",
        "sort",
        "start",
        "still",
        "studies",
        "study",
        "studying",
        "stuff",
        "subject",
        "subjects",
        "such",
        "suggest",
        "sure",
        "take",
        "teach",
        "thanks",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "thing",
        "things",
        "think",
        "thinking",
        "this",
        "those",
        "to",
        "too",
        "train",
        "training",
        "try",
        "under",
        "up",
        "us",
        "use",
        "want",
        "wanted",
        "wants",
        "way",
        "we",
        "week",
        "weeks",
        "well",
        "what",
        "when",
        "where",
        "which",
        "while",
        "who",
        "whole",
        "will",
        "wish",
        "with",
        "within",
        "without",
        "work",
        "working",
        "would",
        "year",
        "years",
        "yes",
        "yet",
        "you",
        "your",
        "under",
        "over",
        "near",
        "around",
        "main",
        "must",
        "wait",
        "instead",
        "thank",
        "cheers",
        "day",
        "days",
        "hour",
        "hours",
        "long",
        "longer",
        "short",
        "shorter",
        "cheap",
        "free",
        "funded",
        "government",
        "subsidised",
        "enjoy",
        "like",
        "don't",
        "dont",
        "doesn't",
        "can't",
    ]
)
