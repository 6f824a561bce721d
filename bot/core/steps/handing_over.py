"""A person instead of a program: the owner's route, and the chat sent along if the visitor agrees.

Nothing is sent before the visitor has read it and said yes.
"""

from dataclasses import replace

from bot.core import choices
from bot.core.blocks import Choice, FormBlock, NoticeBlock
from bot.core.effects import DropAddress, HandOver
from bot.core.hand_over import contact_in, transcript
from bot.core.masking import mask
from bot.core.message import Reply
from bot.core.state import ConversationState, Expectation
from bot.core.steps.compose import main_choices, say
from bot.core.steps.meeting import person_sentence
from bot.core.turn import Turn


def offer(turn: Turn) -> Reply:
    """Give the owner's route; where the owner takes chats by mail, offer to send this one."""
    wording, site = turn.wording, turn.site
    said_so_far = len(turn.records().exchanges) if site.takes_hand_overs else 0
    if not said_so_far:
        return say(turn, "notice", person_sentence(turn))
    state = turn.state.model_copy(update={"shown_exchanges": said_so_far})
    return say(
        turn,
        "notice",
        person_sentence(turn) if site.owner_contact else "",
        wording.hand_over_offer,
        state=_waiting(state, Expectation.HAND_OVER),
        offer=(
            Choice(id=choices.HAND_OVER, label=wording.choice_hand_over),
            Choice(id=choices.KEEP_CHAT, label=wording.choice_disagree),
        ),
    )


def ask_contact(turn: Turn) -> Reply:
    """Ask where the answer should go; the purpose is said first."""
    if turn.state.expecting is not Expectation.HAND_OVER:
        return offer(turn)
    return _contact_question(turn, turn.wording.hand_over_contact)


def take_contact(turn: Turn) -> Reply:
    """Show everything that would be sent, and ask."""
    wording, said = turn.wording, turn.understood.text
    contact = contact_in(said)
    if contact is None and any(c.isdigit() or c == "@" for c in said):
        return _contact_question(turn, wording.hand_over_contact_again)
    answer_to = mask(contact) if contact else wording.hand_over_no_answer
    return say(
        turn,
        "question",
        wording.hand_over_preview,
        NoticeBlock(text=_shown(turn)),
        NoticeBlock(text=wording.hand_over_answer_to.format(contact=answer_to)),
        wording.hand_over_question,
        state=_waiting(turn.state, Expectation.SEND, contact),
        offer=(
            Choice(id=choices.SEND_CHAT, label=wording.choice_send),
            Choice(id=choices.KEEP_CHAT, label=wording.choice_do_not_send),
        ),
    )


def send(turn: Turn) -> Reply:
    """Send what was shown, if that was just asked."""
    if turn.state.expecting is not Expectation.SEND:
        return offer(turn)
    effect = HandOver(transcript=_shown(turn), contact=turn.state.contact or "")
    done = say(
        turn,
        "notice",
        turn.wording.hand_over_sent,
        state=_settled(turn),
        offer=main_choices(turn.wording),
    )
    # The contact goes out with the message and stays in no file of ours.
    return replace(done, effects=(effect, DropAddress()))


def decline(turn: Turn) -> Reply:
    """Send nothing, and let the contact go."""
    wording = turn.wording
    told = wording.hand_over_declined
    done = say(turn, "notice", told, state=_settled(turn), offer=main_choices(wording))
    return replace(done, effects=(DropAddress(),) if turn.state.contact else ())


def _contact_question(turn: Turn, sentence: str) -> Reply:
    wording = turn.wording
    return say(
        turn,
        "question",
        NoticeBlock(text=wording.hand_over_collection),
        sentence,
        FormBlock(
            name="hand_over_contact",
            label=wording.contact_label,
            input_type="text",
            autocomplete="email",
            submit_label=wording.email_send,
        ),
        state=_waiting(turn.state, Expectation.CONTACT),
        offer=(
            Choice(id=choices.NO_ANSWER, label=wording.choice_no_answer),
            Choice(id=choices.KEEP_CHAT, label=wording.choice_do_not_send),
        ),
    )


def _shown(turn: Turn) -> str:
    """What was said before the visitor asked for a person."""
    said = turn.records().exchanges[: turn.state.shown_exchanges]
    return transcript(said, turn.wording)


def _waiting(
    state: ConversationState, for_what: Expectation, contact: str | None = None
) -> ConversationState:
    return state.model_copy(update={"expecting": for_what, "contact": contact})


def _settled(turn: Turn) -> ConversationState:
    return turn.state.model_copy(update={"expecting": None, "contact": None, "shown_exchanges": 0})
