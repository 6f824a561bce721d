"""Courses side by side: those that were shown, or the best one of each that is named."""

import re
from dataclasses import replace

from bot.core import choices, finder
from bot.core.acts import OWN_LIST, VERSUS
from bot.core.blocks import ComparisonBlock
from bot.core.cards import fact_value, titled, view
from bot.core.facts import COMPARED, Fact, pointed_places
from bot.core.message import Reply
from bot.core.shown import courses_of, has_place
from bot.core.state import Slots
from bot.core.steps.compose import main_choices, say
from bot.core.text import fold
from bot.core.turn import Turn
from corpus.models import Course
from retrieval.models import CourseMatch

COURSES_MAX = 4
# Puts what was shown beside what was kept.
WITH = re.compile(r"\b(?:with|to|and|against)\b")


def compare(turn: Turn) -> Reply:
    """A table of two to four courses, and what is not stated said to be so."""
    by_field = _named(turn)
    found = by_field or _shown(turn)
    courses = found[:COURSES_MAX]
    if len(courses) < 2:
        is_own = bool(turn.state.shortlist) and _is_of_shortlist(turn)
        short = turn.wording.shortlist.one_to_compare
        sentence = short if is_own else turn.wording.nothing_to_compare
        return say(turn, "question", sentence, offer=main_choices(turn.wording))
    block = ComparisonBlock(
        titles=tuple(map(titled, courses)),
        rows=tuple(
            (turn.wording.fact_labels[fact], tuple(_cell(turn, course, fact) for course in courses))
            for fact in COMPARED
        ),
        courses=tuple(view(CourseMatch(course, ())) for course in courses),
    )
    ids = tuple(course.id for course in courses)
    state = turn.state.model_copy(
        update={"last_course_ids": ids, "focused_course_id": None, "expecting": None}
    )
    if by_field:
        state = state.model_copy(update={"slots": _wanted_again(turn)})
    few = turn.wording.compared_of_more.format(most=COURSES_MAX, count=len(found))
    head = few if len(found) > COURSES_MAX else turn.wording.compared
    return say(turn, "courses", head, block, state=state, offer=main_choices(turn.wording))


def _wanted_again(turn: Turn) -> Slots:
    """The slots in which no field is left out that is asked for by its name."""
    slots, named = turn.state.slots, turn.understood.heard.slots.subjects
    left_out = tuple(name for name in slots.excluded_subjects if name not in named)
    return slots.model_copy(update={"excluded_subjects": left_out})


def _named(turn: Turn) -> tuple[Course, ...]:
    """The best course of each side of a "versus"; none where a side names no field."""
    sides = [side for side in VERSUS.split(turn.understood.text) if side.strip()]
    if len(sides) < 2:
        return ()
    found = [_best(turn, side) for side in sides[:COURSES_MAX]]
    return tuple(course for course in found if course) if all(found) else ()


def _best(turn: Turn, side: str) -> Course | None:
    heard = turn.hear(side)
    if not heard.slots.subjects:
        return None
    left_out = _wanted_again(turn).excluded_subjects
    wanted = replace(finder.criteria(heard.slots), excluded_subjects=left_out)
    result = turn.knowledge.courses(" ".join(heard.topic), wanted, None, 0, 1)
    return result.matches[0].course if result.matches else None


def _shown(turn: Turn) -> tuple[Course, ...]:
    """The courses of the shortlist where that is meant, those shown, or both; or some of them."""
    knowledge, folded = turn.knowledge, fold(turn.understood.text)
    shown = courses_of(turn.state.last_course_ids, knowledge)
    places = pointed_places(folded)
    chosen = tuple(shown[place] for place in places if has_place(shown, place))
    if not _is_of_shortlist(turn):
        return chosen if len(chosen) > 1 else shown
    kept = courses_of(turn.state.shortlist, knowledge)
    if not WITH.search(folded):
        return kept
    return tuple(dict.fromkeys((*(chosen or shown), *kept)))


def _is_of_shortlist(turn: Turn) -> bool:
    pressed = turn.understood.choice_id == choices.COMPARE_SHORTLIST
    return pressed or bool(OWN_LIST.search(fold(turn.understood.text)))


def _cell(turn: Turn, course: Course, fact: Fact) -> str:
    return fact_value(course, fact, turn.wording) or turn.wording.not_stated
