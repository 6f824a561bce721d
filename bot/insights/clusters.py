"""Questions that ask for the same, put together by meaning; the same ones, the same way."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from bot.insights.counting import most_first
from retrieval.embedding import Vectors

# Cosine to the middle of a cluster from which on a question joins it. With the default model, of 38
# questions in 12 groups none joined another group's at it, and two pairs of three stood together;
# at 0.45 the questions of one article begin to run together (looked at once).
COSINE_MIN = 0.55
# What is clustered at once: vectors of more would be slow, and nobody reads on.
QUESTIONS_MAX = 2000
ID_LENGTH = 6


@dataclass(frozen=True, slots=True)
class Cluster:
    """Questions with how often each was asked, the most typical first."""

    questions: tuple[tuple[str, int], ...]

    @property
    def question(self) -> str:
        """The one that stands for all."""
        return self.questions[0][0]

    @property
    def count(self) -> int:
        """How often any of them was asked."""
        return sum(count for _, count in self.questions)

    @property
    def id(self) -> str:
        """A short name, the same while the same question stands for it."""
        return sha256(self.question.casefold().encode()).hexdigest()[:ID_LENGTH]


def clusters_of(
    counts: Mapping[str, int], encode: Callable[[Sequence[str]], Vectors]
) -> tuple[Cluster, ...]:
    """The questions in clusters, the most asked first."""
    ordered = most_first(counts)[:QUESTIONS_MAX]
    if not ordered:
        return ()
    vectors = encode([question for question, _ in ordered])
    weights = np.array([count for _, count in ordered], dtype=np.float32)
    middles = _middles(vectors, weights)
    # Once more, now that every middle is known: the first ones were chosen by few questions.
    nearest = (vectors @ middles.T).argmax(axis=1)
    found = (
        _cluster(np.flatnonzero(nearest == place), ordered, vectors, middles[place])
        for place in range(len(middles))
        if (nearest == place).any()
    )
    return tuple(sorted(found, key=lambda cluster: (-cluster.count, cluster.question)))


def _middles(vectors: Vectors, weights: Vectors) -> Vectors:
    """Unit vectors in the middle of clusters, begun by the most asked questions."""
    sums = np.zeros_like(vectors)
    middles = np.zeros_like(vectors)
    begun = 0
    for vector, weight in zip(vectors, weights, strict=True):
        cosines = middles[:begun] @ vector
        place = int(cosines.argmax()) if begun else 0
        if not begun or cosines[place] < COSINE_MIN:
            place, begun = begun, begun + 1
        sums[place] += weight * vector
        middles[place] = sums[place] / np.linalg.norm(sums[place])
    return middles[:begun]


def _cluster(
    rows: np.ndarray, ordered: Sequence[tuple[str, int]], vectors: Vectors, middle: Vectors
) -> Cluster:
    cosines = vectors[rows] @ middle
    # By hundredths: the last bits of a sum are another machine's own.
    order = sorted(range(len(rows)), key=lambda i: (-round(float(cosines[i]), 2), rows[i]))
    return Cluster(tuple(ordered[rows[i]] for i in order))
