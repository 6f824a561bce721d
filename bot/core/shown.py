"""The courses that a conversation has shown and may still speak of."""

from bot.core.knowledge import Knowledge
from bot.core.state import Slots
from retrieval.models import Criteria


def still_wanted(
    course_ids: tuple[str, ...], slots: Slots, knowledge: Knowledge
) -> tuple[str, ...]:
    """Those of the courses that are in no field which has been left out since."""
    if not slots.excluded_subjects:
        return course_ids
    left_out = Criteria(excluded_subjects=slots.excluded_subjects)
    return tuple(one for one in course_ids if not knowledge.judge(one, left_out))
