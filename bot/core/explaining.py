"""Why a course is shown or not: what it breaks, and the smallest change that would admit it."""

from dataclasses import dataclass

from bot.core.finder import criteria
from bot.core.knowledge import Knowledge
from bot.core.relaxing import relaxed_to
from bot.core.slots import leave_open
from bot.core.state import ConversationState, Slots
from corpus.models import Course
from retrieval.models import CriterionVerdict, Verdict

# Which slot a criterion comes from; a topic comes from the wish.
SLOT_OF = {
    "subject": "subjects",
    "delivery": "delivery",
    "state": "states",
    "level": "levels",
    "duration": "duration_weeks_max",
    "price": "price_aud_max",
    "funding": "funded",
    "excluded": "excluded_subjects",
}
TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a course stands to a wish: every verdict, and those that keep it out.

    `admitting` is the wish with each broken criterion changed by as little as lets the course in;
    `kept` are the broken ones that the visitor pinned or ruled out, which nothing here changes.
    """

    verdicts: tuple[CriterionVerdict, ...]
    broken: tuple[CriterionVerdict, ...]
    kept: tuple[str, ...]
    admitting: ConversationState | None


def standing(course: Course, state: ConversationState, knowledge: Knowledge) -> Standing:
    """How a course stands to what is looked for."""
    verdicts = knowledge.judge(course.id, criteria(state.slots), state.wish)
    broken = tuple(verdict for verdict in verdicts if _breaks(verdict))
    names = [verdict.criterion for verdict in broken]
    kept = tuple(
        name for name in names if name == "excluded" or SLOT_OF.get(name) in state.slots.pinned
    )
    return Standing(verdicts, broken, kept, None if kept else _admitting(course, state, names))


def _breaks(verdict: CriterionVerdict) -> bool:
    """Whether a verdict keeps a course out; that of a wish in words orders as well."""
    near_is_enough = verdict.criterion == TOPIC
    return verdict.verdict is Verdict.NOT_MET or (
        verdict.verdict is Verdict.NEAR and not near_is_enough
    )


def _admitting(
    course: Course, state: ConversationState, broken: list[str]
) -> ConversationState | None:
    if not broken:
        return None
    slots, wish = state.slots, state.wish
    for name in broken:
        if name == TOPIC:
            # A field says it all; a course that has none is looked for by its name.
            wish = "" if course.subjects else course.title
            slots = slots.model_copy(update={"subjects": course.subjects[:1]})
        else:
            slots = _widened(course, slots, SLOT_OF[name])
    return relaxed_to(state.model_copy(update={"wish": wish}), slots)


def _widened(course: Course, slots: Slots, slot: str) -> Slots:
    """The slots with one of them taking in what the course has there."""
    match slot:
        case "duration_weeks_max":
            return slots.model_copy(update={slot: course.duration_weeks})
        case "price_aud_max":
            return slots.model_copy(update={slot: course.price_aud})
        case "delivery":
            near = [mode for wanted in slots.delivery for mode in wanted.neighbours]
            mode = next((mode for mode in near if mode in course.delivery), course.delivery[0])
            return slots.model_copy(update={slot: (*slots.delivery, mode)})
        case "states":
            return slots.model_copy(update={slot: (*slots.states, course.states[0])})
        case "levels" if course.level:
            return slots.model_copy(update={slot: (*slots.levels, course.level)})
        case "subjects" if course.subjects:
            return slots.model_copy(update={slot: (*slots.subjects, course.subjects[0])})
        case _:
            return leave_open(slots, slot)
