"""The adviser as a pure function: the same state, message and knowledge give the same reply."""

import re
from dataclasses import replace

from bot.core.acts import QUESTION, YES, Act
from bot.core.flow import FLOW
from bot.core.history import remember
from bot.core.knowledge import Knowledge
from bot.core.message import Message, Reply
from bot.core.records import Records, nothing_kept
from bot.core.shown import note_seen
from bot.core.slots import merge, rule_out
from bot.core.speaking import answered, heard
from bot.core.state import ConversationState, Expectation, FundingTalk, Slots
from bot.core.text import fold
from bot.core.turn import Turn
from bot.core.understanding import understand
from bot.core.understood import Understanding
from bot.core.wording.wording import Site

# What is asked once and then let go: whoever speaks of something else has not agreed.
_ASKED_ONCE = frozenset(
    {Expectation.EMAIL, Expectation.CONSENT, Expectation.FORGET, Expectation.SUPPORT}
    | {Expectation.TOPICS, Expectation.UNSUBSCRIBE}
    | {Expectation.HAND_OVER, Expectation.CONTACT, Expectation.SEND}
    | {Expectation.WHICH_TO_SAVE, Expectation.SHORTLIST_EMAIL, Expectation.SHORTLIST_CONSENT}
)
# What is answered also where the conversation has gone on elsewhere.
_SERVED_AFTER = frozenset(
    {Act.DISTRESS, Act.FORGET, Act.CONFIRM_FORGET, Act.CANCEL, Act.MY_DATA, Act.PRIVACY}
    | {Act.START_OVER, Act.ARRIVE, Act.LANGUAGE, Act.PERSON, Act.UNSUBSCRIBE, Act.THANKS}
)
# A button that means nothing any more says nothing either.
_ANSWERS = frozenset(
    {Act.GIVE_EMAIL, Act.CONSENT, Act.REFUSE_CONSENT, Act.CONFIRM_FORGET, Act.CANCEL, Act.DISTRESS}
    | {Act.SHORTLIST_ADDRESS, Act.SHORTLIST_CONSENT, Act.SHORTLIST_REFUSE}
    | {Act.STALE_CHOICE, Act.TOPICS, Act.ALL_TOPICS}
    | {Act.HAND_OVER, Act.GIVE_CONTACT, Act.SEND_CHAT, Act.KEEP_CHAT}
)
_CLAUSE = re.compile(r"[,.;:!]\s*")


def reply(
    state: ConversationState,
    message: Message,
    knowledge: Knowledge,
    site: Site,
    records: Records = nothing_kept,
) -> Reply:
    """Understand the message, look its act up in the flow table, run that step."""
    arrival = message.crossing.arrival
    if arrival:
        state = state.model_copy(update={"language": arrival.state.language})
    spoken = heard(state, message, site)
    state, message, site = spoken.state, spoken.message, spoken.site
    understood = understand(message, state, knowledge)
    if spoken.unread and understood.act is Act.FIND and not understood.heard:
        understood = Understanding(Act.UNCLEAR, message.text)
    if state.gone_to and understood.act not in _SERVED_AFTER:
        is_afresh = bool(YES.match(fold(message.text)))
        understood = Understanding(Act.START_OVER if is_afresh else Act.GONE)
    if state.expecting in _ASKED_ONCE and understood.act not in _ANSWERS:
        state = state.model_copy(update={"expecting": None, "email": None, "contact": None})
    state = state.model_copy(update={"slots": _slots_after(state.slots, understood)})
    if not _leaves_funding_open(state, understood.act):
        state = state.model_copy(update={"funding": _closed(state.funding)})
    turn = Turn(state, understood, knowledge, site, message.sent_on, records, message.crossing)
    answer = FLOW[understood.act](turn)
    after = note_seen(state, remember(state, understood.act, answer.state))
    answer = replace(answer, state=after, understood=understood)
    return answered(answer, understood.act, spoken)


def _slots_after(slots: Slots, understood: Understanding) -> Slots:
    """What a turn that is no search says of one: "I'm tired of retail. What else is there?"."""
    heard = understood.heard
    if understood.act is Act.ASK:
        return rule_out(slots, heard.excluded_subjects)
    if understood.act is Act.FUNDING and heard.slots.funded and not _is_asked(understood.text):
        return merge(slots, heard)
    return slots


def _is_asked(text: str) -> bool:
    """Whether a turn asks: whoever asks about funding has not made it a condition yet."""
    return "?" in text or any(map(QUESTION.match, _CLAUSE.split(fold(text))))


def _leaves_funding_open(state: ConversationState, act: Act) -> bool:
    """A question in between does, unless the finder's own question is asked again after it."""
    is_question = act in (Act.ASK, Act.REGISTRATION) and state.expecting is None
    return act in (Act.FUNDING, Act.STALE_CHOICE) or is_question


def _closed(funding: FundingTalk | None) -> FundingTalk | None:
    return funding and funding.model_copy(update={"is_open": False})
