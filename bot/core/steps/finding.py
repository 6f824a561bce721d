"""Finding courses: take the wish in, show what fits and why, ask what still matters."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core import choices, finder, relaxing
from bot.core.acts import WHICH_COURSE
from bot.core.blocks import Block, Choice, ReplyKind
from bot.core.cards import card
from bot.core.message import Reply, Step
from bot.core.state import ConversationState, Expectation
from bot.core.steps.compose import main_choices, say
from bot.core.steps.taking_in import taken_in
from bot.core.steps.typical import typical_qualification
from bot.core.text import fold, join
from bot.core.turn import Turn
from bot.core.understood import STEP_SLOTS
from bot.core.wording.wording import Wording
from retrieval.models import CourseMatch, CourseResult, Criteria

PAGE_SIZE = 3
# So many steps left open, and the next one comes with what it means.
OPEN_STEPS_EXPLAINED = 2
# A longer wish that nothing is like is a story, in which no course was named.
WISH_WORDS_MAX = 2
NO_CRITERIA = Criteria()


def find(turn: Turn) -> Reply:
    """Take in what was said, then ask the next step or show courses."""
    state, note = taken_in(turn), typical_qualification(turn)
    if _asks_to_see(turn, state):
        return show(turn, state, offset=0, note=note)
    return go_on(turn, state, note)


def _asks_to_see(turn: Turn, state: ConversationState) -> bool:
    """Whether courses of any field are asked for: "which ones are free in Hobart?"."""
    asks = WHICH_COURSE.search(fold(turn.understood.text))
    return bool(asks and finder.criteria(state.slots) != NO_CRITERIA)


def more(turn: Turn) -> Reply:
    """The next page of the same search."""
    if not turn.state.offered_course_ids:
        return say(
            turn, "notice", turn.wording.nothing_to_show_more, offer=main_choices(turn.wording)
        )
    return show(turn, turn.state, offset=len(turn.state.offered_course_ids))


def timetable(turn: Turn) -> Reply:
    """Times of classes are nothing that the corpus holds; what is looked for stays."""
    return then_resume(turn, "notice", turn.wording.timetable)


def go_on(turn: Turn, state: ConversationState, note: str = "") -> Reply:
    """Show what a search finds, or ask for what is looked for."""
    if finder.has_aim(state) and not _is_unnarrowed(state):
        return show(turn, state, offset=0, note=note)
    return ask(turn, state, note)


def ask(
    turn: Turn, state: ConversationState, note: str = "", again: Expectation | None = None
) -> Reply:
    """Ask the next step, or one of them again; when every step is settled, show what there is."""
    step = again or finder.next_step(state, turn.knowledge, turn.site.finder_order)
    if step in (None, Expectation.TOPIC):
        if finder.has_aim(state):
            return show(turn, state, offset=0, note=note)
        step = Expectation.SUBJECT
    intro = "" if state.slots.known() else turn.wording.finder_intro
    return say(
        turn,
        "question",
        note or intro,
        finder.spoken_wish(state, turn.wording),
        _explained(step, turn, state),
        question(step, state, turn.wording, turn.wording.step_questions),
        state=state.model_copy(update={"expecting": step}),
        offer=finder.step_choices(step, state, turn.knowledge, turn.wording),
        step=finder.progress(step, state),
    )


@dataclass(frozen=True, slots=True)
class Resumed:
    """The finder's open question, asked again."""

    question: str
    choices: tuple[Choice, ...]
    step: Step


def resume(turn: Turn) -> Resumed | None:
    """The finder's open question again, after something else was answered."""
    step, state = turn.state.expecting, turn.state
    if step is None or step not in finder.QUESTIONS:
        return None
    asked = question(step, state, turn.wording, turn.wording.step_questions)
    answers = finder.step_choices(step, state, turn.knowledge, turn.wording)
    return Resumed(asked, answers, finder.progress(step, state))


def then_resume(
    turn: Turn,
    kind: ReplyKind,
    *content: str | Block,
    state: ConversationState | None = None,
    first: tuple[Choice, ...] = (),
    otherwise: tuple[Choice, ...] = (),
) -> Reply:
    """What was said in between is answered, and the finder's open question asked again.

    The quick replies in `first` come before its answers; those in `otherwise` stand in for these.
    """
    resumed = resume(turn)
    ways = resumed.choices if resumed else (*otherwise, *main_choices(turn.wording))
    return say(
        turn,
        kind,
        *content,
        resumed.question if resumed else "",
        state=state,
        offer=(*first, *ways),
        step=resumed.step if resumed else None,
    )


def question(
    step: Expectation,
    state: ConversationState,
    wording: Wording,
    sentences: Mapping[Expectation, str],
) -> str:
    """A step's question with its place: "Step 2 of 5: ..."."""
    place = finder.progress(step, state)
    subject = join(state.slots.subjects, wording.or_word)
    sentence = sentences[step].format(subject=subject)
    return f"{wording.step_label.format(number=place.number, of=place.of)}: {sentence}"


