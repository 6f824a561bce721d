"""A visitor's own list of courses: keep one, let one go, look at them, take them along as text."""

from bot.core import choices
from bot.core.blocks import Choice
from bot.core.cards import card, duration, price, titled
from bot.core.message import Reply
from bot.core.pointing import NoSuchPlace, called_anywhere, pointed_at
from bot.core.shown import courses_of, focused_course
from bot.core.state import ConversationState, Expectation
from bot.core.steps import finding
from bot.core.steps.compose import main_choices, say
from bot.core.text import join
from bot.core.turn import Turn
from corpus.models import Course
from retrieval.models import CourseMatch

# More than this is no short list.
COURSES_MAX = 12


def save(turn: Turn) -> Reply:
    """Keep the courses that are meant; ask which where that is open."""
    shown = courses_of(turn.state.last_course_ids, turn.knowledge)
    try:
        meant = _pressed(turn) or _meant(turn, shown)
    except NoSuchPlace:
        return _ask_which(turn, shown)
    if not meant:
        return _ask_which(turn, shown)
    kept = turn.state.shortlist
    new = tuple(course for course in meant if course.id not in kept)
    if len(kept) + len(new) > COURSES_MAX:
        return _told(turn, turn.wording.shortlist.full.format(most=COURSES_MAX), turn.state)
    state = turn.state.model_copy(
        update={
            "shortlist": (*kept, *(course.id for course in new)),
            "focused_course_id": meant[0].id if len(meant) == 1 else None,
        }
    )
    wording = turn.wording.shortlist
    done = wording.saved if new else wording.saved_already
    sentence = done.format(titles=_titles(turn, new or meant))
    return _told(turn, f"{sentence} {_size(turn, state)}", state)


def unsave(turn: Turn) -> Reply:
    """Take the courses that are meant off the list; places are those of the list."""
    wording = turn.wording.shortlist
    kept = courses_of(turn.state.shortlist, turn.knowledge)
    if not kept:
        return _told(turn, wording.empty, turn.state)
    try:
        meant = pointed_at(
            turn.understood.text, kept, focused_course(turn.state, turn.knowledge), turn.wording
        )
    except NoSuchPlace:
        meant = ()
    gone = tuple(course for course in meant if course in kept)
    if not gone:
        return _told(turn, wording.not_on_list.format(titles=_titles(turn, kept)), turn.state)
    left = tuple(one for one in turn.state.shortlist if one not in {c.id for c in gone})
    state = turn.state.model_copy(update={"shortlist": left})
    sentence = wording.removed.format(titles=_titles(turn, gone))
    return _told(turn, f"{sentence} {_size(turn, state)}", state)


def clear(turn: Turn) -> Reply:
    """Let the whole list go."""
    state = turn.state.model_copy(update={"shortlist": ()})
    return _told(turn, turn.wording.shortlist.cleared, state)


def show(turn: Turn) -> Reply:
    """The list as cards; from here on "the second one" is one of these."""
    wording, kept = turn.wording.shortlist, courses_of(turn.state.shortlist, turn.knowledge)
    if not kept:
        return _told(turn, wording.empty, turn.state)
    state = turn.state.model_copy(
        update={"last_course_ids": tuple(c.id for c in kept), "focused_course_id": None}
    )
    lost = len(turn.state.shortlist) - len(kept)
    head = wording.shown_of_one if len(kept) == 1 else wording.shown.format(count=len(kept))
    return say(
        turn,
        "courses",
        head,
        wording.retired.format(count=lost) if lost else "",
        *(card(CourseMatch(course, ()), turn.wording) for course in kept),
        state=state,
        offer=_list_choices(turn, len(kept)),
    )


def as_text(turn: Turn) -> Reply:
    """The list as plain lines, to be copied out of any channel."""
    kept = courses_of(turn.state.shortlist, turn.knowledge)
    if not kept:
        return _told(turn, turn.wording.shortlist.empty, turn.state)
    return say(
        turn,
        "answer",
        plain_list(kept, turn),
        turn.wording.check_changes,
        offer=_list_choices(turn, len(kept)),
    )


def plain_list(courses: tuple[Course, ...], turn: Turn) -> str:
    """Courses as numbered lines: title, provider, what learners compare, address."""
    wording, unstated = turn.wording.shortlist, turn.wording.not_stated
    lines = (
        wording.text_line.format(
            number=number,
            title=course.title,
            provider=course.provider or unstated,
            level=course.level or course.level_text or unstated,
            delivery=", ".join(turn.wording.deliveries[d] for d in course.delivery) or unstated,
            states=", ".join(course.states) or unstated,
            duration=duration(course) or unstated,
            price=price(course) or unstated,
            url=course.url or "",
        ).rstrip()
        for number, course in enumerate(courses, start=1)
    )
    return "\n".join((wording.text_head, *lines))


def _pressed(turn: Turn) -> tuple[Course, ...]:
    """The course of a button."""
    chosen, state = turn.understood.choice_id, turn.state
    one = choices.course_of(chosen, choices.SAVE, (*state.last_course_ids, *state.seen_course_ids))
    return courses_of((one,), turn.knowledge) if one else ()


def _meant(turn: Turn, shown: tuple[Course, ...]) -> tuple[Course, ...]:
    text, knowledge = turn.understood.text, turn.knowledge
    meant = pointed_at(text, shown, focused_course(turn.state, knowledge), turn.wording)
    if meant:
        return meant
    by_title = called_anywhere(text, knowledge)
    return (by_title,) if by_title else ()


def _ask_which(turn: Turn, shown: tuple[Course, ...]) -> Reply:
    wording = turn.wording.shortlist
    if not shown:
        return _told(turn, wording.nothing_to_save, turn.state)
    offer = tuple(
        Choice(
            id=choices.choice_id(choices.SAVE, course.id),
            label=wording.choice_save_one.format(title=course.title),
        )
        for course in shown
    )
    state = turn.state.model_copy(update={"expecting": Expectation.WHICH_TO_SAVE})
    return say(turn, "question", wording.which_to_save, state=state, offer=offer)


def _told(turn: Turn, sentence: str, state: ConversationState) -> Reply:
    """A sentence, then the finder's open question again if there is one."""
    resumed = finding.resume(turn)
    wording = turn.wording.shortlist
    list_ = (Choice(id=choices.SHORTLIST, label=wording.choice_show),) if state.shortlist else ()
    return say(
        turn,
        "notice",
        sentence.strip(),
        resumed.question if resumed else "",
        state=state,
        offer=(*resumed.choices, *list_) if resumed else (*list_, *main_choices(turn.wording)),
        step=resumed.step if resumed else None,
    )


def _list_choices(turn: Turn, count: int) -> tuple[Choice, ...]:
    wording = turn.wording.shortlist
    compare = Choice(id=choices.COMPARE_SHORTLIST, label=wording.choice_compare)
    return (
        *((compare,) if count > 1 else ()),
        Choice(id=choices.MAIL_SHORTLIST, label=wording.choice_mail),
        *(
            (Choice(id=choices.AGAIN, label=wording.choice_again),)
            if turn.state.offered_course_ids
            else ()
        ),
    )


def _titles(turn: Turn, courses: tuple[Course, ...]) -> str:
    return join([titled(course) for course in courses], turn.wording.and_word)


def _size(turn: Turn, state: ConversationState) -> str:
    count, wording = len(state.shortlist), turn.wording.shortlist
    if not count:
        return wording.empty
    return wording.size_of_one if count == 1 else wording.size.format(count=count)
