"""The shortlist by mail: one mail, to an address that is asked for, agreed to and then let go."""

from dataclasses import replace

from bot.core import choices
from bot.core.addresses import BadAddressError, checked_address
from bot.core.blocks import Choice, FormBlock, NoticeBlock
from bot.core.effects import DropAddress, MailShortlist
from bot.core.message import Reply
from bot.core.shown import courses_of
from bot.core.state import ConversationState, Expectation
from bot.core.steps.compose import email_form, main_choices, say
from bot.core.steps.shortlisting import plain_list
from bot.core.text import find_email
from bot.core.turn import Turn

# Enough for a change of mind; too few to pester anybody with.
MAILS_MAX = 3


def offer(turn: Turn) -> Reply:
    """Say what the address is for and ask for it; what was shown last is kept where nothing is."""
    wording, state = turn.wording.shortlist, turn.state
    if not (state.shortlist or state.last_course_ids):
        return say(turn, "notice", wording.empty, offer=main_choices(turn.wording))
    if state.shortlist_mails >= MAILS_MAX:
        return say(turn, "notice", wording.mails_used_up, offer=main_choices(turn.wording))
    state = state.model_copy(update={"shortlist": state.shortlist or state.last_course_ids})
    if find_email(turn.understood.text):
        return take_address(replace(turn, state=state))
    return say(
        turn,
        "question",
        NoticeBlock(text=wording.collection),
        wording.ask_email,
        _form(turn),
        state=_expecting(state, Expectation.SHORTLIST_EMAIL),
        offer=(_no(turn),),
    )


def take_address(turn: Turn) -> Reply:
    """Check the address and show what is agreed to; nothing is sent yet."""
    wording = turn.wording
    try:
        email = checked_address(turn.understood.text)
    except BadAddressError as error:
        return say(
            turn,
            "question",
            wording.email_invalid.format(reason=error.reason),
            _form(turn),
            state=_expecting(turn.state, Expectation.SHORTLIST_EMAIL),
            offer=(_no(turn),),
        )
    count = len(courses_of(turn.state.shortlist, turn.knowledge))
    words = wording.shortlist.courses_of_one if count == 1 else wording.shortlist.courses
    return say(
        turn,
        "question",
        wording.shortlist.consent.format(courses=words.format(count=count)),
        state=_expecting(turn.state, Expectation.SHORTLIST_CONSENT, email),
        offer=(Choice(id=choices.MAIL_AGREE, label=wording.choice_agree), _no(turn)),
    )


def send(turn: Turn) -> Reply:
    """Ask for the one mail, and let the address go."""
    email, state = turn.state.email, turn.state
    if email is None or state.expecting is not Expectation.SHORTLIST_CONSENT:
        return offer(turn)
    body = plain_list(courses_of(state.shortlist, turn.knowledge), turn)
    settled = _expecting(state, None).model_copy(
        update={"shortlist_mails": state.shortlist_mails + 1}
    )
    done = say(
        turn,
        "notice",
        turn.wording.shortlist.sent,
        state=settled,
        offer=main_choices(turn.wording),
    )
    mail = MailShortlist(email=email, body=f"{body}\n\n{turn.wording.check_changes}")
    return replace(done, effects=(mail, DropAddress()))


def refuse(turn: Turn) -> Reply:
    """Let the address go, and send nothing."""
    sentence = turn.wording.shortlist.not_sent
    state = _expecting(turn.state, None)
    done = say(turn, "notice", sentence, state=state, offer=main_choices(turn.wording))
    return replace(done, effects=(DropAddress(),))


def _expecting(
    state: ConversationState, what: Expectation | None, email: str | None = None
) -> ConversationState:
    return state.model_copy(update={"expecting": what, "email": email})


def _no(turn: Turn) -> Choice:
    return Choice(id=choices.MAIL_DISAGREE, label=turn.wording.choice_disagree)


def _form(turn: Turn) -> FormBlock:
    return email_form(turn, "shortlist_email", turn.wording.shortlist.email_label)
