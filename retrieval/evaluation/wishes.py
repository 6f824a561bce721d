"""Gold wishes: what learners look for, with the courses and prices that they have to be shown."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Protocol

from pydantic import BeforeValidator, Field, ValidationError, model_validator

from corpus.models import Course, Delivery, Frozen, Level, NonEmpty, State
from retrieval.errors import GoldError
from retrieval.evaluation.gold import gold_files
from retrieval.evaluation.gold_lines import is_wish
from retrieval.models import CourseMatch, CourseResult, Criteria, Sort, Verdict

# A screen or two of cards.
WITHIN = 10
WITHIN_MAX = 100


class Finding(Protocol):
    """A version as a search for courses asks it."""

    def courses(
        self, wish: str, criteria: Criteria, sort: Sort | None, offset: int, limit: int
    ) -> CourseResult:
        """A page of courses that break no criterion, best first."""


class WantedCourse(Frozen):
    """A course by its id, as served or as its source states it, or by its title."""

    course: NonEmpty
    price_aud: float | None = Field(default=None, ge=0)


def _spelt_out(value: object) -> object:
    return {"course": value} if isinstance(value, str) else value


class GoldWish(Frozen):
    """One line: a wish in words, what courses have to meet, and which have to come up.

    Each of `courses` has to be among the first `within`, with every criterion known to be met,
    and at its price where one is given.
    """

    wish: NonEmpty
    subjects: tuple[str, ...] = ()
    excluded_subjects: tuple[str, ...] = ()
    delivery: tuple[Delivery, ...] = ()
    states: tuple[State, ...] = ()
    levels: tuple[Level, ...] = ()
    duration_weeks_max: float | None = Field(default=None, ge=0)
    price_aud_max: float | None = Field(default=None, ge=0)
    funded: bool | None = None
    courses: tuple[Annotated[WantedCourse, BeforeValidator(_spelt_out)], ...] = Field(min_length=1)
    within: int = Field(default=WITHIN, ge=1, le=WITHIN_MAX)

    @model_validator(mode="after")
    def _room_for_all(self) -> "GoldWish":
        if len(self.courses) > self.within:
            raise ValueError(f"expected at most {self.within} courses, as many as `within` allows")
        return self

    @property
    def criteria(self) -> Criteria:
        """What the courses have to meet."""
        return Criteria(
            subjects=self.subjects,
            excluded_subjects=self.excluded_subjects,
            delivery=self.delivery,
            states=self.states,
            levels=self.levels,
            duration_weeks_max=self.duration_weeks_max,
            price_aud_max=self.price_aud_max,
            funded=self.funded,
        )


@dataclass(frozen=True, slots=True)
class WishOutcome:
    """What a version shows for a wish: nothing is wrong with it where there are no problems."""

    wish: str
    problems: tuple[str, ...]


def read_wishes(path: Path) -> tuple[GoldWish, ...]:
    """The wishes of a JSON Lines file, or of every one of a folder; questions are passed over.

    Raises GoldError with each wish that cannot be read.
    """
    problems: list[str] = []
    wishes: list[GoldWish] = []
    for file in gold_files(path):
        if file.suffix == ".csv":
            continue
        for number, value in _values(file):
            try:
                wishes.append(GoldWish.model_validate(value))
            except ValidationError as error:
                first = error.errors(include_url=False)[0]
                where = ".".join(map(str, first["loc"]))
                problems.append(f"{file.name}:{number}: {where}: {first['msg']}")
    if problems:
        raise GoldError(tuple(problems))
    return tuple(wishes)


def run_wishes(
    wishes: Iterable[GoldWish], knowledge: Finding, slug: Callable[[str], str]
) -> tuple[WishOutcome, ...]:
    """Search for every wish. `slug` makes the first part of a served id from a stated one."""
    outcomes = []
    for gold in wishes:
        found = knowledge.courses(gold.wish, gold.criteria, None, 0, gold.within).matches
        problems = (_problem(wanted, found, gold.within, slug) for wanted in gold.courses)
        outcomes.append(WishOutcome(gold.wish, tuple(filter(None, problems))))
    return tuple(outcomes)


def _values(file: Path) -> Iterator[tuple[int, object]]:
    """The wishes of a file as they are written; what is no JSON is told when questions are read."""
    text = file.read_text(encoding="utf-8-sig", errors="replace")
    for number, line in enumerate(text.split("\n"), start=1):
        try:
            value = json.loads(line)
        except ValueError:
            continue
        if is_wish(value):
            yield number, value


def _problem(
    wanted: WantedCourse, found: Sequence[CourseMatch], within: int, slug: Callable[[str], str]
) -> str:
    """What is wrong with a course that has to be shown; empty where nothing is."""
    match = next((one for one in found if _is(one.course, wanted.course, slug)), None)
    if match is None:
        return f"expected {wanted.course} among the first {within} courses, found it nowhere"
    unknown = [one.criterion for one in match.verdicts if one.verdict is Verdict.UNKNOWN]
    if unknown:
        return f"expected {wanted.course} to state its {', '.join(unknown)}, found it unknown"
    price = match.course.price_aud
    if wanted.price_aud is not None and wanted.price_aud != price:
        got = "no price" if price is None else f"${price:,.10g}"
        return f"expected {wanted.course} at ${wanted.price_aud:,.10g}, found {got}"
    return ""


def _is(course: Course, name: str, slug: Callable[[str], str]) -> bool:
    stated = course.id.rpartition("-")[0]
    return name == course.id or slug(name) == stated or name.casefold() == course.title.casefold()
