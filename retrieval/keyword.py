"""Keyword search: BM25 over stemmed words, with titles counted more than once."""

import json
import math
import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache, cached_property, lru_cache, partial
from pathlib import Path

import bm25s
import numpy as np
import Stemmer
from bm25s.stopwords import STOPWORDS_EN

from retrieval.embedding import Vectors
from retrieval.equivalents import unify
from retrieval.rowset import Rows, RowSet
from retrieval.spelling import Speller

# A word in a title says more about a text than one in its body. Counts of 2 to 4 hardly differ on
# two catalogues; 1 and 6 are below them. See `python -m benchmarks.courses`.
TITLE_REPEATED = 3
# A catalogue of ten thousand has about as many; what is forgotten is only folded once more.
CHUNKS_REMEMBERED = 2**16
_WORD = re.compile(r"[^\W_]+")
_EMPTY = "empty"
_ARRAYS = ("data", "indices", "indptr")
_SPELT = "words.txt"


class KeywordIndex:
    """A BM25 index; rows with no word in common with the query are never found."""

    def __init__(self, index: bm25s.BM25 | None, size: int, spelt: Callable[[], str]) -> None:
        """`spelt` reads the documents' words as they are written, one a line."""
        self._index = index
        self._size = size
        self._spelt = spelt

    @classmethod
    def build(cls, documents: Iterable[tuple[str, str]]) -> "KeywordIndex":
        """Index documents given as (title, body)."""
        # By number, so that a stem is held once, however often it is used.
        numbers: dict[str, int] = {}
        numbered: dict[str, tuple[int, ...]] = {}
        documents_numbers = []
        for title, body in documents:
            read = _chunks(title) * TITLE_REPEATED + _chunks(body)
            for chunk in read:
                if chunk not in numbered:
                    stems = _stems(chunk)
                    numbered[chunk] = tuple(numbers.setdefault(s, len(numbers)) for s in stems)
            documents_numbers.append([number for chunk in read for number in numbered[chunk]])
        spelt = "\n".join(sorted({word for chunk in numbered for word in _words(chunk)}))
        if not numbers:
            return cls(None, len(documents_numbers), lambda: spelt)
        index = bm25s.BM25(method="lucene")
        index.index((documents_numbers, numbers), show_progress=False)
        return cls(index, len(documents_numbers), lambda: spelt)

    @classmethod
    def open(cls, folder: Path) -> "KeywordIndex":
        """Map the arrays into memory."""
        size = int(json.loads((folder / "size.json").read_text(encoding="utf-8")))
        spelt = partial((folder / _SPELT).read_text, encoding="utf-8")
        if (folder / _EMPTY).exists():
            return cls(None, size, spelt)
        index = bm25s.BM25.load(folder, mmap=True, show_progress=False)
        # Each slice of a memmap takes ten times as long as one of a plain array over it.
        index.scores |= {name: np.asarray(index.scores[name]) for name in _ARRAYS}
        return cls(index, size, spelt)

    def save(self, folder: Path) -> None:
        """Write the index into a new folder, as arrays and JSON."""
        folder.mkdir()
        (folder / "size.json").write_text(json.dumps(self._size), encoding="utf-8")
        (folder / _SPELT).write_text(self._spelt(), encoding="utf-8")
        if self._index is None:
            (folder / _EMPTY).write_text("no words\n", encoding="utf-8")
        else:
            self._index.save(folder, show_progress=False)

    def __contains__(self, word: str) -> bool:
        """Whether any document uses the word, in whichever inflection."""
        stems = tokenize(word)
        return self._index is not None and any(stem in self._index.vocab_dict for stem in stems)

    def mended(self, text: str) -> str:
        """The text with each word that no document uses as the nearest one that some do.

        Of several as near the one that most documents use; a word that is like none stays.
        """
        return _WORD.sub(lambda found: self._mended(found.group()), text)

    def rarity(self, stem: str) -> float:
        """How much a stem tells n texts apart: log((n + 1) / (uses + 0.5)), at least 0."""
        if self._index is None:
            return 0.0
        return max(math.log((self._size + 1) / (len(self._postings(stem)[0]) + 0.5)), 0.0)

    @property
    def rarity_max(self) -> float:
        """The rarity of a stem that no text uses; 0 without any text."""
        return math.log((self._size + 1) / 0.5) if self._index else 0.0

    def total_rarity(self, text: str) -> float:
        """The rarity of a text's words in sum, each as often as it stands there, known or not."""
        return sum(self.rarity(stem) for stem in tokenize(text))

    def scores_of(self, text: str, rows: Rows) -> Vectors:
        """The scores of some rows, of shape [len(rows)]; 0 without a word in common."""
        scores = np.zeros(len(rows), dtype=np.float32)
        for stem in tokenize(text):
            scores += _weights_in(self._postings(stem), rows)
        return scores

    def search(self, text: str, limit: int, allowed: RowSet | None = None) -> tuple[Rows, Vectors]:
        """Rows and scores of the best, the best first; equal scores in the order of the rows."""
        rows, scores = self._candidates(text, limit, allowed)
        if limit < len(rows):
            # Every row that scores no less than the last one to be shown, so that ties are fair.
            is_best = scores >= np.partition(scores, -limit)[-limit]
            rows, scores = rows[is_best], scores[is_best]
        order = np.lexsort((rows, -scores))[:limit]
        return rows[order], scores[order]

    def _candidates(self, text: str, limit: int, allowed: RowSet | None) -> tuple[Rows, Vectors]:
        """Rows with their scores: every one that may be among the best, in no order.

        Stems are taken from the rarest on. Once those left cannot lift another row among the
        best, the rows found are only looked up in them (Turtle and Flood, "Query evaluation:
        strategies and optimizations", 1995): common words have the long postings.
        """
        postings = sorted(map(self._postings, tokenize(text)), key=lambda pair: len(pair[0]))
        most = [float(weights.max(initial=0.0)) for _, weights in postings]
        scores = np.zeros(self._size, dtype=np.float32)
        found = np.empty(0, dtype=np.int64)
        for number, (rows, weights) in enumerate(postings):
            best = scores[found]
            if len(found) >= limit and np.partition(best, -limit)[-limit] > sum(most[number:]):
                return found, best + sum(_weights_in(pair, found) for pair in postings[number:])
            if allowed is not None:
                is_allowed = allowed.holds(rows)
                rows, weights = rows[is_allowed], weights[is_allowed]
            found = np.concatenate((found, rows[scores[rows] == 0]))
            scores[rows] += weights
        return found, scores[found]

    def _mended(self, word: str) -> str:
        if word.lower() in _stop_words() or word in self:
            return word
        near = self._speller.nearest(word.lower())
        return max(near, key=self._uses, default=word)

    def _uses(self, word: str) -> int:
        return max((len(self._postings(stem)[0]) for stem in tokenize(word)), default=0)

    @cached_property
    def _speller(self) -> Speller:
        # Read when first needed: most processes never meet a misspelt word.
        return Speller(self._spelt().split("\n"))

    def _postings(self, stem: str) -> tuple[Rows, Vectors]:
        """The rows that use a stem, in their order, and what it scores in each."""
        number = self._index.vocab_dict.get(stem) if self._index else None
        if self._index is None or number is None:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        arrays = self._index.scores
        of_stem = slice(*arrays["indptr"][number : number + 2].tolist())
        return arrays["indices"][of_stem], arrays["data"][of_stem]


