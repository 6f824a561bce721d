"""What a turn asks of an adviser rather than of a catalogue: distress, funding, ways on."""

from bot.core.acts import Act
from bot.core.crisis import declines_help, distress_in
from bot.core.funding_talk import asks_funding, goes_on_about_funding, needs_no_more
from bot.core.guidance import Guidance
from bot.core.pathway_talk import way_asked
from bot.core.slots import Heard
from bot.core.state import ConversationState, Expectation

# Rules that words about funding set off: "permanent resident", "Certificate 3 Guarantee".
YIELDING = frozenset({Act.ELIGIBILITY, Act.MIGRATION, Act.GUARANTEE})


def urgent_act(folded: str, state: ConversationState) -> Act | None:
    """What comes before everything else: somebody in distress."""
    goes_on = state.expecting is Expectation.SUPPORT and declines_help(folded)
    return Act.DISTRESS if goes_on or distress_in(folded) else None


def advised_act(
    ruled: Act | None, folded: str, heard: Heard, state: ConversationState, guidance: Guidance
) -> Act | None:
    """What dated facts answer better than the corpus does; else what a rule said."""
    is_funding = goes_on_about_funding(folded, heard, state) or asks_funding(
        folded, heard, state, guidance.programme_names
    )
    if is_funding:
        return Act.FUNDING
    if ruled is not None:
        return ruled
    if needs_no_more(folded, state):
        return Act.CANCEL
    if guidance.titles.asked(folded):
        return Act.REGISTRATION
    return Act.PATHWAY if way_asked(folded, heard, state) else None