def show(turn: Turn, state: ConversationState, offset: int, note: str = "") -> Reply:
    """A page of courses, each with how it stands to what was asked for."""
    wanted = finder.criteria(state.slots)
    result = turn.knowledge.courses(state.wish, wanted, state.slots.sort, offset, PAGE_SIZE)
    if not result.matches:
        return _nothing(turn, state, offset, note)
    shown = tuple(match.course.id for match in result.matches)
    state = state.model_copy(
        update={
            "offered_course_ids": (*state.offered_course_ids, *shown),
            "last_course_ids": shown,
            "focused_course_id": None,
        }
    )
    total = result.met_count + result.unknown_count
    has_more = offset + len(shown) < total
    step = finder.next_step(state, turn.knowledge, turn.site.finder_order) if has_more else None
    state = state.model_copy(update={"expecting": step})
    wider = () if has_more else relaxing.gentle_relaxations(state, turn.knowledge, turn.wording)
    return say(
        turn,
        "courses",
        note,
        finder.spoken_wish(state, turn.wording),
        _count(result, state, turn.wording, offset),
        *(card(_judged(turn, state, match), turn.wording) for match in result.matches),
        _explained(step, turn, state) if step else "",
        question(step, state, turn.wording, turn.wording.narrow_questions) if step else "",
        turn.wording.found_few_offer if wider else "",
        state=state,
        offer=(*wider, *_after_courses(turn, state, step, has_more=has_more)),
        step=finder.progress(step, state) if step else None,
    )


def _judged(turn: Turn, state: ConversationState, match: CourseMatch) -> CourseMatch:
    """The match as what was asked for sees it, before any wish was relaxed."""
    if state.unrelaxed is None:
        return match
    wanted = finder.criteria(state.unrelaxed)
    return CourseMatch(match.course, turn.knowledge.judge(match.course.id, wanted, state.wish))


def _is_unnarrowed(state: ConversationState) -> bool:
    """Whether any course of all would do: nothing says which of them to show first."""
    return not state.wish and finder.criteria(state.slots) == NO_CRITERIA


def _explained(step: Expectation, turn: Turn, state: ConversationState) -> str:
    """What a step means, for somebody who could not say at one step after another."""
    left = [name for name in state.slots.any if name in STEP_SLOTS.values()]
    is_stuck = turn.understood.open_slot and len(left) >= OPEN_STEPS_EXPLAINED
    return turn.wording.step_explanations[step] if is_stuck else ""


def _after_courses(
    turn: Turn, state: ConversationState, step: Expectation | None, *, has_more: bool
) -> tuple[Choice, ...]:
    answers = finder.step_choices(step, state, turn.knowledge, turn.wording) if step else ()
    more_ = (Choice(id=choices.MORE, label=turn.wording.choice_more),) if has_more else ()
    undo = (Choice(id=choices.UNDO, label=turn.wording.choice_undo),) if state.unrelaxed else ()
    if step:
        return (*answers, *more_, *undo)
    start_over = Choice(id=choices.START_OVER, label=turn.wording.choice_start_over)
    subscribe = Choice(id=choices.SUBSCRIBE, label=turn.wording.choice_subscribe)
    return (*more_, *undo, start_over, subscribe)


def _nothing(turn: Turn, state: ConversationState, offset: int, note: str) -> Reply:
    wording = turn.wording
    start_over = Choice(id=choices.START_OVER, label=wording.choice_start_over)
    if offset:
        return say(turn, "notice", wording.no_more, state=state, offer=(start_over,))
    offers = tuple(o.choice for o in relaxing.relaxations(state, turn.knowledge, wording))
    # Once: without a wish there is nothing left that asking again could change.
    if not offers and not state.slots.subjects and state.wish:
        state = state.model_copy(update={"wish": ""})
        is_short = len(turn.understood.heard.topic) <= WISH_WORDS_MAX
        return ask(turn, state, wording.found_none_by_topic if is_short else wording.narrow_it_down)
    relax_ = Choice(id=choices.RELAX, label=wording.choice_relax)
    can_relax = not offers and relaxing.fewest_to_drop(state, turn.knowledge, wording)
    return say(
        turn,
        "courses",
        note,
        finder.spoken_wish(state, wording),
        wording.found_none,
        wording.found_none_offer if offers else "",
        state=state,
        offer=(*offers, *([relax_] if can_relax else []), start_over),
    )


def _count(result: CourseResult, state: ConversationState, wording: Wording, offset: int) -> str:
    if offset:
        return ""
    if finder.criteria(state.slots) == NO_CRITERIA:
        if state.wish:
            return wording.found_by_topic
        return wording.found_open.format(count=result.met_count, shown=len(result.matches))
    if not result.met_count:
        return wording.found_unknown_only.format(count=result.unknown_count)
    if result.met_count == 1:
        found = wording.found_one
    elif result.met_count <= len(result.matches):
        found = wording.found_all.format(count=result.met_count)
    else:
        found = wording.found_many.format(count=result.met_count, shown=len(result.matches))
    unknown = (
        wording.found_some_unknown.format(count=result.unknown_count)
        if result.unknown_count
        else ""
    )
    return f"{found} {unknown}".strip()
