"""Misspelt words, and the words of a corpus that they most likely stand for."""

from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

# Shorter words have too many neighbours: "nurse" and "purse", "art" and "act".
LENGTH_MIN = 5
# From here on two slips still leave a word that is like no other.
LENGTH_MIN_TWO_SLIPS = 9


class Speller:
    """A vocabulary by first letter: slips there are rare, and a search reads a part of it."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_first: dict[str, list[str]] = defaultdict(list)
        for word in words:
            if len(word) >= LENGTH_MIN - 1 and word.isalpha():
                self._by_first[word[0]].append(word)

    def nearest(self, word: str) -> tuple[str, ...]:
        """The words that are the fewest slips away; none where all are too far.

        A slip is a letter too many, too few or wrong, or two neighbours in each other's place.
        """
        if len(word) < LENGTH_MIN or not word.isalpha():
            return ()
        slips = 2 if len(word) >= LENGTH_MIN_TWO_SLIPS else 1
        known = self._by_first.get(word[0], [])
        found = process.extract(word, known, scorer=OSA.distance, score_cutoff=slips, limit=None)
        fewest = min((distance for _, distance, _ in found), default=0)
        return tuple(near for near, distance, _ in found if distance == fewest)
