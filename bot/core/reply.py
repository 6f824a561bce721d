"""The adviser as a pure function: the same state, message and knowledge give the same reply."""

from bot.core.flow import FLOW
from bot.core.knowledge import Knowledge
from bot.core.message import Message, Reply
from bot.core.state import ConversationState
from bot.core.turn import Turn
from bot.core.understanding import understand
from bot.core.wording.wording import Site


def reply(state: ConversationState, message: Message, knowledge: Knowledge, site: Site) -> Reply:
    """Understand the message, look its act up in the flow table, run that step."""
    understood = understand(message, state, knowledge)
    return FLOW[understood.act](Turn(state, understood, knowledge, site))
