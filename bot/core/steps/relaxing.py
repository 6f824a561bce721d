"""Relaxing wishes, one tap or word each, always named; and taking the latest change back."""

from bot.core import history
from bot.core.message import Reply
from bot.core.relaxing import fewest_to_drop, relaxed, relaxed_to
from bot.core.slots import leave_open
from bot.core.steps.compose import main_choices, say
from bot.core.steps.finding import go_on, show
from bot.core.steps.meeting import stale_choice
from bot.core.text import join
from bot.core.turn import Turn


def relax_one(turn: Turn) -> Reply:
    """What the pressed button says, and nothing else."""
    slots = relaxed(turn.understood.choice_id, turn.state.slots)
    if slots is None:
        return stale_choice(turn)
    return show(turn, relaxed_to(turn.state, slots), offset=0)


def relax(turn: Turn) -> Reply:
    """Let go of as few wishes as will find something, and name them; pinned ones stay."""
    wording, state = turn.wording, turn.state
    dropped = fewest_to_drop(state, turn.knowledge, wording)
    if not dropped:
        return go_on(turn, state)
    slots = state.slots
    for name in dropped:
        slots = leave_open(slots, name)
    names = join([wording.relaxations[name].lower() for name in dropped], wording.and_word)
    note = wording.relaxed.format(wishes=names)
    return show(turn, relaxed_to(state, slots), offset=0, note=note)


def undo(turn: Turn) -> Reply:
    """What was looked for before the latest change, shown again."""
    state = history.undone(turn.state)
    if state is None:
        sentence = turn.wording.nothing_to_undo
        return say(turn, "notice", sentence, offer=main_choices(turn.wording))
    return go_on(turn, state, turn.wording.undone)
