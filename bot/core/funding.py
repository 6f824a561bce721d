"""Funding rules as dated data, held against what somebody has said: met, not met, or not known."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

from bot.core.circumstances import Circumstances, Group, Residency
from corpus.models import Frozen, Level, NonEmpty, State, WebAddress

# From this age on nobody is asked whether they have left school.
ADULT = 20
# A rule that nobody has looked at for longer may have changed.
CHECKED_DAYS_MAX = 365


class Condition(StrEnum):
    """What a programme asks of a person, in the order in which it is worth asking."""

    AGE = "age"
    SCHOOL = "school"
    RESIDENCY = "residency"
    PLACE = "place"
    QUALIFICATION = "qualification"
    YEAR_10 = "year_10"


class Standing(StrEnum):
    """How somebody stands to a condition, by what they have said."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


class Former(Frozen):
    """A name that a programme had, or that of one it replaced, and its last day where known."""

    name: NonEmpty
    words: tuple[NonEmpty, ...] = ()
    until: date | None = None


class Programme(Frozen):
    """A way to have study paid for. No state: the whole country. No conditions: not confirmed.

    `words` are other names in use, in lower case; `covers` and `notes` say what nobody is asked
    about. `residency_varies` names the grounds on which the rules tell people apart by their visa.
    """

    name: NonEmpty
    state: State | None = None
    words: tuple[NonEmpty, ...] = ()
    formers: tuple[Former, ...] = ()
    covers: NonEmpty
    notes: tuple[NonEmpty, ...] = ()
    levels: tuple[Level, ...] = ()
    place: Literal["lives", "lives_or_works"] | None = None
    age_min: int | None = None
    left_school: bool = False
    finished_year_10: bool = False
    residency: tuple[Residency, ...] = ()
    residency_varies: tuple[Residency, ...] = ()
    no_certificate_iii_for_years: int | None = None
    priority: tuple[Group, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None
    published: str = ""
    source: WebAddress
    checked_on: date

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """What it asks for, in the order of asking."""
        asks = {
            Condition.PLACE: self.place is not None,
            Condition.AGE: self.age_min is not None,
            Condition.SCHOOL: self.left_school,
            Condition.RESIDENCY: bool(self.residency),
            Condition.QUALIFICATION: self.no_certificate_iii_for_years is not None,
            Condition.YEAR_10: self.finished_year_10,
        }
        return tuple(condition for condition in Condition if asks[condition])

    def has_ended(self, today: date) -> bool:
        """Whether its last day is over."""
        return self.valid_until is not None and self.valid_until < today

    def has_begun(self, today: date) -> bool:
        """Whether its first day has come."""
        return self.valid_from is None or self.valid_from <= today

    def is_stale(self, today: date) -> bool:
        """Whether nobody has looked at its rules for too long."""
        return (today - self.checked_on).days > CHECKED_DAYS_MAX


@dataclass(frozen=True, slots=True)
class Assessed:
    """A condition with its standing. `is_told`: more telling would not settle it."""

    condition: Condition
    standing: Standing
    is_told: bool = False


def assess(programme: Programme, said: Circumstances, today: date) -> tuple[Assessed, ...]:
    """Each condition of a programme held against what was said. Never more than an outline."""
    return tuple(_CHECKS[c](programme, said, today) for c in programme.conditions)


def missing(assessed: Iterable[Assessed], skipped: tuple[Condition, ...]) -> Condition | None:
    """The first condition that nobody has said anything about and that was not skipped."""
    unknown = (a for a in assessed if a.standing is Standing.UNKNOWN and not a.is_told)
    return next((a.condition for a in unknown if a.condition not in skipped), None)


def answered(condition: Condition, programme: Programme, is_yes: bool) -> Circumstances:
    """What a bare yes or no to the question about a condition says."""
    match condition:
        case Condition.PLACE:
            state = programme.state
            if state is None:
                return Circumstances()
            return Circumstances(lives_in=state) if is_yes else Circumstances(outside=(state,))
        case Condition.AGE:
            least = programme.age_min or 0
            return Circumstances(age_from=least) if is_yes else Circumstances(age_to=least - 1)
        case Condition.SCHOOL:
            return Circumstances(at_school=not is_yes)
        case Condition.YEAR_10:
            return Circumstances(finished_year_10=is_yes)
        case Condition.QUALIFICATION:
            return Circumstances(qualified_recently=is_yes)
        case Condition.RESIDENCY:
            return Circumstances()  # the question is which, not whether


def _place(programme: Programme, said: Circumstances, today: date) -> Assessed:
    """Who lives elsewhere may work here, or be about to move: that is asked, not concluded."""
    del today
    if programme.state in said.outside:
        return Assessed(Condition.PLACE, Standing.NOT_MET)
    is_here = said.lives_in == programme.state
    return Assessed(Condition.PLACE, Standing.MET if is_here else Standing.UNKNOWN)


def _age(programme: Programme, said: Circumstances, today: date) -> Assessed:
    del today
    least = programme.age_min or 0
    if said.age_from is not None and said.age_from >= least:
        return Assessed(Condition.AGE, Standing.MET)
    is_younger = said.age_to is not None and said.age_to < least
    return Assessed(Condition.AGE, Standing.NOT_MET if is_younger else Standing.UNKNOWN)


def _school(programme: Programme, said: Circumstances, today: date) -> Assessed:
    del programme, today
    if said.at_school is None:
        is_adult = said.age_from is not None and said.age_from >= ADULT
        return Assessed(Condition.SCHOOL, Standing.MET if is_adult else Standing.UNKNOWN)
    return Assessed(Condition.SCHOOL, Standing.NOT_MET if said.at_school else Standing.MET)


def _year_10(programme: Programme, said: Circumstances, today: date) -> Assessed:
    del programme, today
    return Assessed(Condition.YEAR_10, _standing(said.finished_year_10))


def _residency(programme: Programme, said: Circumstances, today: date) -> Assessed:
    del today
    if said.residency is None:
        return Assessed(Condition.RESIDENCY, Standing.UNKNOWN)
    if said.residency in programme.residency_varies:
        return Assessed(Condition.RESIDENCY, Standing.UNKNOWN, is_told=True)
    return Assessed(Condition.RESIDENCY, _standing(said.residency in programme.residency))


def _qualification(programme: Programme, said: Circumstances, today: date) -> Assessed:
    """Whether the last years are free of a Certificate III or higher."""
    years = programme.no_certificate_iii_for_years or 0
    order = list(Level)
    is_low = said.highest_level is not None and (
        order.index(said.highest_level) < order.index(Level.CERTIFICATE_III)
    )
    if said.has_no_qualification or is_low or said.qualified_recently is False:
        return Assessed(Condition.QUALIFICATION, Standing.MET)
    if said.qualified_recently:
        return Assessed(Condition.QUALIFICATION, Standing.NOT_MET)
    if said.highest_level is None:
        return Assessed(Condition.QUALIFICATION, Standing.UNKNOWN)
    ago = said.qualified_years_ago
    if ago is None and said.qualified_in is not None:
        ago = today.year - said.qualified_in
    return Assessed(Condition.QUALIFICATION, _standing(None if ago is None else ago > years))


def _standing(value: bool | None) -> Standing:
    if value is None:
        return Standing.UNKNOWN
    return Standing.MET if value else Standing.NOT_MET


_CHECKS: Mapping[Condition, Callable[[Programme, Circumstances, date], Assessed]] = (
    MappingProxyType(
        {
            Condition.PLACE: _place,
            Condition.AGE: _age,
            Condition.SCHOOL: _school,
            Condition.RESIDENCY: _residency,
            Condition.QUALIFICATION: _qualification,
            Condition.YEAR_10: _year_10,
        }
    )
)
