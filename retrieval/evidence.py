"""From a question to the sentences that may answer it, word for word, with how sure that is."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.fusion import reciprocal_rank_fusion
from retrieval.keyword import terms
from retrieval.models import Evidence
from retrieval.snapshot import Snapshot

# Passages taken from each retriever, and left after fusion: enough that the right one is hardly
# ever missed, few enough that scoring their sentences costs nothing beside encoding the question.
PASSAGES_EACH = 30
PASSAGES_KEPT = 12
ANSWER_THRESHOLD = 0.5


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic regression's weights over the signals, fitted by benchmarks/answerability.py."""

    sentence_cosine: float
    passage_cosine: float
    coverage: float
    bias: float


WEIGHTS = Weights(sentence_cosine=9.0, passage_cosine=3.0, coverage=2.5, bias=-7.5)


def find_evidence(
    snapshot: Snapshot, question: str, vector: NDArray[np.float32], limit: int
) -> tuple[Evidence, ...]:
    """The surest piece of each article, surest first, at most `limit` of them."""
    asked = terms(question)
    passages = _passages(snapshot, question, vector)
    if not passages:
        return ()
    best: dict[str, Evidence] = {}
    for row in snapshot.sentence_rows(passages):
        piece = _judge(snapshot, int(row), passages, asked, vector)
        known = best.get(piece.article_id)
        if known is None or piece.confidence > known.confidence:
            best[piece.article_id] = piece
    return tuple(sorted(best.values(), key=lambda p: (-p.confidence, p.article_id))[:limit])


def _passages(snapshot: Snapshot, question: str, vector: NDArray[np.float32]) -> dict[int, float]:
    """Rows of the passages that both retrievers together put first, each with its cosine."""
    dense, cosines = snapshot.passage_vectors.search(vector, PASSAGES_EACH)
    keyword, _ = snapshot.passage_keywords.search(question, PASSAGES_EACH)
    fused = reciprocal_rank_fusion([dense.tolist(), keyword.tolist()])[:PASSAGES_KEPT]
    known = dict(zip(dense.tolist(), cosines.tolist(), strict=True))
    floor = min(known.values(), default=0.0)
    return {row: known.get(row, floor) for row, _ in fused}


def _judge(
    snapshot: Snapshot,
    row: int,
    passages: dict[int, float],
    asked: frozenset[str],
    vector: NDArray[np.float32],
) -> Evidence:
    sentence = snapshot.sentences[row]
    passage = snapshot.passages[sentence.passage]
    article = snapshot.articles[sentence.article_id]
    context = terms(" ".join((article.title, *passage.heading_path, sentence.text)))
    confidence = _confidence(
        sentence_cosine=float(snapshot.sentence_vectors[row] @ vector),
        passage_cosine=passages[sentence.passage],
        coverage=len(asked & context) / len(asked) if asked else 0.0,
    )
    return Evidence(
        article_id=article.id,
        title=article.title,
        url=article.url,
        updated_on=article.updated_on,
        heading_path=passage.heading_path,
        quote=sentence.text,
        confidence=confidence,
    )


def _confidence(*, sentence_cosine: float, passage_cosine: float, coverage: float) -> float:
    """The probability, in 0..1, that the sentence answers the question."""
    w = WEIGHTS
    logit = (
        w.sentence_cosine * sentence_cosine
        + w.passage_cosine * passage_cosine
        + w.coverage * coverage
        + w.bias
    )
    return 1.0 / (1.0 + math.exp(-logit))
