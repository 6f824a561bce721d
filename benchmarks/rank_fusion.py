"""Fusion by ranks alone: what ours is compared with."""

from collections.abc import Sequence

# Cormack, Clarke and Buettcher, "Reciprocal rank fusion outperforms Condorcet and individual rank
# learning methods", SIGIR 2009: 60 was near-optimal on their collections and is hardly sensitive.
RANK_CONSTANT = 60


def reciprocal_rank_fusion(
    rankings: Sequence[Sequence[int]], k: int = RANK_CONSTANT
) -> list[tuple[int, float]]:
    """Rows with their fused score, the best first; equal scores in the order of the rows.

    A row scores the sum of 1 / (k + rank) over the rankings that hold it, ranks counted from 1.
    """
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, row in enumerate(ranking, start=1):
            scores[row] = scores.get(row, 0.0) + 1.0 / (k + rank)
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
