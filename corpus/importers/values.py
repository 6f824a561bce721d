"""What staff write in a cell, as the corpus's own values; what cannot be told is left over."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Generic, TypeVar

from corpus.importers.amounts import CELLS_REMEMBERED
from corpus.models import Delivery, Level, State
from corpus.taxonomy_file import load_taxonomy

T = TypeVar("T")

_YES = frozenset({"yes", "y", "true", "t", "1", "✓", "x"})
_NO = frozenset({"no", "n", "false", "f", "0"})

# Anchored at both ends: a level in the middle of a sentence may be an entry requirement.
_FIELD = r"(?: (?:of|in) .+)?"
_CERTIFICATE = r"cert(?:ificate)?s?(?: level)? ?"
_LEVELS = tuple(
    (level, re.compile(rf"(?:{pattern}){_FIELD}"))
    for level, pattern in (
        (Level.SHORT, r"short(?: courses?| programs?)?|skill ?sets?|statements? of attainment|"
         r"micro ?(?:credentials?|courses?|certifications?)"),
        (Level.CERTIFICATE_I, rf"{_CERTIFICATE}(?:i|1|one)"),
        (Level.CERTIFICATE_II, rf"{_CERTIFICATE}(?:ii|2|two)"),
        (Level.CERTIFICATE_III, rf"{_CERTIFICATE}(?:iii|3|three)"),
        (Level.CERTIFICATE_IV, rf"{_CERTIFICATE}(?:iv|4|four)"),
        (Level.ADVANCED_DIPLOMA, r"adv(?:anced)? dip(?:loma)?s?"),
        (Level.GRADUATE_DIPLOMA, r"(?:post ?)?grad(?:uate)? dip(?:loma)?s?"),
        (Level.GRADUATE_CERTIFICATE, r"(?:post ?)?grad(?:uate)? cert(?:ificate)?s?"),
        (Level.DIPLOMA, r"dip(?:loma)?s?"),
        (Level.ASSOCIATE_DEGREE, r"assoc(?:iate)?s? degrees?"),
        (Level.BACHELOR_HONOURS, r"(?:bachelors? (?:degree )?(?:with )?)?honou?rs(?: degree)?|"
         r"bachelors? (?:degree )?(?:of|in) .+ (?:with )?honou?rs"),
        (Level.BACHELOR, r"bachelors?(?: degrees?)?"),
        (Level.MASTERS, r"masters?(?: degrees?)?(?: by (?:coursework|research))?"),
        (Level.DOCTORAL, r"ph ?d|doctorates?|doctoral(?: degrees?)?|doctor"),
    )
)  # fmt: skip
_TITLE_LEVEL = re.compile(r"^(?P<level>.+?)(?: \(honou?rs\))? (?:of|in) ", re.IGNORECASE)

_ALL_STATES = frozenset(
    {
        "all", "all australia", "all of australia", "all states", "all states and territories",
        "any state", "anywhere in australia", "australia", "australia wide", "every state",
        "national", "nationally", "nationwide",
    }
)  # fmt: skip
# "Sydney NSW 2000", but neither "all except WA" nor two states in one.
_STATE_AT_END = re.compile(
    r"(?!.*\b(?:except|excluding|not|outside|other)\b)[^;|,/&\n]*?"
    r"\b(ACT|NSW|NT|QLD|Qld|SA|TAS|Tas|VIC|Vic|WA)(?: \d{4})?"
)

_DELIVERY_WORDS = {
    Delivery.ONLINE: (
        "online", "fully online", "100 online", "online only", "online learning", "e learning",
        "elearning", "online self paced", "self paced online", "on demand online",
    ),
    Delivery.IN_CLASS: (
        "in class", "in classroom", "classroom", "classroom based", "class", "on campus",
        "campus", "in person", "face to face", "f2f", "on site",
        "onsite",
    ),
    Delivery.BLENDED: (
        "blended", "blended learning", "mixed", "mixed mode", "mixed delivery", "hybrid",
        "multi modal", "multimodal",
    ),
    Delivery.VIRTUAL: (
        "virtual", "virtual class", "virtual classroom", "live online", "online live",
        "live virtual", "live online classes", "online classroom", "live webinar",
    ),
}  # fmt: skip
_DELIVERY = {word: mode for mode, words in _DELIVERY_WORDS.items() for word in words}
_PARTS = re.compile(r"[;|,/&\n]| and ")

_LANGUAGES = {
    "ar": "Arabic", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
    "fr": "French", "hi": "Hindi", "id": "Indonesian", "it": "Italian", "ja": "Japanese",
    "ko": "Korean", "pt": "Portuguese", "ru": "Russian", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
_LANGUAGE_CODE = re.compile(r"([a-z]{2})(?:[-_][a-z0-9]{2,8})*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Several(Generic[T]):
    """The values that a cell names, in its order, and the words that name none."""

    values: tuple[T, ...]
    unknown: tuple[str, ...]


@lru_cache(CELLS_REMEMBERED)
def parse_level(text: str) -> Level | None:
    """A qualification type: "Cert III", "Grad Dip", "Bachelor of Nursing", "AQF level 5"."""
    words = _folded(text)
    by_number = re.fullmatch(r"aqf(?: level)? (\d+)", words)
    if by_number:
        levels = [level for level in Level if level.aqf_level == int(by_number[1])]
        return levels[0] if len(levels) == 1 else None
    return next((level for level, pattern in _LEVELS if pattern.fullmatch(words)), None)


def level_of_title(title: str) -> Level | None:
    """The level that a title opens with: "Certificate III in Aged Care". The names are reserved
    for qualifications, so this is no guess; "Diploma-level skills" has none."""
    match = _TITLE_LEVEL.match(title)
    if match is None or parse_level(match["level"]) is None:
        return None
    return parse_level(title)


@lru_cache(CELLS_REMEMBERED)
def parse_states(text: str) -> Several[State]:
    """States by name, abbreviation or well-known town; "Australia-wide" is all eight."""
    if _folded(text) in _ALL_STATES:
        return Several(tuple(State), ())
    return _several(text, _state)


@lru_cache(CELLS_REMEMBERED)
def parse_delivery(text: str) -> Several[Delivery]:
    """Study modes. "Self-paced" or "flexible" alone say nothing about the place."""
    return _several(text, lambda part: _DELIVERY.get(_folded(part)))


def parse_boolean(text: str) -> bool | None:
    """Yes or no, in the ways that spreadsheets write them."""
    word = text.strip().casefold()
    return True if word in _YES else False if word in _NO else None


def language_name(text: str) -> str:
    """A language by its English name: "English" for "en-AU"; any other text as it is."""
    code = _LANGUAGE_CODE.fullmatch(text)
    return _LANGUAGES.get(code[1].lower(), text) if code else text


def split_list(text: str) -> tuple[str, ...]:
    """The parts between semicolons and bars; a comma may belong to a name."""
    return tuple(dict.fromkeys(part.strip() for part in re.split(r"[;|]", text) if part.strip()))


def split_path(text: str) -> tuple[str, ...]:
    """The parts of a breadcrumb: "Health / Nursing", "Health > Nursing"."""
    return tuple(filter(None, (part.strip() for part in re.split(r" / | ?> ?| » ", text))))


def parse_subjects(names: Iterable[str]) -> tuple[str, ...]:
    """Subjects as the taxonomy spells them.

    A name that it knows as another word for a subject stays, and the subject follows it.
    """
    subjects: dict[str, None] = {}
    for name in names:
        known = _subject_names().get(name.casefold(), name)
        if known.casefold() != name.casefold():
            subjects[name] = None
        subjects[known] = None
    return tuple(subjects)


def _state(part: str) -> State | None:
    at_end = _STATE_AT_END.fullmatch(part.strip())
    return State(at_end[1].upper()) if at_end else _places().get(_folded(part))


def _several(text: str, parse: Callable[[str], T | None]) -> Several[T]:
    whole = parse(text)
    if whole is not None:
        return Several((whole,), ())
    parts = [part.strip() for part in _PARTS.split(text) if part.strip()]
    parsed = [(part, parse(part)) for part in parts]
    values = dict.fromkeys(value for _, value in parsed if value is not None)
    return Several(tuple(values), tuple(part for part, value in parsed if value is None))


def _folded(text: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", text.replace("'", "").replace("’", "")).split()).lower()


@cache
def _places() -> Mapping[str, State]:
    text = (files("corpus") / "data" / "places.toml").read_text(encoding="utf-8")
    names = {state.value.lower(): state for state in State}
    for code, row in tomllib.loads(text).items():
        names |= dict.fromkeys((*row["names"], *row["places"]), State(code))
    return names


@cache
def _subject_names() -> Mapping[str, str]:
    subjects = load_taxonomy().subjects
    aliases = {alias: subject.name for subject in subjects for alias in subject.aliases}
    return aliases | {subject.name.casefold(): subject.name for subject in subjects}
