"""What a turn asks of an adviser rather than of a catalogue: help in distress, registration."""

from bot.core.acts import Act
from bot.core.crisis import declines_help, distress_in
from bot.core.guidance import Guidance
from bot.core.professions import profession_asked
from bot.core.state import ConversationState, Expectation


def urgent_act(folded: str, state: ConversationState) -> Act | None:
    """What comes before everything else: somebody in distress."""
    goes_on = state.expecting is Expectation.SUPPORT and declines_help(folded)
    return Act.DISTRESS if goes_on or distress_in(folded) else None


def advised_act(folded: str, guidance: Guidance) -> Act | None:
    """What the dated facts answer better than the corpus does."""
    return Act.REGISTRATION if profession_asked(folded, guidance.professions) else None
