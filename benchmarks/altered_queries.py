"""Other ways to ask the same, so that a fusion is not tuned to one way of writing."""

import random
from collections.abc import Callable, Mapping

from retrieval.keyword import KeywordIndex, tokenize

RAREST_WORDS = 3
# Slips are made in words that have letters to spare.
SLIP_LENGTH_MIN = 6


def _with_a_slip(query: str, keywords: KeywordIndex) -> str:
    """Two neighbouring letters inside the longest word change places."""
    chance = random.Random(query)
    word = max(query.split(), key=len, default="")
    if len(word) < SLIP_LENGTH_MIN:
        return query
    at = chance.randrange(1, len(word) - 2)
    slipped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return query.replace(word, slipped, 1)


def _by_rarest_words(query: str, keywords: KeywordIndex) -> str:
    """The few words that tell most, in their order."""
    words = query.split()
    rarities = [max(map(keywords.rarity, tokenize(word)), default=0.0) for word in words]
    kept = sorted(range(len(words)), key=lambda place: -rarities[place])[:RAREST_WORDS]
    return " ".join(words[place] for place in sorted(kept))


def _in_a_long_phrase(query: str, keywords: KeywordIndex) -> str:
    return f"Hi there, I was wondering if you could help me to find something about {query}, thanks"


ALTERATIONS: Mapping[str, Callable[[str, KeywordIndex], str]] = {
    "with a slip": _with_a_slip,
    "by their rarest words": _by_rarest_words,
    "in a long phrase": _in_a_long_phrase,
}
