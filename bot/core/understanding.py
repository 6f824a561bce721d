"""What a visitor's turn means: its act, and what it says about the slots."""

import re

from bot.core.accepting import accepted, bare_answer
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
from bot.core.addresses import is_attempt
from bot.core.advice import YIELDING, advised_act, urgent_act
from bot.core.bare_answers import act_of_bare_answer
from bot.core.course_talk import mailing_act, talk_of_courses
from bot.core.crossing import Link, crossing_act
from bot.core.facts import Fact, asked_facts, pointed_place, points_at_shown
from bot.core.foreign import is_foreign
from bot.core.hearing import hear
from bot.core.knowledge import Knowledge
from bot.core.message import Message
from bot.core.pressing import pressed
from bot.core.provenance import ASKS_FOR_CLAIMANT, asks_of_a_text
from bot.core.sides import compared_sides
from bot.core.slots import Heard
from bot.core.state import ConversationState, Expectation
from bot.core.step_words import act_on_step, wants_nothing
from bot.core.text import find_email, fold, without_email, words
from bot.core.understood import STEP_SLOTS, Understanding

# Where a few words that are no question say what to look for; more of them are a story.
_ASKED_FOR_WORDS = frozenset({Expectation.SUBJECT, Expectation.PART, Expectation.TOPIC})
_FEW_WORDS_MAX = 6
_REFINEMENT = re.compile(
    r"^(?:(?:ok|okay|hmm+|alright|right|so|well|and)[, ]+)*"
    r"(?:and|or|what (?:about|if)|how about|but|only|also|just|actually|no wait|no|anything"
    r"|something|maybe)\b"
)
_REFINEMENT_WORDS_MAX = 10
# "Hmm, maybe online" leaves nothing open.
_HESITATES = re.compile(r"^(?:hmm+|um+|uh+)\b")
# An address in words, which has to be typed.
_SPOKEN_EMAIL = re.compile(r"\b[\w.-]+ at [\w.-]+ dot [a-z]+\b")
_ADDRESS_WORDS_MAX = 3
# Asks what there is, which courses answer: "is there a cert II in animal care in Parramatta?".
_WHAT_THERE_IS = re.compile(
    r"^(?:(?:and|but|so|ok|okay|hi|hello|hey|please)[, ]+)*"
    r"(?:is there|are there|would you have|have you(?: got)?"
    r"|do you (?:guys )?(?:have|do|offer|run|teach|know of)"
    r"|can (?:i|you|we) (?:do|find|study|learn|show))\b"
)
_FACTS_OF_SLOTS = {"delivery": Fact.DELIVERY, "price_aud_max": Fact.PRICE, "funded": Fact.FUNDING}
# What looks like markup is nothing that anybody wants to study.
_TAG = re.compile(r"<[^<>]{1,200}>")


def understand(message: Message, state: ConversationState, knowledge: Knowledge) -> Understanding:
    """What a turn does. The adviser's last question decides what a bare answer means."""
    if message.crossing.link is not Link.NONE:
        return Understanding(Act.ARRIVE)
    if message.choice_id is not None:
        return pressed(message.choice_id, state, knowledge)
    folded = fold(message.text)
    act = urgent_act(folded, state) or _expected(folded, message.text, state)
    chosen = None if act else accepted(folded, state)
    if chosen:
        return pressed(chosen, state, knowledge)
    act = act or crossing_act(folded) or talk_of_courses(message.text, state)
    act = act or by_rule(folded)
    if act is None and asks_of_a_text(folded, state):
        act = Act.SOURCE
    if act and act not in YIELDING:
        return Understanding(act, message.text)
    said = without_email(message.text)
    mended = knowledge.mend(_TAG.sub(" ", said))
    heard = hear(said, knowledge.vocabulary, mended)
    act = advised_act(act, folded, heard, state, knowledge.guidance)
    if act:
        return Understanding(act, message.text, heard)
    folded = mended
    open_slot = _left_open(folded, heard, state)
    if open_slot or (UNDECIDED.match(folded) and not _is_under_way(state)):
        return Understanding(Act.FIND, message.text, heard, open_slot)
    act = bare_answer(folded, state)
    if act:
        return Understanding(act, message.text)
    if not heard and _may_be_an_address(folded, state):
        return Understanding(Act.GIVE_EMAIL, message.text)
    if not heard and not any(knowledge.knows(word) for word in words(folded)):
        return Understanding(Act.UNCLEAR, message.text)
    if _compares(folded, heard, state):
        return Understanding(Act.COMPARE, message.text, heard)
    if _follows_up(folded, heard, state):
        return Understanding(Act.FOLLOW, message.text, heard)
    return _ask_or_find(message.text, folded, heard, state, knowledge)


