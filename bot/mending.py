"""Puts right how a message was typed: shorthand, slips of the finger, words run together."""

import re
from collections import defaultdict
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from bot.core.text import fold, singular
from bot.core.vocabulary import Vocabulary

_WORD = re.compile(r"(?<![\w$'&])(?<!\w\.)[a-z]+(?:'[a-z]+)?(?![\w'&]|\.\w)")
# A shorter word has too many neighbours, unless the word beside it tells which is meant.
LENGTH_MIN = 4
LENGTH_MIN_BESIDE = 3
# From here on two slips still leave a word that is like no other.
LENGTH_MIN_TWO_SLIPS = 9
LENGTH_MIN_TWO_SLIPS_BESIDE = 6
WORDS_REMEMBERED = 4_096

IsWord = Callable[[str], bool]


class Mender:
    """Mends what is no word into the nearest word of the vocabulary; other words stay.

    `is_word` says whether a word is one of the language, `is_known` whether the corpus uses it.
    """

    def __init__(self, vocabulary: Vocabulary, is_word: IsWord, is_known: IsWord) -> None:
        self._shorthand = vocabulary.aliases.talk.shorthand
        self._known = vocabulary.words | vocabulary.aliases.talk.spelt
        self._pairs = frozenset(pair for phrase in vocabulary.phrases for pair in pairwise(phrase))
        self._joined = {
            "".join(phrase): " ".join(phrase) for phrase in vocabulary.phrases if len(phrase) > 1
        }
        self._by_first: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._known):
            if len(word) >= LENGTH_MIN and word.isalpha():
                self._by_first[_sound(word)[0]].append(word)
        self._is_word = lru_cache(WORDS_REMEMBERED)(is_word)
        self._is_known = is_known

    def mend(self, text: str) -> str:
        """The folded text, mended from left to right."""
        folded = fold(text)
        found = list(_WORD.finditer(folded))
        words = [match.group() for match in found]
        parts, end = [], 0
        for place, match in enumerate(found):
            beside = (words[place - 1] if place else "", *words[place + 1 : place + 2])
            words[place] = self._mended(match.group(), beside)
            parts += [folded[end : match.start()], words[place]]
            end = match.end()
        return "".join((*parts, folded[end:]))

    def _mended(self, word: str, beside: tuple[str, ...]) -> str:
        if word in self._shorthand:
            return self._shorthand[word]
        if len(word) < LENGTH_MIN_BESIDE or word in self._known or singular(word) in self._known:
            return word
        if not word.isalpha() or self._is_word(word):
            return word
        return self._joined.get(word) or self._nearest(word, beside) or word

    def _nearest(self, word: str, beside: tuple[str, ...]) -> str | None:
        """The nearest word of the vocabulary, one that makes a phrase with a neighbour first."""
        near = [(other, _slips(word, other)) for other in self._by_first[_sound(word)[0]]]
        alone = [(other, slips) for other, slips in near if slips <= _slips_max(word)]
        in_phrase = [
            (other, slips)
            for other, slips in near
            if slips <= _slips_max_beside(word) and self._makes_phrase(other, beside)
        ]
        if self._is_known(word):  # it shares its stem with the corpus's word: "managment"
            alone = [(o, slips) for o, slips in alone if slips == 1 and _is_inside(word, o)]
        return min(
            in_phrase or alone,
            key=lambda pair: (pair[1], -fuzz.ratio(word, pair[0]), pair[0]),
            default=(None, 0),
        )[0]

    def _makes_phrase(self, word: str, beside: tuple[str, ...]) -> bool:
        before, after = beside[0], beside[1] if len(beside) > 1 else ""
        stem = singular(word)
        return (singular(before), stem) in self._pairs or (stem, singular(after)) in self._pairs


def _is_inside(word: str, other: str) -> bool:
    """Whether a slip is inside the word or at its end, where the ending is cut: "onlin"."""
    return word[:3] == other[:3] and (word[-1] == other[-1] or other.startswith(word))


def _sound(word: str) -> str:
    return word.replace("ph", "f")


def _slips(word: str, other: str) -> int:
    """Letters too many, too few or wrong, or two neighbours in each other's place."""
    return min(OSA.distance(word, other), OSA.distance(_sound(word), _sound(other)))


def _slips_max(word: str) -> int:
    if len(word) < LENGTH_MIN:
        return 0
    return 2 if len(word) >= LENGTH_MIN_TWO_SLIPS else 1


def _slips_max_beside(word: str) -> int:
    return 2 if len(word) >= LENGTH_MIN_TWO_SLIPS_BESIDE else 1
