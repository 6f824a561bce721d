"""Why this course, and why not that one: verdicts in words, and the smallest change."""

from dataclasses import replace

from bot.core import choices
from bot.core.blocks import Block, Choice
from bot.core.cards import card, titled, why_line
from bot.core.explaining import Standing, standing
from bot.core.finder import criteria
from bot.core.message import Reply
from bot.core.pointing import NoSuchPlace, called, called_anywhere, pointed_at
from bot.core.relaxing import spoken_changes
from bot.core.shown import courses_of, focused_course
from bot.core.state import ConversationState
from bot.core.steps import answering, finding
from bot.core.steps.compose import main_choices, say
from bot.core.steps.following import no_such_place
from bot.core.steps.meeting import stale_choice
from bot.core.text import join
from bot.core.turn import Turn
from corpus.models import Course
from retrieval.models import CourseMatch, Criteria, Verdict

# Beyond this, a place in the order says nothing.
PLACES_MAX = 60


def why(turn: Turn) -> Reply:
    """What speaks for the courses that are meant, and what puts them in their order."""
    wording, state = turn.wording.explaining, turn.state
    shown = courses_of(state.last_course_ids, turn.knowledge)
    try:
        meant = pointed_at(
            turn.understood.text, shown, focused_course(state, turn.knowledge), turn.wording
        )
    except NoSuchPlace:
        return _no_such_place(turn, shown)
    meant = meant or shown
    stands = [standing(course, state, turn.knowledge) for course in meant]
    is_wished = any(one.verdicts for one in stands)
    cards = [
        card(CourseMatch(course, one.verdicts), turn.wording)
        for course, one in zip(meant, stands, strict=True)
    ]
    head = wording.why_one if len(meant) == 1 else wording.why_several
    order = (
        wording.order_sorted.format(order=turn.wording.sorts[state.slots.sort])
        if state.slots.sort
        else wording.order
    )
    if len(meant) == 1:
        state = state.model_copy(update={"focused_course_id": meant[0].id})
    return _explained(turn, head if is_wished else wording.no_wish, *cards, order, state=state)


def why_not(turn: Turn) -> Reply:
    """What keeps a course out, and the smallest change that would let it in."""
    state, knowledge = turn.state, turn.knowledge
    try:
        course = _named(turn) or _of_field(turn)
    except NoSuchPlace:
        return _no_such_place(turn, courses_of(state.last_course_ids, knowledge))
    if course is None:
        left_out = _field_left_out(turn)
        if left_out:
            sentence = turn.wording.explaining.field_excluded.format(field=left_out)
            return _explained(turn, sentence)
        return answering.answer(turn)
    stands = standing(course, state, knowledge)
    shown = card(CourseMatch(course, stands.verdicts), turn.wording)
    state = state.model_copy(
        update={"last_course_ids": (course.id,), "focused_course_id": course.id}
    )
    if "excluded" in stands.kept:
        return _explained(turn, *_reasons(turn, course, stands))
    offer = (_admit(turn, course),) if stands.admitting else ()
    return _explained(turn, *_reasons(turn, course, stands), shown, state=state, offer=offer)


def admit(turn: Turn) -> Reply:
    """The smallest change made, and where the course stands then."""
    state, knowledge = turn.state, turn.knowledge
    known = (*state.last_course_ids, *state.seen_course_ids)
    course_id = choices.course_of(turn.understood.choice_id, choices.ADMIT, known)
    course = knowledge.course(course_id) if course_id else None
    admitting = standing(course, state, knowledge).admitting if course else None
    if course is None or admitting is None:
        return stale_choice(turn)
    place, count = _place(course, replace(turn, state=admitting))
    note = turn.wording.explaining.admitted.format(course=course.title, place=place, count=count)
    return finding.show(turn, admitting, offset=0, note=note)


