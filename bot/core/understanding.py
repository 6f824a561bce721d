"""What a visitor's turn means: its act, and what it says about the slots."""

import re
from dataclasses import dataclass

from bot.core import choices
from bot.core.acts import (
    COMPARE,
    COURSE,
    NO,
    QUESTION,
    SKIP,
    UNDECIDED,
    VERSUS,
    WANT,
    WHICH_COURSE,
    YES,
    Act,
    by_rule,
)
from bot.core.advice import YIELDING, advised_act, urgent_act
from bot.core.bare_answers import act_of_bare_answer
from bot.core.facts import asked_facts, pointed_place, points_at_shown
from bot.core.knowledge import Knowledge
from bot.core.message import Message
from bot.core.provenance import ASKS_FOR_CLAIMANT, asks_of_a_text
from bot.core.sides import compared_sides
from bot.core.slots import Heard, hear
from bot.core.state import ConversationState, Expectation, Slots
from bot.core.step_words import act_on_step, wants_nothing
from bot.core.text import find_email, fold, without_email, words
from corpus.models import Delivery, Level, State

# Cosine from which an example outside the adviser's field decides. Held against all the others,
# 42% of the examples outside are found and 1 of the 46 inside is taken for one of them; questions
# that are missed meet the evidence, which is the surer judge. See `python -m benchmarks.acts`.
OUT_OF_SCOPE_SIMILARITY = 0.35

STEP_SLOTS = {
    Expectation.MOTIVATION: "motivation",
    Expectation.SUBJECT: "subjects",
    Expectation.DELIVERY: "delivery",
    Expectation.STATE: "states",
    Expectation.LEVEL: "levels",
    Expectation.PART: "part",
    Expectation.TOPIC: "topic",
}
# Where a few words that are no question say what to look for; more of them are a story.
_ASKED_FOR_WORDS = frozenset({Expectation.SUBJECT, Expectation.PART, Expectation.TOPIC})
_FEW_WORDS_MAX = 6
# What only somebody after a course says; a place may be said in any talk.
_OURS = frozenset(
    {"motivation", "subjects", "levels", "delivery", "funded", "pinned"}
    | {"duration_weeks_max", "price_aud_max"}
)
NOTHING = Heard(Slots(), (), is_addition=False, topic=())
_CHOICE_ACTS = {
    choices.FIND: Act.FIND,
    choices.MORE: Act.MORE,
    choices.RELAX: Act.RELAX,
    choices.SUBSCRIBE: Act.SUBSCRIBE,
    choices.START_OVER: Act.START_OVER,
    choices.HELP: Act.HELP,
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
}
# They mean the same at any time; every other button has to be one of the last that were offered.
_ALWAYS_OPEN = frozenset(
    {choices.FIND, choices.MORE, choices.SUBSCRIBE, choices.START_OVER, choices.HELP}
)
_REFINEMENT = re.compile(
    r"^(?:and|or|what about|how about|but|only|also|just|actually|no wait|no|anything|something)\b"
)
_REFINEMENT_WORDS_MAX = 10
# An address in words, which has to be typed.
_SPOKEN_EMAIL = re.compile(r"\b[\w.-]+ at [\w.-]+ dot [a-z]+\b")
_ADDRESS_WORDS_MAX = 3
# What looks like markup is nothing that anybody wants to study.
_TAG = re.compile(r"<[^<>]{1,200}>")


@dataclass(frozen=True, slots=True)
class Understanding:
    """A turn as understood. `text` is what was said, `open_slot` a slot left open."""

    act: Act
    text: str = ""
    heard: Heard = NOTHING
    open_slot: str | None = None
    is_question: bool = False
    choice_id: str = ""


STALE = Understanding(Act.STALE_CHOICE)


def understand(message: Message, state: ConversationState, knowledge: Knowledge) -> Understanding:
    """What a turn does. The adviser's last question decides what a bare answer means."""
    if message.choice_id is not None:
        return _of_choice(message.choice_id, state, knowledge)
    folded = fold(message.text)
    act = urgent_act(folded, state) or _expected(folded, message.text, state) or by_rule(folded)
    if act is None and asks_of_a_text(folded, state):
        act = Act.SOURCE
    if act and act not in YIELDING:
        return Understanding(act, message.text)
    said = without_email(message.text)
    corrected = tuple(knowledge.correct(word) for word in words(_TAG.sub(" ", said)))
    heard = hear(said, knowledge.vocabulary, corrected)
    act = advised_act(act, folded, heard, state, knowledge.guidance)
    if act:
        return Understanding(act, message.text, heard)
    open_slot = _left_open(folded, heard, state)
    if open_slot or (UNDECIDED.match(folded) and not _is_under_way(state)):
        return Understanding(Act.FIND, message.text, heard, open_slot)
    if not heard and _may_be_an_address(folded, state):
        return Understanding(Act.GIVE_EMAIL, message.text)
    if not heard and not any(knowledge.knows(word) for word in corrected):
        return Understanding(Act.UNCLEAR, message.text)
    if _compares(folded, heard, state):
        return Understanding(Act.COMPARE, message.text, heard)
    if _follows_up(folded, heard, state):
        return Understanding(Act.FOLLOW, message.text, heard)
    return _ask_or_find(message.text, folded, heard, state, knowledge)


