"""One score of meaning and of words."""

from dataclasses import dataclass

import numpy as np

from retrieval.embedding import Vectors

# A query's nearest row stands out by four to six deviations; where the nearest were all filtered
# away, what is left still ranks the nearer first.
PEAK_MIN = 1.0
# Rows that feedback looks at, and how many units of score divide their shares by e.
FEEDBACK_ROWS = 10
FEEDBACK_TEMPERATURE = 3.0


@dataclass(frozen=True, slots=True)
class Fusion:
    """One score of meaning and words, weighed by what the query gets from either.

    `keyword_weight` is what keyword evidence counts beside meaning, `feedback_share` how far a
    query moves towards what it finds, 0 or more. Neither is fitted finely: docs/retrieval.md
    has what `python -m benchmarks.collections --leave-out` says of others.
    """

    keyword_weight: float = 3.5
    feedback_share: float = 0.4

    def scores(self, deviations: Vectors, keyword: Vectors, rarity: float) -> Vectors:
        """Scores of n rows: `peak * deviations + keyword_weight * coverage * keyword`.

        `deviations` says by how many standard deviations each row's cosine is above the mean of
        all rows; `keyword` is its BM25 score, of a query whose words have `rarity` in sum. Both
        terms are evidence in logarithms of odds. If what is sought lies around the nearest row,
        at `peak`, and all else around 0, then exp(peak * deviation) is a row's likelihood ratio
        but for a constant. BM25 adds up log odds word by word (Robertson and Zaragoza, "The
        Probabilistic Relevance Framework: BM25 and Beyond", 2009); `coverage`, the part of the
        rarity that the best row has, discounts it where no text has the query's words.
        """
        peak = float(deviations.max(initial=PEAK_MIN))
        coverage = float(keyword.max(initial=0.0)) / rarity if rarity > 0 else 0.0
        scores: Vectors = peak * deviations + self.keyword_weight * coverage * keyword
        return scores

    def moved(self, query: Vectors, vectors: Vectors, scores: Vectors) -> Vectors:
        """The query's unit vector, moved towards the rows that score best (Rocchio, 1971).

        `vectors` has shape [n, dimensions], n at least 1. A row's share falls exponentially with
        its score, so that a clear winner is followed, and among many as good their middle.
        """
        best = np.argsort(-scores, kind="stable")[:FEEDBACK_ROWS]
        shares = np.exp((scores[best] - scores[best[0]]) / FEEDBACK_TEMPERATURE)
        moved = query + self.feedback_share * (shares @ vectors[best]) / shares.sum()
        unit: Vectors = moved / np.linalg.norm(moved)
        return unit
