"""Greeting, help, and the turns that ask for nothing the corpus holds."""

from bot.core import choices, finder
from bot.core.blocks import Choice
from bot.core.channels import Channel
from bot.core.message import Reply
from bot.core.state import ConversationState
from bot.core.steps.compose import main_choices, say
from bot.core.steps.finding import then_resume
from bot.core.turn import Turn


def greet(turn: Turn) -> Reply:
    """Say who speaks; whoever comes back to an open question goes on from there."""
    if turn.state.expecting in finder.QUESTIONS:
        understood = finder.spoken_wish(turn.state, turn.wording)
        return then_resume(turn, "question", turn.wording.welcome_back, understood)
    return say(turn, "notice", turn.wording.greeting, offer=main_choices(turn.wording))


def help_(turn: Turn) -> Reply:
    """Say what can be said."""
    can_cross = turn.crossing.here is Channel.WEB and Channel.TELEGRAM in turn.crossing.addresses
    cross = Choice(id=choices.CROSS, label=turn.wording.crossing.choice_cross)
    offer = (*main_choices(turn.wording), *((cross,) if can_cross else ()))
    return say(turn, "notice", turn.wording.help, offer=offer)


def thanks(turn: Turn) -> Reply:
    """Take thanks, and leave the door open."""
    return say(turn, "notice", turn.wording.thanks, offer=main_choices(turn.wording))


def about(turn: Turn) -> Reply:
    """Say plainly that a program speaks."""
    return then_resume(turn, "notice", turn.wording.about)


def start_over(turn: Turn) -> Reply:
    """Let go of the search; what the visitor chose to keep, or signed up for, is no part of it."""
    before = turn.state
    kept = ConversationState(
        signed_up_as=before.signed_up_as,
        topics=before.topics,
        shortlist=before.shortlist,
        shortlist_mails=before.shortlist_mails,
    )
    return say(
        turn,
        "notice",
        turn.wording.shortlist.stays if kept.shortlist else "",
        turn.wording.started_over,
        state=kept,
        offer=main_choices(turn.wording),
    )


def cancel(turn: Turn) -> Reply:
    """Stop waiting for whatever was asked last."""
    state = turn.state.model_copy(update={"expecting": None, "email": None, "contact": None})
    return say(
        turn, "notice", turn.wording.cancelled, state=state, offer=main_choices(turn.wording)
    )


def person_sentence(turn: Turn) -> str:
    """How to reach a person, or that the site names none."""
    contact = turn.site.owner_contact
    return turn.wording.person.format(contact=contact) if contact else turn.wording.person_unknown


def decline_instruction(turn: Turn) -> Reply:
    """Messages are questions, not commands."""
    return say(turn, "refusal", turn.wording.instruction, offer=main_choices(turn.wording))


def out_of_scope(turn: Turn) -> Reply:
    """Say what the adviser is for."""
    return say(turn, "refusal", turn.wording.out_of_scope, offer=main_choices(turn.wording))


def unclear(turn: Turn) -> Reply:
    """Ask for other words."""
    return say(turn, "question", turn.wording.unclear, offer=main_choices(turn.wording))


def stale_choice(turn: Turn) -> Reply:
    """A button that means nothing any more changes nothing."""
    offer = turn.state.offered_choices or main_choices(turn.wording)
    return say(turn, "notice", turn.wording.stale_choice, offer=offer)
