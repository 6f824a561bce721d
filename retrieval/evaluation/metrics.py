"""How well right pieces are ranked, for one question, and means over many."""

import math
from collections.abc import Sequence

import numpy as np

from retrieval.evaluation.intervals import Array


def recall_at(k: int, hits: Sequence[bool], wanted: int) -> float:
    """The part of what is wanted that is among the first k."""
    return min(sum(hits[:k]) / wanted, 1.0)


def reciprocal_rank(hits: Sequence[bool]) -> float:
    """1 for a right first piece, 1/2 for a second; 0 without any.

    Source: E. Voorhees, "The TREC-8 question answering track report", TREC (1999).
    """
    return 1 / (1 + hits.index(True)) if True in hits else 0.0


def ndcg_at(k: int, hits: Sequence[bool], wanted: int) -> float:
    """The gain of the first k beside that of a perfect ranking; a hit gains 1 / log2(rank + 1).

    Source: K. Järvelin and J. Kekäläinen, "Cumulated gain-based evaluation of IR techniques", ACM
    TOIS 20 (2002).
    """
    discounts = [1 / math.log2(rank + 1) for rank in range(1, k + 1)]
    gained = sum(d for d, hit in zip(discounts, hits, strict=False) if hit)
    return gained / sum(discounts[: max(wanted, sum(hits[:k]))])


def mean(values: Array, weights: Array) -> Array:
    """The mean of n values for each row of weights of shape [..., n]."""
    return ratio(weights @ values, weights.sum(axis=-1))


def ratio(part: Array, whole: Array) -> Array:
    """Quotients; nan where there is nothing to divide by."""
    undefined = np.full(part.shape, np.nan)
    return np.asarray(np.divide(part, whole, out=undefined, where=whole > 0))
