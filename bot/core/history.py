"""Taking back: what was looked for before each change of it, so that the change can be undone."""

from bot.core.acts import Act
from bot.core.state import ConversationState, Earlier

# As far back as anybody remembers.
CHANGES_MAX = 12
# They let go of everything, or take a change back themselves.
_FINAL = frozenset({Act.START_OVER, Act.CONFIRM_FORGET, Act.UNDO})


def remember(before: ConversationState, act: Act, after: ConversationState) -> ConversationState:
    """The state after a turn, with what was looked for before it if the turn changed that."""
    if act in _FINAL or _search(after) == _search(before):
        return after
    was = Earlier(
        slots=before.slots, wish=before.wish, unrelaxed=before.unrelaxed, passed=before.passed
    )
    return after.model_copy(update={"earlier": (*before.earlier, was)[-CHANGES_MAX:]})


def undone(state: ConversationState) -> ConversationState | None:
    """The state with what was looked for before the latest change, None when nothing changed."""
    if not state.earlier:
        return None
    *rest, was = state.earlier
    return state.model_copy(
        update={
            "slots": was.slots,
            "wish": was.wish,
            "unrelaxed": was.unrelaxed,
            "passed": was.passed,
            "earlier": tuple(rest),
            "expecting": None,
            "offered_course_ids": (),
        }
    )


def _search(state: ConversationState) -> tuple[object, ...]:
    return state.slots, state.wish, state.passed
