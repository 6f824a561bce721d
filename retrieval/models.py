"""The plain values that retrieval takes and gives."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from corpus.models import Course, Delivery, Level, State

# A limit that is broken by no more than a quarter is nearly kept.
NEAR_LIMIT_FACTOR = 1.25


class Sort(StrEnum):
    """An order that a visitor asks for instead of best fit first."""

    CHEAPEST = "cheapest"
    SHORTEST = "shortest"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class Criteria:
    """What a course has to meet. An empty tuple or None sets no condition.

    `subjects` and `excluded_subjects` are names of the served taxonomy; each takes in the subjects
    below it. Within one field any value will do; the fields hold together.
    """

    subjects: tuple[str, ...] = ()
    excluded_subjects: tuple[str, ...] = ()
    delivery: tuple[Delivery, ...] = ()
    states: tuple[State, ...] = ()
    levels: tuple[Level, ...] = ()
    duration_weeks_max: float | None = None
    price_aud_max: float | None = None
    funded: bool | None = None


class Field(StrEnum):
    """A field of courses that has few values, and of `Criteria` that names some of them."""

    SUBJECTS = "subjects"
    DELIVERY = "delivery"
    STATES = "states"
    LEVELS = "levels"


@dataclass(frozen=True, slots=True)
class ValueCount:
    """How many courses in play have a value: of those that meet every criterion, and of all."""

    value: str
    met: int
    in_play: int


@dataclass(frozen=True, slots=True)
class Spread:
    """How courses spread over some values of a field; a course may have several of them.

    `in_play` courses break no criterion; `without` of them have none of the values.
    """

    in_play: int
    without: int
    values: tuple[ValueCount, ...]


class Verdict(StrEnum):
    """How a course stands to one criterion."""

    MET = "met"
    NEAR = "near"
    UNKNOWN = "unknown"
    NOT_MET = "not_met"


@dataclass(frozen=True, slots=True)
class CriterionVerdict:
    """A verdict and the course's own words for it, empty where the course says nothing."""

    criterion: str
    verdict: Verdict
    evidence: str


@dataclass(frozen=True, slots=True)
class CourseMatch:
    """A course and how it stands to each criterion that was asked for."""

    course: Course
    verdicts: tuple[CriterionVerdict, ...]


@dataclass(frozen=True, slots=True)
class CourseResult:
    """One page of matches, best first.

    `met_count` courses meet every criterion; `unknown_count` more break none but leave at least
    one unknown, and come after them.
    """

    matches: tuple[CourseMatch, ...]
    met_count: int
    unknown_count: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage that may answer a question.

    `quote` is a verbatim substring of the article's text. `confidence` is in 0..1: how sure it is
    that the quote answers the question.
    """

    article_id: str
    title: str
    url: str | None
    updated_on: date | None
    heading_path: tuple[str, ...]
    quote: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Example:
    """Something that a visitor might say, and the act that it performs."""

    act: str
    text: str


@dataclass(frozen=True, slots=True)
class ActGuess:
    """The act whose examples are nearest to a message, and their cosine in -1..1."""

    act: str
    similarity: float
