"""Search by meaning and by words at once."""

import numpy as np

from retrieval.embedding import Vectors
from retrieval.fusion import Fusion
from retrieval.keyword import KeywordIndex
from retrieval.rowset import Rows, RowSet
from retrieval.vectors import VectorIndex

# Rows that either index contributes: each is scored by both.
CANDIDATES_EACH = 200
# Cosines of fewer than two distinct rows do not vary at all.
DEVIATION_MIN = 1e-3
FUSION = Fusion()


def hybrid_search(
    vectors: VectorIndex,
    keywords: KeywordIndex,
    text: str,
    query: Vectors,
    limit: int,
    allowed: RowSet | None = None,
    fusion: Fusion = FUSION,
) -> tuple[Rows, Vectors]:
    """Rows and fused scores of the best, the best first; equal scores in the order of the rows.

    Row i of both indexes is the same item; `query` is the text's vector, of shape [dimensions].
    Words that no text uses are mended before they are looked up. At most `2 * CANDIDATES_EACH`
    rows are found. Scores compare within one query only.
    """
    text = keywords.mended(text)
    near, _ = vectors.search(query, CANDIDATES_EACH, allowed)
    named, _ = keywords.search(text, CANDIDATES_EACH, allowed)
    rows = np.union1d(near, named)
    if not len(rows):
        return rows, np.empty(0, dtype=np.float32)
    found = vectors.rows(rows)
    keyword, rarity = keywords.scores_of(text, rows), keywords.total_rarity(text)
    scores = fusion.scores(_deviations(query, found, vectors.background), keyword, rarity)
    moved = fusion.moved(query, found, scores)
    scores = fusion.scores(_deviations(moved, found, vectors.background), keyword, rarity)
    order = np.argsort(-scores, kind="stable")[:limit]
    return rows[order], scores[order]


def _deviations(query: Vectors, found: Vectors, background: Vectors) -> Vectors:
    """By how many standard deviations the rows' cosines are above those of all rows."""
    usual = background @ query
    deviation = max(float(usual.std()), DEVIATION_MIN)
    above: Vectors = (found @ query - usual.mean()) / deviation
    return above
