"""What a bare answer does where the adviser asked for topics, an address, or a yes to sending."""

import re

from bot.core import topics
from bot.core.acts import NO, YES, Act
from bot.core.state import ConversationState, Expectation
from bot.core.text import find_email

_SHOW = re.compile(r"^(?:please )?(?:show|see|go on|let me see|preview)\b")
_SEND = re.compile(r"^(?:please )?send(?: it| this| that)?(?: off| now| please)?[ .!]*$")
_NO_ANSWER = re.compile(
    r"\b(?:no|without|(?:don't|do not|not) need an?) (?:answer|reply|response|contact|call)\b"
    r"|\b(?:answer|reply|response) (?:isn't |not |is not )?(?:needed|necessary)\b"
    r"|^(?:none|skip)[ .!]*$"
)
# Meant as a number to be called at, whole or not.
_NUMBER = re.compile(r"\d(?:\D{0,2}\d){3}")


def act_of_bare_answer(folded: str, text: str, state: ConversationState) -> Act | None:
    """The act, None where the turn answers nothing that was asked."""
    match state.expecting:
        case Expectation.TOPICS:
            return _about_topics(folded, state)
        case Expectation.UNSUBSCRIBE:
            return _about_address(folded, text)
        case Expectation.HAND_OVER | Expectation.CONTACT | Expectation.SEND:
            return _about_hand_over(folded, text, state.expecting)
    return None


def _about_topics(folded: str, state: ConversationState) -> Act | None:
    if topics.ALL.match(folded):
        return Act.ALL_TOPICS
    return Act.TOPICS if topics.chosen(folded, state.slots.subjects) else None


def _about_address(folded: str, text: str) -> Act | None:
    if find_email(text):
        return Act.UNSUBSCRIBE
    return Act.CANCEL if NO.search(folded) else None


def _about_hand_over(folded: str, text: str, expecting: Expectation) -> Act | None:
    is_contact = expecting is Expectation.CONTACT
    if is_contact and (find_email(text) or _NUMBER.search(folded) or _NO_ANSWER.search(folded)):
        return Act.GIVE_CONTACT
    if NO.search(folded):
        return Act.KEEP_CHAT
    if is_contact:
        return None
    if expecting is Expectation.HAND_OVER:
        return Act.HAND_OVER if YES.match(folded) or _SHOW.match(folded) else None
    return Act.SEND_CHAT if YES.match(folded) or _SEND.match(folded) else None
