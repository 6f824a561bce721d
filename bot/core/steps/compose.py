"""Small pieces that the steps build replies from."""

from datetime import date

from bot.core import choices
from bot.core.blocks import Block, Choice, ChoicesBlock, FormBlock, ParagraphBlock, ReplyKind
from bot.core.message import Reply, Step
from bot.core.state import ConversationState
from bot.core.turn import Turn
from bot.core.wording.wording import Wording


def say(
    turn: Turn,
    kind: ReplyKind,
    *content: str | Block,
    state: ConversationState | None = None,
    offer: tuple[Choice, ...] = (),
    step: Step | None = None,
) -> Reply:
    """A reply of sentences and blocks with quick replies under it.

    The state stays as it was unless another is given; what the last turn offered is replaced.
    """
    after = (state or turn.state).model_copy(update={"offered_choices": offer})
    blocks = tuple(ParagraphBlock(text=c) if isinstance(c, str) else c for c in content if c)
    if offer:
        blocks = (*blocks, ChoicesBlock(choices=offer))
    return Reply(after, kind, blocks, step)


def main_choices(wording: Wording) -> tuple[Choice, ...]:
    """What a visitor can do from anywhere."""
    return (
        Choice(id=choices.FIND, label=wording.choice_find),
        Choice(id=choices.SUBSCRIBE, label=wording.choice_subscribe),
    )


def sourced(turn: Turn, url: str, checked_on: date) -> str:
    """Where a fact stands, and when that was looked at."""
    checked = spoken_date(checked_on, turn.wording)
    return turn.wording.guidance.source.format(url=url, date=checked)


def email_form(turn: Turn, name: str, label: str) -> FormBlock:
    """The field for an address, by a name of its own."""
    return FormBlock(
        name=name,
        label=label,
        input_type="email",
        autocomplete="email",
        submit_label=turn.wording.email_send,
    )


def spoken_date(day: date, wording: Wording) -> str:
    """A date in words, "4 June 2021"."""
    return wording.date.format(day=day.day, month=wording.months[day.month - 1], year=day.year)
