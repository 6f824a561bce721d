"""What visitors look for that no course meets, coarse enough to be counted."""

import re
from dataclasses import dataclass
from enum import StrEnum
from math import floor, log10

from bot.core.state import Slots
from bot.core.text import fold
from corpus.models import Delivery, Level, State


class Schedule(StrEnum):
    """When classes are to be."""

    WEEKEND = "weekend"
    EVENING = "evening"
    MORNING = "morning"
    PART_TIME = "part-time"
    FULL_TIME = "full-time"


# Over folded text; each linear.
_SCHEDULES = tuple(
    (schedule, re.compile(pattern))
    for schedule, pattern in (
        (Schedule.WEEKEND, r"\b(?:weekends?|saturdays?|sundays?)\b"),
        (
            Schedule.EVENING,
            r"\b(?:evenings?|night (?:school|class(?:es)?|courses?)|(?:at|on|by) nights?"
            r"|after (?:hours|work))\b",
        ),
        (Schedule.MORNING, r"\bmornings?\b"),
        (Schedule.PART_TIME, r"\bpart[- ]?time\b"),
        (Schedule.FULL_TIME, r"\bfull[- ]?time\b"),
    )
)
_GREETING = re.compile(r"\bgood (?:morning|evening)\b")
# What is said of a job: "I work full time, can I ...?"
_AT_WORK = re.compile(r"\b(?:work(?:ing|s)?|job|employed)\b[^.?!,]{0,12}\b(?:part|full)[- ]?time\b")


@dataclass(frozen=True, slots=True)
class Demand:
    """Slots that were asked for together. Limits are rounded to two figures."""

    subjects: tuple[str, ...] = ()
    states: tuple[State, ...] = ()
    delivery: tuple[Delivery, ...] = ()
    levels: tuple[Level, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    duration_weeks_max: float | None = None
    price_aud_max: float | None = None
    funded: bool = False


def schedules_in(text: str) -> tuple[Schedule, ...]:
    """When somebody wants classes, as far as they say."""
    said = _AT_WORK.sub(" ", _GREETING.sub(" ", fold(text)))
    return tuple(schedule for schedule, pattern in _SCHEDULES if pattern.search(said))


def demand_of(slots: Slots, schedules: tuple[Schedule, ...]) -> Demand | None:
    """What these slots ask for; None where they ask for nothing that can be counted."""
    demand = Demand(
        subjects=tuple(sorted(slots.subjects)),
        states=tuple(sorted(slots.states)),
        delivery=tuple(sorted(slots.delivery)),
        levels=tuple(sorted(slots.levels)),
        schedules=schedules,
        duration_weeks_max=_rounded(slots.duration_weeks_max),
        price_aud_max=_rounded(slots.price_aud_max),
        funded=bool(slots.funded),
    )
    return demand if demand != Demand() else None


def _rounded(limit: float | None) -> float | None:
    """Two figures of it: enough to plan by, and no number that belongs to somebody."""
    if not limit:
        return limit
    return round(limit, 1 - floor(log10(abs(limit))))