def _weights_in(postings: tuple[Rows, Vectors], rows: Rows) -> Vectors:
    """What a stem scores in each of some rows, 0 where one does not use it."""
    holders, weights = postings
    found = np.zeros(len(rows), dtype=np.float32)
    # Of one type, or all the holders would be copied.
    places = np.searchsorted(holders, rows.astype(holders.dtype))
    is_held = places < len(holders)
    is_held[is_held] = holders[places[is_held]] == rows[is_held]
    found[is_held] = weights[places[is_held]]
    return found


def terms(text: str) -> frozenset[str]:
    """The stems of a text's words, without those that every text holds."""
    return frozenset(tokenize(text))


def tokenize(text: str) -> list[str]:
    """Stems of the words in order: case and accents folded, stop words left out."""
    return [stem for chunk in _chunks(text) for stem in _stems(chunk)]


def _chunks(text: str) -> list[str]:
    """What stands between two spaces, in lower case."""
    return unify(text.lower()).split()


@lru_cache(CHUNKS_REMEMBERED)
def _stems(chunk: str) -> tuple[str, ...]:
    words = [word for word in _words(chunk) if word not in _stop_words()]
    return tuple(_stemmer().stemWords(words))


def _words(chunk: str) -> list[str]:
    folded = unicodedata.normalize("NFKD", chunk)
    plain = "".join(c for c in folded if c not in "'’" and not unicodedata.combining(c))
    return _WORD.findall(plain)


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(STOPWORDS_EN)


def _stemmer() -> Stemmer.Stemmer:
    # A stemmer keeps state while it works, so each call has its own; making one costs nothing.
    return Stemmer.Stemmer("english")