def _of_choice(chosen: str, state: ConversationState, knowledge: Knowledge) -> Understanding:
    if chosen not in _ALWAYS_OPEN.union(choice.id for choice in state.offered_choices):
        return STALE
    if chosen.startswith(choices.SAY):
        said = next(choice.label for choice in state.offered_choices if choice.id == chosen)
        return understand(Message(said), state, knowledge)
    if chosen in _CHOICE_ACTS:
        return Understanding(_CHOICE_ACTS[chosen])
    if chosen == choices.SKIP:
        slot = STEP_SLOTS.get(state.expecting) if state.expecting else None
        return Understanding(Act.FIND, open_slot=slot) if slot else STALE
    if chosen.startswith((choices.OPEN, choices.ALSO)):
        return Understanding(Act.RELAX_ONE, choice_id=chosen)
    filled = choices.value_of(chosen, knowledge.taxonomy)
    if filled is None:
        return STALE
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


def _expected(folded: str, text: str, state: ConversationState) -> Act | None:
    """The act of a bare answer to what the adviser asked last."""
    match state.expecting:
        case Expectation.EMAIL if _SPOKEN_EMAIL.search(folded):
            return Act.GIVE_EMAIL
        case Expectation.EMAIL if find_email(text) or NO.search(folded):
            return Act.GIVE_EMAIL if find_email(text) else Act.REFUSE_CONSENT
        case Expectation.CONSENT if find_email(text):
            return by_rule(folded) or Act.GIVE_EMAIL  # another address wants its own consent
        case Expectation.CONSENT if YES.match(folded) or NO.search(folded):
            return Act.REFUSE_CONSENT if NO.search(folded) else Act.CONSENT
        case Expectation.EMAIL | Expectation.CONSENT if act_on_step(folded, None) is Act.UNDO:
            return Act.REFUSE_CONSENT
        case Expectation.FORGET if act_on_step(folded, None) is Act.UNDO:
            return Act.CANCEL
        case Expectation.FORGET if YES.match(folded) or NO.search(folded):
            return Act.CANCEL if NO.search(folded) else Act.CONFIRM_FORGET
    return act_of_bare_answer(folded, text, state) or act_on_step(folded, state.expecting)


def _may_be_an_address(folded: str, state: ConversationState) -> bool:
    """Whether a word or three, where an address was asked for, are meant as one."""
    if state.expecting is not Expectation.EMAIL or folded.endswith("?"):
        return False
    return len(folded.split()) <= _ADDRESS_WORDS_MAX and not QUESTION.match(folded)


def _left_open(folded: str, heard: Heard, state: ConversationState) -> str | None:
    step = STEP_SLOTS.get(state.expecting) if state.expecting else None
    if step is None or heard.opened or QUESTION.match(folded):
        return None
    if wants_nothing(folded):
        return step
    named = {"part": heard.slots.subjects, "topic": heard.topic}
    is_named = bool(named[step] if step in named else getattr(heard.slots, step))
    return step if SKIP.search(folded) and not is_named else None


def _ask_or_find(
    text: str, folded: str, heard: Heard, state: ConversationState, knowledge: Knowledge
) -> Understanding:
    found = Understanding(Act.FIND, text, heard)
    asks_for_courses = WHICH_COURSE.search(folded) and not ASKS_FOR_CLAIMANT.search(folded)
    if asks_for_courses or _refines(folded, heard, state):
        return found
    is_question = bool(QUESTION.match(folded)) or folded.endswith("?")
    is_question = is_question or bool(VERSUS.search(folded) or compared_sides(text))
    if heard and not is_question and (_is_under_way(state) or not heard.topic):
        return found
    if _is_foreign(text, heard, knowledge):
        return Understanding(Act.OUT_OF_SCOPE, text)
    names_courses, wants = bool(COURSE.search(folded)), bool(WANT.search(folded))
    if heard and names_courses and wants:
        return found
    if not is_question and (heard or names_courses or wants):
        return found
    is_few = bool(heard.topic) and len(folded.split()) <= _FEW_WORDS_MAX
    if not is_question and is_few and state.expecting in _ASKED_FOR_WORDS:
        return found
    return Understanding(Act.ASK, text, heard, is_question=is_question)


def _compares(folded: str, heard: Heard, state: ConversationState) -> bool:
    """Whether courses are put side by side: fields by "versus", or what was shown."""
    if VERSUS.search(folded):
        return len(heard.slots.subjects) > 1
    return bool(COMPARE.search(folded)) and bool(state.last_course_ids)


def _follows_up(folded: str, heard: Heard, state: ConversationState) -> bool:
    """Whether a turn speaks of the courses that were shown: by a place, or a fact of theirs."""
    if not state.last_course_ids or heard.slots.subjects or heard.excluded_subjects:
        return False
    if not points_at_shown(folded):
        return False
    is_question = bool(QUESTION.match(folded)) or folded.endswith("?")
    if heard.slots.sort and not is_question:
        return False  # "cheapest first" orders, and points at nothing
    return pointed_place(folded) is not None or (is_question and bool(asked_facts(folded)))


def _refines(folded: str, heard: Heard, state: ConversationState) -> bool:
    """Whether a turn only changes what is being looked for: "and online?", "not nursing"."""
    is_short = len(folded.split()) <= _REFINEMENT_WORDS_MAX
    is_refinement = is_short and bool(_REFINEMENT.match(folded))
    return bool(heard) and _is_under_way(state) and is_refinement


def _is_under_way(state: ConversationState) -> bool:
    return bool(state.slots.known() or state.wish)


def _is_foreign(text: str, heard: Heard, knowledge: Knowledge) -> bool:
    """Whether a turn is like the examples outside our field, and names nothing inside it."""
    if heard.opened or _OURS & heard.slots.known().keys():
        return False
    guess = knowledge.guess_act(text)
    return (
        guess is not None
        and guess.act == Act.OUT_OF_SCOPE
        and guess.similarity >= OUT_OF_SCOPE_SIMILARITY
    )
