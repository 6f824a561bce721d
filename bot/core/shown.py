"""The courses that a conversation has shown and may still speak of."""

from collections.abc import Sequence

from bot.core.knowledge import Knowledge
from bot.core.state import ConversationState, Slots
from corpus.models import Course
from retrieval.models import Criteria

# Further back nobody remembers what there was.
SEEN_MAX = 60


def note_seen(before: ConversationState, after: ConversationState) -> ConversationState:
    """The state after a turn, with what it showed among the courses seen."""
    if after.last_course_ids == before.last_course_ids:
        return after
    seen = tuple(dict.fromkeys((*after.last_course_ids, *after.seen_course_ids)))
    return after.model_copy(update={"seen_course_ids": seen[:SEEN_MAX]})


def still_wanted(
    course_ids: tuple[str, ...], slots: Slots, knowledge: Knowledge
) -> tuple[str, ...]:
    """Those of the courses that are in no field which has been left out since."""
    if not slots.excluded_subjects:
        return course_ids
    left_out = Criteria(excluded_subjects=slots.excluded_subjects)
    return tuple(one for one in course_ids if not knowledge.judge(one, left_out))


def courses_of(course_ids: tuple[str, ...], knowledge: Knowledge) -> tuple[Course, ...]:
    """The courses that have not been retired meanwhile."""
    return tuple(filter(None, map(knowledge.course, course_ids)))


def has_place(courses: Sequence[Course], place: int) -> bool:
    """Whether there is such a place, from 0; -1 is the last one's."""
    return -len(courses) <= place < len(courses)


def focused_course(state: ConversationState, knowledge: Knowledge) -> Course | None:
    """The one course that was spoken of last."""
    return knowledge.course(state.focused_course_id) if state.focused_course_id else None
