"""Questions about where a course leads: what comes after it, what it counts towards."""

import re
from dataclasses import dataclass

from bot.core.facts import WORDS_MAX
from bot.core.slots import Heard
from bot.core.state import ConversationState


@dataclass(frozen=True, slots=True)
class Way:
    """The ends of a way as a visitor words them; an empty start is the courses in view."""

    start: str = ""
    goal: str = ""


def way_asked(folded: str, heard: Heard, state: ConversationState) -> Way | None:
    """The way that a folded text asks about, None where it asks for something else."""
    plain = folded.replace("'", "")
    between = next((m for pattern in _BETWEEN if (m := pattern.search(plain))), None)
    if between and _QUALIFICATION.search(between["start"]) and _may_start(heard, state):
        return Way(between["start"], between["goal"])
    after = next((m for pattern in _AFTER if (m := pattern.search(plain))), None)
    if after and _QUALIFICATION.search(after["start"]) and _may_start(heard, state):
        return Way(after["start"])
    if len(plain.split()) > WORDS_MAX or _AFTER_SCHOOL.search(plain):
        return None
    return _of_those_in_view(plain) if state.last_course_ids else _of_none(plain)


def _may_start(heard: Heard, state: ConversationState) -> bool:
    """Whether a level that is named is that of some field, and not levels in general."""
    return bool(heard.slots.subjects or state.last_course_ids or state.slots.subjects)


def _of_those_in_view(plain: str) -> Way | None:
    towards = next((m for pattern in _TOWARDS if (m := pattern.search(plain))), None)
    if towards:
        return Way(goal=towards["goal"])
    return Way() if _ONWARDS.search(plain) else None


def _of_none(plain: str) -> Way | None:
    return Way() if _POINTS_ON.search(plain) else None


# All over folded text without apostrophes.
_IN_VIEW = (
    r"(?:this|that|it|these|those|they|them|either|any"
    r"|the (?:first|second|third|last|other)(?: one| course)?|(?:one|any) of (?:these|those|them))"
)
_END = r"[^?.!,]{2,60}"
_A = r"(?:an? |the |my |this |that )?"
_QUALIFICATION = re.compile(
    r"\b(?:cert\w*|c3|c4|diploma|dip|degree|bachelors?|masters?|micro-?\s?cred\w*|short course"
    r"|honours)\b"
)
_AFTER_SCHOOL = re.compile(r"\bafter (?:year \d+|yr \d+|(?:high )?school|work|hours|the hsc)\b")
_BETWEEN = (
    re.compile(
        rf"\bfrom {_A}(?P<start>{_END}?),? (?:in)?to (?:become |becoming |being |be )?"
        rf"{_A}(?P<goal>{_END})"
    ),
    re.compile(
        r"\b(?:if|once|when|after|does|do|will|would|can|could)\b(?: \w+){0,3}? "
        rf"(?:an? |the |my |this )(?P<start>{_END}?),? (?:can |could |will |would )?(?:i |you )?"
        r"(?:then |be used |counts? |go on |lead |move on |get me |get |go |help |give credit )*"
        rf"(?:towards?|into|to) {_A}(?P<goal>[^?.!,]{{0,40}}"
        r"\b(?:cert\w*|diploma|degree|bachelors?|masters?|uni|university)\b[^?.!,]{0,40})"
    ),
)
_AFTER = (
    re.compile(
        r"\b(?:what|whats|where|which)\b[^?.!]{0,40}\b(?:after|following|(?:up|next) from"
        r"|once i (?:have|finish|get))(?: (?:doing|finishing|completing))? "
        rf"{_A}(?P<start>{_END})"
    ),
    re.compile(
        rf"\bwhere (?:can|could|does|would|will|might|do) {_A}(?P<start>{_END}?)"
        r" (?:lead|take|get)\b"
    ),
)
_TOWARDS = (
    re.compile(
        rf"\b{_IN_VIEW}\b[^?.!]{{0,40}}\b(?:counts?|credits?|leads?|(?:get|take) me|stone)\b"
        rf" (?:on )?(?:towards?|into|to|for) {_A}(?P<goal>{_END})"
    ),
    re.compile(
        r"\b(?:go|move|continue|progress|carry|keep going|get) (?:on )?(?:in)?to (?:do )?"
        rf"{_A}(?P<goal>uni\w*|degree|diploma|bachelors?|cert \w+)\b"
    ),
)
_POINTS_ON = re.compile(
    rf"\bwhere (?:can|could|does|would|will|might|do) {_IN_VIEW} (?:lead|take|get)\b"
)
_ONWARDS = re.compile(
    rf"{_POINTS_ON.pattern}|\bwhat(?:s| is| comes| do i do| would i do)? (?:next|after)\b"
    r"|\bwhat (?:can|could|do|would) i (?:study|do|go on to|take)\b.{0,20}\b(?:next|after\w*)\b"
    rf"|\bnext (?:step|level)s?\b|\bpathways?\b|\bwhat (?:does|do|would|can) {_IN_VIEW} lead\b"
    r"|\b(?:count|counts|lead|leads) (?:on )?(?:towards?|to) (?:anything|something|what)\b"
    r"|\bstepping stones?\b|\bwhat credit\b|\b(?:is there|any) credit\b"
)
