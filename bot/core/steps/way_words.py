"""The ways on from a course, in words, each statement with its source."""

from bot.core.facts import pointed_place
from bot.core.pathways import Route, Ways, same_title
from bot.core.shown import courses_of, has_place
from bot.core.steps.compose import sourced
from bot.core.text import fold
from bot.core.turn import Turn
from corpus.models import Course
from retrieval.models import Criteria

ROUTES_SHOWN_MAX = 4
# Courses of one title that are looked at: more providers of it hardly state anything new.
TITLED_MAX = 20


def in_view(turn: Turn) -> tuple[Course, ...]:
    """The course that is pointed at, the one last spoken of, or all that were shown."""
    shown = courses_of(turn.state.last_course_ids, turn.knowledge)
    place = pointed_place(fold(turn.understood.text))
    if place is not None and has_place(shown, place):
        return (shown[place],)
    focused = tuple(c for c in shown if c.id == turn.state.focused_course_id)
    return focused or shown


def ways(turn: Turn) -> Ways:
    """The ways through the served courses; into a field that is ruled out leads none."""
    unwanted = turn.state.slots.excluded_subjects
    hidden = turn.knowledge.taxonomy.expand(unwanted)

    def titled(title: str) -> tuple[Course, ...]:
        slots = turn.hear(title).slots
        wanted = Criteria(subjects=slots.subjects, levels=slots.levels, excluded_subjects=unwanted)
        found = turn.knowledge.courses(title, wanted, None, 0, TITLED_MAX).matches
        return tuple(m.course for m in found if same_title(m.course.title, title))

    def is_unwanted(title: str) -> bool:
        return bool(hidden) and bool(hidden & set(turn.hear(title).slots.subjects))

    return Ways(titled, is_unwanted)


def spoken_routes(turn: Turn, routes: tuple[Route, ...]) -> str:
    """One line a statement; what follows from it stands under it."""
    shown = routes[:ROUTES_SHOWN_MAX]
    return "\n".join(line for route in shown for line in _spoken_route(turn, route))


def _spoken_route(turn: Turn, route: Route) -> list[str]:
    wording = turn.wording.guidance
    templates = (wording.states_credit, *[wording.then_states_credit] * (len(route) - 1))
    return [
        template.format(
            course=_name(statement.course),
            said=statement.said,
            source=_source(turn, statement.course),
        ).rstrip()
        for template, statement in zip(templates, route, strict=True)
    ]


def _name(course: Course) -> str:
    return f"{course.title}, {course.provider}" if course.provider else course.title


def _source(turn: Turn, course: Course) -> str:
    """Where a course states it, and when that was looked at."""
    if not (course.url and course.checked_on):
        return course.url or ""
    return sourced(turn, course.url, course.checked_on)
