"""Newsletter sign-up: the offer, the address, the consent, and only then the request."""

from dataclasses import replace

from bot.core import choices
from bot.core.addresses import BadAddressError, checked_address
from bot.core.blocks import Choice, FormBlock, NoticeBlock
from bot.core.effects import DropAddress, Subscribe, Unsubscribe
from bot.core.masking import mask
from bot.core.message import Reply
from bot.core.state import ConversationState, Expectation
from bot.core.steps import interests
from bot.core.steps.compose import email_form, main_choices, say
from bot.core.text import find_email
from bot.core.turn import Turn


def offer(turn: Turn) -> Reply:
    """Say what the newsletter is and what the address is for, then ask for it."""
    topics = interests.named(turn) or turn.state.topics
    turn = replace(turn, state=turn.state.model_copy(update={"topics": topics}))
    if find_email(turn.understood.text):
        return take_email(turn)
    wording = turn.wording
    state = turn.state.model_copy(update={"expecting": Expectation.EMAIL, "email": None})
    return say(
        turn,
        "question",
        wording.newsletter_offer,
        NoticeBlock(text=wording.newsletter_collection),
        wording.newsletter_ask,
        _email_form(turn),
        state=state,
        offer=(Choice(id=choices.DISAGREE, label=wording.choice_disagree),),
    )


def take_email(turn: Turn) -> Reply:
    """Check the address and show the consent; nothing is stored for the newsletter yet."""
    wording = turn.wording
    try:
        email = checked_address(turn.understood.text)
    except BadAddressError as error:
        return _email_again(turn, error)
    state = turn.state.model_copy(update={"expecting": Expectation.CONSENT, "email": email})
    return say(
        turn,
        "question",
        wording.consent_question.format(consent=wording.consent_text),
        state=state,
        offer=(
            Choice(id=choices.AGREE, label=wording.choice_agree),
            Choice(id=choices.DISAGREE, label=wording.choice_disagree),
        ),
    )


def subscribe(turn: Turn) -> Reply:
    """Ask for the subscription, with the version of the consent that was shown."""
    email, wording = turn.state.email, turn.wording
    if email is None or turn.state.expecting is not Expectation.CONSENT:
        return say(turn, "notice", wording.consent_without_email, offer=main_choices(wording))
    known = (name for name in turn.state.signed_up_as if name != mask(email))
    state = _settled(turn.state).model_copy(update={"signed_up_as": (*known, mask(email))})
    noted = interests.noted(turn.state, wording)
    done = say(turn, "notice", wording.subscribed, noted, state=state)
    effect = Subscribe(
        email=email, consent_version=wording.consent_version, topics=turn.state.topics
    )
    return interests.asked(turn, replace(done, effects=(effect,)))


def refuse(turn: Turn) -> Reply:
    """Let the address go."""
    done = say(
        turn,
        "notice",
        turn.wording.consent_refused,
        state=_settled(turn.state),
        offer=main_choices(turn.wording),
    )
    return replace(done, effects=(DropAddress(),))


def unsubscribe(turn: Turn) -> Reply:
    """End a subscription; the answer is the same whether or not there was one."""
    email = find_email(turn.understood.text)
    if email is None:
        return _address_question(turn)
    done = say(turn, "notice", turn.wording.unsubscribed, state=_settled(turn.state))
    return replace(done, effects=(Unsubscribe(email=email),))


def _address_question(turn: Turn) -> Reply:
    state = turn.state.model_copy(update={"expecting": Expectation.UNSUBSCRIBE})
    return say(turn, "question", turn.wording.unsubscribe_how, _email_form(turn), state=state)


def _email_again(turn: Turn, error: BadAddressError) -> Reply:
    state = turn.state.model_copy(update={"expecting": Expectation.EMAIL, "email": None})
    return say(
        turn,
        "question",
        turn.wording.email_invalid.format(reason=error.reason),
        _email_form(turn),
        state=state,
        offer=(Choice(id=choices.DISAGREE, label=turn.wording.choice_disagree),),
    )


def _email_form(turn: Turn) -> FormBlock:
    return email_form(turn, "newsletter_email", turn.wording.email_label)


def _settled(state: ConversationState) -> ConversationState:
    return state.model_copy(update={"expecting": None, "email": None})
