"""Terms that are no wish by their company: whom a course is for, and what is left behind."""

import re
from collections.abc import Mapping
from itertools import pairwise

from bot.core.text import said_before, word_set
from bot.core.vocabulary import Mention

# What may stand between a subject and whom it is for: "marketing for my candle business".
_FOR_WHOM_WORDS_MAX = 4
_FOR_WHOM_ENDS = word_set("and or but with in on at to plus also as")
# "From retail to nursing", "from working in retail into nursing".
_FROM = re.compile(r"\bfrom (?:(?:an?|being|working|work|as|in|at|my|the|job|career) )*$")
_ONTO = word_set("to into")
_ONTO_REACH = 3
# A job in the first words, before what is felt or wanted: "burnt out lawyer, thinking psychology".
_JOB_WORDS_MAX = 4
_JOB = re.compile(r"(?:er|or|ant|ist|ian|nurse|chef|man|woman|barista|paralegal)$")
_MOOD = word_set(
    "sick tired bored over burnt burned fed want wants wanting looking thinking keen considering"
    " hoping ready need needing done years yrs been"
)
_MOOD_REACH = 3
_LISTED = word_set("and or plus both also versus vs")


def asides(
    mentions: tuple[Mention, ...], tokens: tuple[str, ...], breaks: frozenset[int]
) -> frozenset[int]:
    """Where the subjects start that are spoken of and not wished for."""
    subjects = [m for m in mentions if m.term.slot == "subjects"]
    found = {m.start for m in subjects[: _opening_jobs(subjects, tokens, breaks)]}
    for earlier, later in pairwise(subjects):
        between = range(earlier.end, later.start)
        if not breaks & set(between) and _says_for_whom(tokens[earlier.end : later.start]):
            found.add(later.start)
        onto = tokens[earlier.end : min(earlier.end + _ONTO_REACH, later.start)]
        if _ONTO & set(onto) and _FROM.search(said_before(tokens, earlier.start)):
            found.add(earlier.start)
    return frozenset(found)


def without_broader(
    subjects: tuple[str, ...],
    mentions: tuple[Mention, ...],
    tokens: tuple[str, ...],
    parents: Mapping[str, str],
) -> tuple[str, ...]:
    """The subjects without those that one beside them is a part of: "computers, cyber security".

    "IT or cyber security" lists both.
    """
    listed = {
        m.term.value
        for earlier, later in pairwise(m for m in mentions if m.term.slot == "subjects")
        if _LISTED & set(tokens[earlier.end : later.start])
        for m in (earlier, later)
    }
    taken_in = {parents.get(name) for name in subjects} - listed
    return tuple(name for name in subjects if name not in taken_in)


def _says_for_whom(between: tuple[str, ...]) -> bool:
    is_near = 0 < len(between) <= _FOR_WHOM_WORDS_MAX
    return is_near and between[0] == "for" and not _FOR_WHOM_ENDS & set(between)


def _opening_jobs(subjects: list[Mention], tokens: tuple[str, ...], breaks: frozenset[int]) -> int:
    """How many subjects name only the job of whoever speaks, in the first words of the text."""
    end = min(breaks - {0}, default=0)
    is_job = 0 < end <= _JOB_WORDS_MAX and bool(_JOB.search(tokens[end - 1]))
    if not is_job or not _MOOD & set(tokens[end : end + _MOOD_REACH]):
        return 0
    opening = sum(m.start < end for m in subjects)
    return opening if opening < len(subjects) else 0
