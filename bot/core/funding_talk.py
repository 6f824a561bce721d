"""What a turn says about funding: a programme by any of its names, a question, or an answer to one."""

import re

from bot.core.acts import COURSE, NO, QUESTION, SKIP, YES
from bot.core.circumstances import hear_circumstances
from bot.core.facts import points_at_shown
from bot.core.programme_names import ProgrammeNames
from bot.core.slots import Heard
from bot.core.state import ConversationState


def asks_funding(
    folded: str, heard: Heard, state: ConversationState, names: ProgrammeNames
) -> bool:
    """Whether a turn asks how study can be paid for, and not for courses or what a word means."""
    named = names.in_text(folded)
    if any(n.former for n in named):
        return True
    if heard.slots.subjects and COURSE.search(folded) and not QUESTION.match(folded):
        return False
    if state.last_course_ids and points_at_shown(folded):
        return False  # of the courses shown: their own facts answer
    if named and any(n.programme.state for n in named):
        return True
    is_own = bool(_OWN.search(folded) or (QUESTION.match(folded) and heard.slots.states))
    return is_own and bool(named or (_PAID_FOR.search(folded) and not _MEANING.search(folded)))


def goes_on_about_funding(folded: str, heard: Heard, state: ConversationState) -> bool:
    """Whether a turn answers the funding question that is open, or corrects what was said."""
    if state.funding is None or not state.funding.is_open:
        return False
    slots = heard.slots
    speaks_of_courses = slots.subjects or slots.delivery or slots.motivation or slots.sort
    if speaks_of_courses or heard.excluded_subjects or COURSE.search(folded):
        return False
    tells = bool(slots.states) or bool(hear_circumstances(folded, slots.states))
    is_bare = YES.match(folded) or NO.search(folded) or skips(folded)
    return tells or (bool(is_bare) and state.funding.asked is not None)


def skips(folded: str) -> bool:
    """Whether somebody does not know, or would rather not say."""
    return bool(SKIP.search(folded) or _RATHER_NOT.search(folded))


def needs_no_more(folded: str, state: ConversationState) -> bool:
    """Whether a bare no ends a talk about funding in which nothing is asked."""
    is_open = state.funding is not None and state.funding.is_open and not state.funding.asked
    return is_open and bool(_NO_MORE.match(folded))


_RATHER_NOT = re.compile(r"\b(?:rather|prefer) not\b|\bnone of your\b")
_NO_MORE = re.compile(r"^(?:no|nah|nope)(?: (?:thanks|thank you|ta|more|worries))?[ .!]*$")
# Of oneself, or whether there is something: not what a word means.
_OWN = re.compile(
    r"\b(?:i|i'm|im|me|my|we|our|somebody|someone|anyone|he|she|they)\b|\b(?:is|are) there\b|\bany\b|\bwhat (?:funding|help|support|subsid\w+)\b"
    r"|^(?:free|fee[- ]free|funded|subsidised|government)\b|\b(?:does|do) \w+ (?:have|offer)\b|\bhow about\b|\bstill\b"
)
_PAID_FOR = re.compile(
    r"\b(?:funding|subsid\w+|fee[- ]free|free (?:tafe|training|study|education|places?|uni|certificates?|cert \w+|diplomas?|qualifications?)"
    r"|tafe\b.{0,25}\bfree|financial (?:help|support|assistance|aid)"
    r"|(?:government|govt|gov|state) (?:help|support|assistance|money|funded|funding|pays?|subsid\w+|paid)"
    r"|(?:help|paid|pay|paying|money) (?:with|for|towards?) (?:\w+ ){0,2}(?:course|study|studies|studying|fees?|training|tafe|certificate|cert|diploma|costs?)"
    r"|(?:do|get|study|train|learn) (?:it |this |that |a course |tafe |a cert\w* )?for (?:free|nothing))\b"
)
_MEANING = re.compile(
    r"\bwhat (?:does|do)\b.{0,40}\bmean\b|\bwho (?:pays|confirms|decides)\b|\bwhat (?:is|are) (?:an? |the )?(?:subsid\w+|funding)\b"
)
