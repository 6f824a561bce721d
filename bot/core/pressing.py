"""Quick replies that were pressed: what each does."""

from bot.core import choices
from bot.core.acts import Act
from bot.core.knowledge import Knowledge
from bot.core.slots import Heard
from bot.core.state import ConversationState, Expectation, Slots
from bot.core.understood import STEP_SLOTS, Understanding
from corpus.models import Delivery, Level, State

_CHOICE_ACTS = {
    choices.FIND: Act.FIND,
    choices.MORE: Act.MORE,
    choices.RELAX: Act.RELAX,
    choices.SUBSCRIBE: Act.SUBSCRIBE,
    choices.START_OVER: Act.START_OVER,
    choices.HELP: Act.HELP,
    choices.CROSS: Act.CROSS,
    choices.AGREE: Act.CONSENT,
    choices.DISAGREE: Act.REFUSE_CONSENT,
    choices.FORGET: Act.CONFIRM_FORGET,
    choices.KEEP: Act.CANCEL,
    choices.TOPICS_OFFERED: Act.TOPICS,
    choices.TOPICS_ALL: Act.ALL_TOPICS,
    choices.HAND_OVER: Act.HAND_OVER,
    choices.NO_ANSWER: Act.GIVE_CONTACT,
    choices.SEND_CHAT: Act.SEND_CHAT,
    choices.KEEP_CHAT: Act.KEEP_CHAT,
    choices.UNDO: Act.UNDO,
    choices.AGAIN: Act.AGAIN,
    choices.SHORTLIST: Act.SHORTLIST,
    choices.COMPARE_SHORTLIST: Act.COMPARE,
    choices.MAIL_SHORTLIST: Act.SHORTLIST_MAIL,
    choices.MAIL_AGREE: Act.SHORTLIST_CONSENT,
    choices.MAIL_DISAGREE: Act.SHORTLIST_REFUSE,
}
# They mean the same at any time; every other button has to be one of the last that were offered.
_ALWAYS_OPEN = frozenset(
    {choices.FIND, choices.MORE, choices.SUBSCRIBE, choices.START_OVER, choices.HELP}
    | {choices.CROSS}
)
# By how an id begins.
_KIND_ACTS = {
    choices.OPEN: Act.RELAX_ONE,
    choices.ALSO: Act.RELAX_ONE,
    choices.SAVE: Act.SAVE,
    choices.ADMIT: Act.ADMIT,
}


def pressed(chosen: str, state: ConversationState, knowledge: Knowledge) -> Understanding:
    """What a quick reply does; one that was not offered last means nothing any more."""
    if chosen not in _ALWAYS_OPEN.union(choice.id for choice in state.offered_choices):
        return Understanding(Act.STALE_CHOICE)
    if chosen in _CHOICE_ACTS:
        return Understanding(_CHOICE_ACTS[chosen], choice_id=chosen)
    if chosen == choices.SKIP:
        slot = STEP_SLOTS.get(state.expecting) if state.expecting else None
        return Understanding(Act.FIND, open_slot=slot) if slot else Understanding(Act.STALE_CHOICE)
    act = _KIND_ACTS.get(chosen.partition(":")[0])
    if act:
        return Understanding(act, choice_id=chosen)
    filled = choices.value_of(chosen, knowledge.taxonomy)
    if filled is None:
        return Understanding(Act.STALE_CHOICE)
    return Understanding(Act.FIND, heard=_heard_choice(*filled))


def _heard_choice(step: str, value: str) -> Heard:
    match Expectation(step):
        case Expectation.SUBJECT:
            slots = Slots(subjects=(value,))
        case Expectation.DELIVERY:
            slots = Slots(delivery=(Delivery(value),))
        case Expectation.STATE:
            slots = Slots(states=(State(value),))
        case Expectation.LEVEL:
            slots = Slots(levels=(Level(value),))
        case _:
            slots = Slots.model_validate({step: value})
    return Heard(slots, (), is_addition=False, topic=())
