"""Whether a turn is outside the adviser's field."""

import re

from bot.core.acts import Act
from bot.core.knowledge import Knowledge
from bot.core.slots import Heard
from bot.core.text import fold

# Cosine from which an example outside the adviser's field decides. Held against all the others,
# 42% of the examples outside are found and 1 of the 46 inside is taken for one of them; questions
# that are missed meet the evidence, which is the surer judge. See `python -m benchmarks.acts`.
OUT_OF_SCOPE_SIMILARITY = 0.35

# What only somebody after a course says; a place may be said in any talk.
_OURS = frozenset(
    {"motivation", "subjects", "levels", "delivery", "funded", "pinned"}
    | {"duration_weeks_max", "price_aud_max"}
)
# Somebody tells where they are, which is no talk of a place.
_WHERE = re.compile(
    r"\b(?:i|we)(?:'m|'re| am| are)? (?:\w+ )?(?:live|living|based|from|in|moved|moving|located)\b"
    r"|\b(?:just|recently) moved\b|^(?:\w+ ){0,2}(?:in|near|around)(?: \w+){1,2}[ .!]*$"
)


def is_foreign(text: str, heard: Heard, knowledge: Knowledge) -> bool:
    """Whether a turn is like the examples outside our field, and names nothing inside it."""
    if heard.opened or _OURS & heard.slots.known().keys() or _WHERE.search(fold(text)):
        return False
    guess = knowledge.guess_act(text)
    return (
        guess is not None
        and guess.act == Act.OUT_OF_SCOPE
        and guess.similarity >= OUT_OF_SCOPE_SIMILARITY
    )
