"""Which courses a text means: by place, by name, by what sets them apart, or by a pronoun."""

import re
from collections.abc import Callable, Sequence

from bot.core.cards import fact_value
from bot.core.facts import Fact, pointed_places
from bot.core.knowledge import Knowledge
from bot.core.shown import has_place
from bot.core.text import fold, singular, words
from bot.core.wording.wording import Wording
from corpus.models import Course
from retrieval.models import Criteria

# Of a title's telling words, the part that has to be said for the title to be meant.
TITLE_PART_MIN = 0.75
# Courses among which one that is called by its title is sought.
CALLED_MAX = 12

_ALL = re.compile(r"\b(?:both|all|them|these|those|everything|each)\b")
_PRONOUN = re.compile(r"\b(?:it|its|it's|this|that|one|course)\b")
# What stands around the name of a course in talk.
_SMALL = frozenset(
    words(
        "a an and as at by can could course courses did do for from get i in include into is isn't"
        " it later list me my no not of off on one or out please show shown that the this to was"
        " wasn't weren't what wrong why with would you your add bookmark compare drop favourite"
        " keep put remember remove save see shortlist star take want wasnt isnt didn't didnt there"
        " up too"
    )
)
# How titles are abbreviated in talk.
_SPELT_OUT = {"cert": "certificate", "dip": "diploma", "1": "i", "2": "ii", "3": "iii", "4": "iv"}
_INFINITE = float("inf")
_EXTREMES: tuple[tuple[re.Pattern[str], Callable[[Course], float]], ...] = (
    (
        re.compile(r"\b(?:cheapest|cheaper|least expensive)\b"),
        lambda course: _INFINITE if course.price_aud is None else course.price_aud,
    ),
    (
        re.compile(r"\b(?:dearest|most expensive)\b"),
        lambda course: _INFINITE if course.price_aud is None else -course.price_aud,
    ),
    (
        re.compile(r"\b(?:shortest|shorter|quickest|quicker|fastest)\b"),
        lambda course: _INFINITE if course.duration_weeks is None else course.duration_weeks,
    ),
    (
        re.compile(r"\b(?:longest|longer)\b"),
        lambda course: _INFINITE if course.duration_weeks is None else -course.duration_weeks,
    ),
)


class NoSuchPlace(Exception):
    """A place among the courses at which none stands."""


def pointed_at(
    text: str, among: Sequence[Course], focused: Course | None, wording: Wording
) -> tuple[Course, ...]:
    """The courses among some that a text means, none where it does not say.

    Raises NoSuchPlace for "the fifth" of three.
    """
    folded = fold(text)
    places = pointed_places(folded)
    if not all(has_place(among, place) for place in places):
        raise NoSuchPlace
    if places:
        return tuple(among[place] for place in places)
    apart = called(text, among) or _extreme(folded, among) or _set_apart(text, among, wording)
    if apart:
        return (apart,)
    if _ALL.search(folded):
        return tuple(among)
    if _telling(text) and not _PRONOUN.search(folded):
        return ()  # it names something else
    return (focused,) if focused else tuple(among) if len(among) == 1 else ()


def called(text: str, among: Sequence[Course]) -> Course | None:
    """The course whose title is said, as good as whole; of several, the most fully said."""
    said = _telling(text)
    parts = [(_part_said(course.title, said), course) for course in among]
    best, course = max(parts, key=lambda part: part[0], default=((0.0, 0), None))
    return course if best[0] >= TITLE_PART_MIN else None


def called_anywhere(text: str, knowledge: Knowledge) -> Course | None:
    """The course of the whole catalogue whose title is said."""
    if not _telling(text):
        return None
    wish = " ".join(words(text))
    result = knowledge.courses(wish, Criteria(), None, 0, CALLED_MAX)
    return called(text, [match.course for match in result.matches])


def _telling(text: str) -> frozenset[str]:
    """The words of a text that tell one title from another."""
    spelt = (_SPELT_OUT.get(word, word) for word in words(text))
    return frozenset(singular(word) for word in spelt if word not in _SMALL)


def _part_said(title: str, said: frozenset[str]) -> tuple[float, int]:
    telling = _telling(title)
    common = len(telling & said)
    return (common / len(telling) if telling else 0.0), common


def _extreme(folded: str, among: Sequence[Course]) -> Course | None:
    for pattern, measure in _EXTREMES:
        if pattern.search(folded) and among:
            least = min(among, key=measure)
            return least if measure(least) < _INFINITE else None
    return None


def _set_apart(text: str, among: Sequence[Course], wording: Wording) -> Course | None:
    """The one course that all telling words of the text describe: "the online one"."""
    said = _telling(text)
    meant = [course for course in among if said and said <= _described(course, wording)]
    return meant[0] if len(meant) == 1 else None


def _described(course: Course, wording: Wording) -> frozenset[str]:
    facts = (fact_value(course, fact, wording) for fact in (Fact.LEVEL, Fact.DELIVERY))
    places = (f"{state} {wording.states[state]}" for state in course.states)
    return _telling(" ".join((course.title, course.provider, *course.subjects, *facts, *places)))
