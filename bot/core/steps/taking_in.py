"""What a turn says about what is looked for: a new aim, a detail of it, an answer to a step."""

from bot.core.acts import COURSE, WANT
from bot.core.finder import has_aim
from bot.core.shown import still_wanted
from bot.core.slots import leave_open, merge
from bot.core.state import ConversationState, Expectation, Slots
from bot.core.text import fold
from bot.core.turn import Turn
from corpus.models import Taxonomy
from retrieval.models import Criteria

_NO_CRITERIA = Criteria()


def taken_in(turn: Turn) -> ConversationState:
    """The state with what this turn said: a new aim replaces the old one, the rest is kept."""
    state, heard, opened = turn.state, turn.understood.heard, turn.understood.open_slot
    slots, wish, passed = merge(state.slots, heard), state.wish, state.passed
    # "No idea, sorry" is about nothing.
    topic = () if opened else heard.topic
    if opened and opened in Slots.model_fields:
        slots = leave_open(slots, opened)
    if _answers_within_aim(turn):
        wish = " ".join((wish, *topic)).strip()
        slots = _within(state.slots, slots, turn.knowledge.taxonomy)
        passed = _with_answered(passed, state.expecting)
    elif heard.slots.subjects and not heard.is_addition:
        # Asked once, even where the answer was another aim.
        wish, passed = " ".join(topic), _with_answered((), state.expecting)
    elif topic and not heard.slots.subjects and not heard.excluded_subjects:
        wish, slots = _new_or_more(turn, slots, " ".join(topic))
    if state.slots.subjects and not slots.subjects:
        wish = " ".join(topic)  # the aim itself was ruled out, and its words with it
    if heard.slots.occupation and not heard.slots.subjects:
        wish = _qualification(turn, heard.slots.occupation) or wish
    # What was relaxed for one aim says nothing about the next.
    is_same_aim = slots.subjects == state.slots.subjects or _answers_within_aim(turn)
    unrelaxed = merge(state.unrelaxed, heard) if state.unrelaxed and is_same_aim else None
    return state.model_copy(
        update={
            "slots": slots,
            "wish": wish,
            "unrelaxed": unrelaxed,
            "passed": passed,
            "expecting": None,
            "offered_course_ids": (),
            "last_course_ids": still_wanted(state.last_course_ids, slots, turn.knowledge),
        }
    )


def _qualification(turn: Turn, job: str) -> str:
    """What a job is typically studied by, as what is looked for: no course is like "sparky"."""
    occupation = turn.knowledge.guidance.jobs.named(job)
    return occupation.qualification if occupation else ""


def _answers_within_aim(turn: Turn) -> bool:
    """Whether a turn answers what was asked about the aim, and so is no new one."""
    state, heard = turn.state, turn.understood.heard
    if state.expecting is Expectation.PART:
        parts = turn.knowledge.taxonomy.expand(state.slots.subjects)
        return parts.issuperset(heard.slots.subjects)
    is_new = bool(heard.slots.subjects and not state.slots.subjects)
    is_new = is_new or bool(COURSE.search(fold(turn.understood.text)))
    return state.expecting is Expectation.TOPIC and not is_new


def _within(before: Slots, after: Slots, taxonomy: Taxonomy) -> Slots:
    """The slots after an answer about the subject: a part replaces it, another field details it."""
    parts = taxonomy.expand(before.subjects)
    if not before.subjects or parts.issuperset(after.subjects):
        return after
    return after.model_copy(update={"subjects": before.subjects})


def _with_answered(
    passed: tuple[Expectation, ...], asked: Expectation | None
) -> tuple[Expectation, ...]:
    """The questions beyond the steps that have been answered, with the one just asked."""
    return (*passed, asked) if asked in (Expectation.PART, Expectation.TOPIC) else passed


def _new_or_more(turn: Turn, slots: Slots, topic: str) -> tuple[str, Slots]:
    """A topic that no field takes up: a new aim where courses are asked for, else a detail."""
    folded = fold(turn.understood.text)
    asks = COURSE.search(folded) or WANT.search(folded) or not turn.understood.heard
    is_aim = asks and turn.knowledge.count(_NO_CRITERIA, topic) > 0
    if is_aim or not has_aim(turn.state):
        return topic, slots.model_copy(update={"subjects": ()})
    return f"{turn.state.wish} {topic}".strip(), slots