def _named(turn: Turn) -> Course | None:
    """The course that is asked for: of those shown or kept, else by its title."""
    text, state, knowledge = turn.understood.text, turn.state, turn.knowledge
    shown = courses_of(state.last_course_ids, knowledge)
    meant = pointed_at(text, shown, focused_course(state, knowledge), turn.wording)
    if len(meant) == 1:
        return meant[0]
    known = courses_of((*state.seen_course_ids, *state.shortlist), knowledge)
    return called(text, known) or called_anywhere(text, knowledge)


def _of_field(turn: Turn) -> Course | None:
    """The best course of a field that is asked for, as an example of what keeps it out."""
    fields = tuple(name for name in _fields(turn) if name not in turn.state.slots.excluded_subjects)
    if not fields:
        return None
    result = turn.knowledge.courses("", Criteria(subjects=fields), None, 0, 1)
    return result.matches[0].course if result.matches else None


def _field_left_out(turn: Turn) -> str:
    left_out = turn.state.slots.excluded_subjects
    return next((name for name in _fields(turn) if name in left_out), "")


def _fields(turn: Turn) -> tuple[str, ...]:
    heard = turn.hear(turn.understood.text)
    # "Why not nursing?" asks for the field that "not nursing" would rule out.
    return (*heard.slots.subjects, *heard.excluded_subjects)


def _reasons(turn: Turn, course: Course, stands: Standing) -> list[str]:
    wording = turn.wording.explaining
    name = titled(course)
    if not stands.broken:
        return [_fits(turn, course, name, stands)]
    reasons = [_inside(why_line(verdict, turn.wording)) for verdict in stands.broken]
    spoken = join(reasons, turn.wording.and_word)
    return [wording.not_shown.format(course=name, reasons=spoken), *_changes(turn, stands)]


def _changes(turn: Turn, stands: Standing) -> list[str]:
    wording = turn.wording.explaining
    if "excluded" in stands.kept:
        return [wording.excluded]
    if stands.admitting is None:
        return [wording.pinned]
    changes = spoken_changes(turn.state.slots, stands.admitting.slots, turn.wording)
    return [wording.change.format(change=join(changes, turn.wording.and_word))]


def _fits(turn: Turn, course: Course, name: str, stands: Standing) -> str:
    wording = turn.wording.explaining
    place, count = _place(course, turn)
    if any(verdict.verdict is Verdict.UNKNOWN for verdict in stands.verdicts):
        return wording.fits_unknown.format(course=name, place=place, count=count)
    return wording.fits.format(course=name, place=place, count=count)


def _place(course: Course, turn: Turn) -> tuple[str, int]:
    """A course's place in the order of what is looked for, and of how many."""
    slots = turn.state.slots
    result = turn.knowledge.courses(turn.state.wish, criteria(slots), slots.sort, 0, PLACES_MAX)
    ids = [match.course.id for match in result.matches]
    place = str(ids.index(course.id) + 1) if course.id in ids else f"{PLACES_MAX}+"
    return place, result.met_count + result.unknown_count


def _inside(sentence: str) -> str:
    """A sentence as a part of another; names and abbreviations keep their capitals."""
    return sentence if sentence[1:2].isupper() else sentence[:1].lower() + sentence[1:]


def _admit(turn: Turn, course: Course) -> Choice:
    identity = choices.choice_id(choices.ADMIT, course.id)
    return Choice(id=identity, label=turn.wording.explaining.choice_admit)


def _no_such_place(turn: Turn, shown: tuple[Course, ...]) -> Reply:
    return say(turn, "notice", no_such_place(turn, shown), offer=turn.state.offered_choices)


def _explained(
    turn: Turn,
    *content: str | Block,
    state: ConversationState | None = None,
    offer: tuple[Choice, ...] = (),
) -> Reply:
    """An explanation, with the way back to the courses."""
    again = Choice(id=choices.AGAIN, label=turn.wording.shortlist.choice_again)
    ways = (*offer, again) if turn.state.offered_course_ids else offer
    return say(turn, "answer", *content, state=state, offer=ways or main_choices(turn.wording))
