"""Questions that set two things side by side: "the difference between a badge and a degree"."""

import re

from bot.core.text import stems

_BETWEEN = re.compile(
    r"\bdifferences? between (?P<one>.+?) (?:and|vs\.?|versus) (?P<other>.+)"
    r"|\bhow (?:is|are|does|do) (?P<one2>.+?) (?:different|differ) (?:from|to|than) (?P<other2>.+)"
    r"|^(?P<one3>.+?) (?:vs\.?|versus|compared (?:to|with)) (?P<other3>.+)",
    re.IGNORECASE,
)
_NOISE = re.compile(r"^(?:what'?s? (?:is )?|please |and |so )+|[?.! ]+$", re.IGNORECASE)
# A longer side is a sentence of its own, and names no one thing.
SIDE_WORDS_MAX = 5


def compared_sides(text: str) -> tuple[str, ...]:
    """The two things that a question compares, in its own words; none where it compares none."""
    found = _BETWEEN.search(text)
    if not found:
        return ()
    sides = tuple(_NOISE.sub("", side).strip() for side in found.groups() if side)
    are_names = all(side and len(side.split()) <= SIDE_WORDS_MAX for side in sides)
    return sides if are_names and len(sides) == 2 else ()


def names_all(sides: tuple[str, ...], text: str) -> bool:
    """Whether a text has a word of each side that the other side lacks."""
    spoken = set(stems(text))
    one, other = (set(stems(side)) for side in sides)
    return bool(spoken & (one - other) and spoken & (other - one))
