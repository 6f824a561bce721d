"""How good rankings are, and how sure that is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from retrieval.evaluation.metrics import reciprocal_rank

Array = NDArray[np.float64]
DEPTH = 10
RESAMPLES = 2000


@dataclass(frozen=True, slots=True)
class Figures:
    """One number for each query, in 0..1; nDCG and recall of the first DEPTH."""

    ndcg: Array
    recall: Array
    reciprocal_rank: Array


def figures(rankings: Sequence[Sequence[int]], relevant: Sequence[Mapping[int, float]]) -> Figures:
    """Figures of rankings; `relevant` has the grade of each row that a query ought to find."""
    pairs = list(zip(rankings, relevant, strict=True))
    return Figures(
        np.array([_ndcg(ranking, grades) for ranking, grades in pairs]),
        np.array(
            [len(grades.keys() & set(ranking[:DEPTH])) / len(grades) for ranking, grades in pairs]
        ),
        np.array(
            [reciprocal_rank([row in grades for row in ranking]) for ranking, grades in pairs]
        ),
    )


def bootstrap_interval(
    differences: Array, seed: int = 0, resamples: int = RESAMPLES
) -> tuple[float, float]:
    """The 95% interval of a mean, queries drawn with replacement."""
    drawn = np.random.default_rng(seed).integers(
        len(differences), size=(resamples, len(differences))
    )
    low, high = np.percentile(differences[drawn].mean(axis=1), (2.5, 97.5))
    return float(low), float(high)


def _ndcg(ranking: Sequence[int], grades: Mapping[int, float]) -> float:
    gained = _discounted([grades.get(row, 0.0) for row in ranking[:DEPTH]])
    return gained / _discounted(sorted(grades.values(), reverse=True)[:DEPTH])


def _discounted(gains: Sequence[float]) -> float:
    # Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques", 2002.
    return float(sum(gain / np.log2(rank + 1) for rank, gain in enumerate(gains, start=1)))
