"""What is kept, and forgetting it."""

from dataclasses import replace

from bot.core import choices
from bot.core.blocks import Choice, NoticeBlock
from bot.core.effects import ForgetConversation
from bot.core.message import Reply
from bot.core.state import ConversationState, Expectation
from bot.core.steps.compose import main_choices, say
from bot.core.turn import Turn


def explain(turn: Turn) -> Reply:
    """Say what is kept, for how long, and how to delete it."""
    wording, site = turn.wording, turn.site
    policy = wording.privacy_policy.format(url=site.privacy_url) if site.privacy_url else ""
    return say(turn, "notice", wording.privacy.format(days=site.conversation_days), policy)


def ask_to_forget(turn: Turn) -> Reply:
    """Deleting cannot be undone, so it is asked once."""
    wording = turn.wording
    offer = (
        Choice(id=choices.FORGET, label=wording.choice_forget),
        Choice(id=choices.KEEP, label=wording.choice_keep),
    )
    state = turn.state.model_copy(update={"expecting": Expectation.FORGET})
    also = (wording.crossing.forget[channel] for channel, _ in turn.records().elsewhere)
    return say(turn, "question", wording.forget_question, *also, state=state, offer=offer)


def forget(turn: Turn) -> Reply:
    """Delete the conversation and what was signed up in it, if that was just asked."""
    if turn.state.expecting is not Expectation.FORGET:
        return ask_to_forget(turn)
    notice = NoticeBlock(text=turn.wording.forgotten)
    gone = say(turn, "notice", notice, state=ConversationState(), offer=main_choices(turn.wording))
    return replace(gone, effects=(ForgetConversation(),))
