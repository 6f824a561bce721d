"""Checks that need no gold questions: facts that a source stops stating, items that it loses."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from bot.publishing.gate_report import Alarm
from corpus.models import Article, Course

# A tenth of a catalogue without a price is no longer an accident of single courses.
FALL_POINTS_MAX = 10.0
# Catalogues turn over; articles are added to.
COURSES_GONE_PERCENT_MAX = 50.0
# One course or article is staff's own business, however few there are.
AFFECTED_MIN = 2

FACTS: Mapping[str, Callable[[Course], bool]] = {
    "price": lambda course: course.price_aud is not None,
    "duration": lambda course: course.duration_weeks is not None,
    "state": lambda course: bool(course.states),
    "delivery": lambda course: bool(course.delivery),
    "level": lambda course: course.level is not None,
    "subject": lambda course: bool(course.subjects),
    "description": lambda course: bool(course.summary or course.description),
    "address": lambda course: course.url is not None,
}


@dataclass(slots=True)
class _Census:
    """One source's items in one version."""

    courses: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    stating: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FACTS, 0))


def sentinel_alarms(
    before: Iterable[Course | Article],
    after: Iterable[Course | Article],
    fall_points_max: float,
    *,
    allows_retiring: bool = False,
) -> tuple[Alarm, ...]:
    """What fell in each source by more percentage points than may be.

    A source that one version does not have is none of this: it is new, or was taken out whole.
    """
    old, new = _census(before), _census(after)
    return tuple(
        alarm
        for source in sorted(old.keys() & new.keys())
        for alarm in (
            *_silent(source, old[source], new[source], fall_points_max),
            *(() if allows_retiring else _gone(source, old[source], new[source], fall_points_max)),
        )
    )


def _census(items: Iterable[Course | Article]) -> dict[str, _Census]:
    found: dict[str, _Census] = defaultdict(_Census)
    for item in items:
        census = found[item.source]
        if isinstance(item, Article):
            census.articles.add(item.id)
            continue
        census.courses.add(item.id)
        for name, states in FACTS.items():
            census.stating[name] += states(item)
    return found


def _silent(source: str, old: _Census, new: _Census, points_max: float) -> Iterable[Alarm]:
    if not (old.courses and new.courses):
        return
    for name in FACTS:
        before = 100 * old.stating[name] / len(old.courses)
        after = 100 * new.stating[name] / len(new.courses)
        newly = len(new.courses) - new.stating[name] - (len(old.courses) - old.stating[name])
        if before - after > points_max and newly >= AFFECTED_MIN:
            yield Alarm(source=source, field=name, before_percent=before, after_percent=after)


def _gone(source: str, old: _Census, new: _Census, points_max: float) -> Iterable[Alarm]:
    for name, had, has, percent_max in (
        ("articles", old.articles, new.articles, points_max),
        ("courses", old.courses, new.courses, COURSES_GONE_PERCENT_MAX),
    ):
        kept = 100 * len(had & has) / len(had) if had else 100.0
        if 100 - kept > percent_max and len(had - has) >= AFFECTED_MIN:
            yield Alarm(source=source, field=name, before_percent=100, after_percent=kept)
