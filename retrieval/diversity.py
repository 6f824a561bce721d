"""An order in which the first few are not all alike."""

import numpy as np

from retrieval.embedding import Vectors
from retrieval.rowset import Rows

# Rows whose places may change: those of the first pages that people look at.
WINDOW = 20
# What being the same as one above takes off a row's score, as a part of the best score: enough to
# part twins, too little to bring up what fits badly.
SAMENESS_WEIGHT = 0.2


def diversified(scores: Vectors, vectors: Vectors, weight: float = SAMENESS_WEIGHT) -> Rows:
    """Places of rows in another order: the best first, then ever the one that adds most.

    `scores` falls; `vectors` has shape [n, dimensions]. A row's worth is its score less `weight`
    of the best score for its greatest cosine to a row already placed (maximal marginal relevance,
    Carbonell and Goldstein, 1998).
    """
    order: list[int] = []
    cosines, nearest = vectors @ vectors.T, np.zeros(len(scores), dtype=np.float32)
    worth = scores.astype(np.float32)
    for _ in range(len(scores)):
        order.append(int((worth - weight * scores[0] * nearest).argmax()))
        worth[order[-1]] = -np.inf
        nearest = np.maximum(nearest, cosines[order[-1]])
    return np.array(order, dtype=np.int64)
