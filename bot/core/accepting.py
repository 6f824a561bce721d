"""A bare yes, and words that repeat a button: which of the offered ways they take."""

import re

from bot.core import choices
from bot.core.acts import Act
from bot.core.blocks import Choice
from bot.core.state import ConversationState
from bot.core.text import fold

_YES = re.compile(
    r"^(?:(?:yes|yep|yeah|yup|y|ok|okay|sure|please|yes please|do it|go ahead|go on|please do|of course|sounds good|why not"
    r"|that works|let's do (?:it|that)|do that)[ ,.!]*){1,3}$"
)
_NO = re.compile(r"^(?:(?:no|nope|nah|no thanks|no thank you|not now|not really)[ ,.!]*){1,3}$")
# Four digits are a postcode.
_NUMBER = re.compile(r"^#?\d{1,3}[.)!?]*$")
_BEFORE_WORDS = re.compile(r"^(?:(?:yes|yep|yeah|ok|okay|sure|please|then|and)[ ,.!]+)+")
_COUNT = re.compile(r" \(\d+\)$")
# What an adviser proposes, rather than what can be done at any time.
_WAYS = (choices.OPEN, choices.ALSO, choices.ADMIT)


def accepted(folded: str, state: ConversationState) -> str | None:
    """The id of the one proposed way that a text takes, by a yes or by its button's words."""
    ways = offered_ways(state)
    if len(ways) == 1 and _YES.match(folded):
        return ways[0].id
    typed = _BEFORE_WORDS.sub("", folded).removesuffix(" please").strip(" .!?")
    return next((way.id for way in ways if fold(_COUNT.sub("", way.label)) == typed), None)


def bare_answer(folded: str, state: ConversationState) -> Act | None:
    """The act of a yes, a no or a small number that no question of ours takes up."""
    if _YES.match(folded):
        return Act.WHICH
    if _NUMBER.match(folded):
        return Act.FOLLOW if state.last_course_ids else Act.UNCLEAR
    return Act.CANCEL if _NO.match(folded) else None


def offered_ways(state: ConversationState) -> tuple[Choice, ...]:
    """The changes that the last turn proposed; else the next page, if it offered that."""
    offered = state.offered_choices
    ways = tuple(c for c in offered if c.id.split(":")[0] in _WAYS or c.id == choices.RELAX)
    if ways or state.expecting:
        return ways
    return tuple(choice for choice in offered if choice.id == choices.MORE)