def _expected(folded: str, text: str, state: ConversationState) -> Act | None:
    """The act of a bare answer to what the adviser asked last."""
    match state.expecting:
        case Expectation.EMAIL if _SPOKEN_EMAIL.search(folded):
            return Act.GIVE_EMAIL
        case Expectation.EMAIL if is_attempt(text) or NO.search(folded):
            return Act.GIVE_EMAIL if is_attempt(text) else Act.REFUSE_CONSENT
        case Expectation.CONSENT if find_email(text):
            act = talk_of_courses(text, state) or by_rule(folded)
            return act or Act.GIVE_EMAIL  # another address wants its own consent
        case Expectation.CONSENT if YES.match(folded) or NO.search(folded):
            return Act.REFUSE_CONSENT if NO.search(folded) else Act.CONSENT
        case Expectation.EMAIL | Expectation.CONSENT if act_on_step(folded, None) is Act.UNDO:
            return Act.REFUSE_CONSENT
        case Expectation.FORGET if act_on_step(folded, None) is Act.UNDO:
            return Act.CANCEL
        case Expectation.FORGET if YES.match(folded) or NO.search(folded):
            return Act.CANCEL if NO.search(folded) else Act.CONFIRM_FORGET
    act = mailing_act(folded, text, state) or act_of_bare_answer(folded, text, state)
    return act or act_on_step(folded, state.expecting)


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
    if heard.slots.known() and (folded.endswith("?") or _HESITATES.match(folded)):
        return None
    named = {"part": heard.slots.subjects, "topic": heard.topic}
    is_named = bool(named[step] if step in named else getattr(heard.slots, step))
    return step if SKIP.search(folded) and not is_named else None


def _ask_or_find(
    text: str, folded: str, heard: Heard, state: ConversationState, knowledge: Knowledge
) -> Understanding:
    found = Understanding(Act.FIND, text, heard)
    asks_for_courses = WHICH_COURSE.search(folded) or _asks_what_there_is(folded, heard)
    asks_for_courses = asks_for_courses and not ASKS_FOR_CLAIMANT.search(folded)
    if asks_for_courses or _refines(folded, heard, state):
        return found
    is_question = _asks(folded, heard) or bool(compared_sides(text))
    if heard and not is_question and (_is_under_way(state) or not heard.topic):
        return found
    if is_foreign(text, heard, knowledge):
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


def _asks_what_there_is(folded: str, heard: Heard) -> bool:
    """Whether a question says nothing but what to look for."""
    if not heard.slots.subjects or heard.rest or not _WHAT_THERE_IS.match(folded):
        return False
    said = heard.slots.known()
    return not set(asked_facts(folded)) - {_FACTS_OF_SLOTS[n] for n in _FACTS_OF_SLOTS if n in said}


def _asks(folded: str, heard: Heard) -> bool:
    """Whether a turn wants an answer; "nursing in Perth?" wants courses."""
    if QUESTION.match(folded) or VERSUS.search(folded):
        return True
    says_all = bool(heard) and not heard.rest and not asked_facts(folded)
    return folded.endswith("?") and not says_all


def _compares(folded: str, heard: Heard, state: ConversationState) -> bool:
    """Whether courses are put side by side: fields by "versus", or what was shown."""
    if VERSUS.search(folded):
        return len(heard.slots.subjects) > 1
    return bool(COMPARE.search(folded)) and bool(state.last_course_ids or state.shortlist)


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
    # An order asks of what is looked for, in whatever words: "what's the cheapest?".
    is_refinement = is_short and bool(_REFINEMENT.match(folded) or heard.slots.sort)
    is_finding = _is_under_way(state) or state.expecting in STEP_SLOTS
    return bool(heard) and is_finding and is_refinement


def _is_under_way(state: ConversationState) -> bool:
    return bool(state.slots.known() or state.wish)
