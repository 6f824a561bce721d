"""What speaks for each sentence that might answer a question."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.models import BULLET
from retrieval.answerability import Signals
from retrieval.embedding import AskedReading, Vectors
from retrieval.hybrid import hybrid_search
from retrieval.keyword import terms
from retrieval.question_form import ASKING_TERMS, names_of
from retrieval.snapshot import Snapshot
from retrieval.token_vectors import matched

# Enough that the right passage is hardly ever missed, few enough that matching their sentences
# costs little beside reading the question.
PASSAGES_KEPT = 24
# Asks for several things at once: a list answers it better than a sentence.
ASKS_FOR_LIST = re.compile(
    r"\b(?:examples?|names?|list|types?|kinds?|ways|steps|options|reasons|differences)\b"
    r"|\bwhat are\b",
    re.IGNORECASE,
)
# Cosine from which two questions may be one in other words; those about one topic reach 0.6.
SAME_QUESTION_MIN = 0.7


@dataclass(frozen=True, slots=True)
class _PassageSignals:
    """What a passage's sentences have in common."""

    cosine: float
    heading_cosine: float
    attached: float
    match: float
    weakest: float
    coverage: float
    complete: float
    names_kept: float
    place_terms: frozenset[str]
    first_row: int


def signals_of(
    snapshot: Snapshot, question: str, asked: AskedReading
) -> Iterator[tuple[int, Signals]]:
    """The sentences of the passages that both retrievers together put first, by their rows."""
    cosines = _passages(snapshot, question, asked)
    rows = snapshot.sentence_rows(cosines)
    best = snapshot.token_vectors.best(asked, rows)
    matches, weakest = matched(best, asked.weights)
    similar = snapshot.sentence_vectors[rows] @ asked.whole
    words = _QuestionWords.of(snapshot, question)
    passages = _passage_signals(snapshot, asked, words, cosines, rows, best)
    is_list = bool(ASKS_FOR_LIST.search(question))
    for place, row in enumerate(rows.tolist()):
        sentence = snapshot.sentences[row]
        passage, own = passages[sentence.passage], terms(sentence.text)
        yield (
            row,
            Signals(
                match=float(matches[place]),
                weakest=float(weakest[place]),
                sentence_cosine=float(similar[place]),
                passage_cosine=passage.cosine,
                heading_cosine=passage.heading_cosine,
                attached=passage.attached,
                coverage=words.coverage(passage.place_terms | own),
                own_coverage=words.coverage(own),
                lead=1 / (1 + row - passage.first_row),
                form=float(is_list and BULLET in sentence.text),
                passage_match=passage.match,
                passage_weakest=passage.weakest,
                passage_coverage=passage.coverage,
                passage_complete=passage.complete,
                names_kept=passage.names_kept,
            ),
        )


@dataclass(frozen=True, slots=True)
class _QuestionWords:
    """How rare each of a question's terms is, all together, and one at most; and its names."""

    rarity: Mapping[str, float]
    whole: float
    rarity_max: float
    names: tuple[str, ...]

    @classmethod
    def of(cls, snapshot: Snapshot, question: str) -> "_QuestionWords":
        index = snapshot.passage_keywords
        rarity = {term: index.rarity(term) for term in terms(question) - ASKING_TERMS}
        return cls(rarity, sum(rarity.values()), index.rarity_max, names_of(question))

    def coverage(self, known: frozenset[str]) -> float:
        """The part of the terms that is known, weighted by rarity; 0 without any."""
        named = sum(weight for term, weight in self.rarity.items() if term in known)
        return named / self.whole if self.whole else 0.0

    def completeness(self, known: frozenset[str]) -> float:
        """1 where every term is known, else less, by how rare the rarest unknown one is."""
        unknown = [weight for term, weight in self.rarity.items() if term not in known]
        return 1 - max(unknown, default=0.0) / self.rarity_max if self.rarity_max else 1.0

    def names_kept(self, text: str) -> float:
        """The part of the names and figures that a text has; 1 without any."""
        folded = text.lower()
        kept = sum(name.lower() in folded for name in self.names)
        return kept / len(self.names) if self.names else 1.0


def _passage_signals(
    snapshot: Snapshot,
    asked: AskedReading,
    words: _QuestionWords,
    cosines: Mapping[int, float],
    rows: NDArray[np.int64],
    best: Vectors,
) -> dict[int, _PassageSignals]:
    if not len(rows):
        return {}
    attached = _attached(snapshot, asked)
    passage_of = np.array([snapshot.sentences[row].passage for row in rows.tolist()])
    starts = np.flatnonzero(np.diff(passage_of, prepend=-1))
    matches, weakest = matched(np.maximum.reduceat(best, starts, axis=0), asked.weights)
    found = {}
    for place, start in enumerate(starts.tolist()):
        number = int(passage_of[start])
        passage = snapshot.passages[number]
        title = snapshot.articles[passage.article_id].title
        above = " ".join((title, *passage.heading_path))
        place_terms = terms(above)
        known = place_terms | terms(passage.text)
        found[number] = _PassageSignals(
            cosine=cosines[number],
            heading_cosine=float(snapshot.heading_vectors[number] @ asked.whole),
            attached=attached.get(number, 0.0),
            match=float(matches[place]),
            weakest=float(weakest[place]),
            coverage=words.coverage(known),
            complete=words.completeness(known),
            names_kept=words.names_kept(f"{above} {passage.text}"),
            place_terms=place_terms,
            first_row=int(rows[start]),
        )
    return found


def _passages(snapshot: Snapshot, question: str, asked: AskedReading) -> dict[int, float]:
    """Rows of the passages that both retrievers together put first, each with its cosine."""
    vectors, keywords = snapshot.passage_vectors, snapshot.passage_keywords
    rows, _ = hybrid_search(vectors, keywords, question, asked.whole, PASSAGES_KEPT)
    cosines = vectors.rows(rows) @ asked.whole
    return dict(zip(rows.tolist(), cosines.tolist(), strict=True))


def _attached(snapshot: Snapshot, asked: AskedReading) -> dict[int, float]:
    """How near the question is to those attached to passages, by their rows: 0..1."""
    nearness: dict[int, float] = {}
    cosines = (snapshot.question_vectors @ asked.whole).tolist()
    for row, cosine in zip(snapshot.question_passages, cosines, strict=True):
        near = max(0.0, (cosine - SAME_QUESTION_MIN) / (1 - SAME_QUESTION_MIN))
        nearness[row] = max(nearness.get(row, 0.0), near)
    return nearness
