"""From what workers did to figures: quality, speed, memory, and ratios that are paired by round."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from statistics import fmean, median

import numpy as np

from benchmarks.measures import bootstrap_interval
from benchmarks.tables import percentile
from retrieval.evaluation.metrics import ndcg_at, recall_at

# Ranks that quality looks at, and results that are asked for.
DEPTH = 10
RESAMPLES = 5000


@dataclass(frozen=True)
class Round:
    """One ingestion and one serving, each in a process of its own. `found` is one list a query."""

    documents_per_second: float
    ingestion_peak_mib: float
    start_seconds: float
    serving_mib: float
    serving_peak_mib: float
    query_ms: tuple[float, ...]
    found: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Figure:
    """A figure of a round. A ratio above 1 says that ours is better, whichever way is up."""

    name: str
    of: Callable[[Round], float]
    is_more_better: bool
    digits: int

    def ratio(self, ours: Round, theirs: Round) -> float:
        """How many times better ours is."""
        mine, other = self.of(ours), self.of(theirs)
        return mine / other if self.is_more_better else other / mine


@dataclass(frozen=True)
class Interval:
    """A middle with how far it may be off, or was seen to vary."""

    middle: float
    low: float
    high: float


FIGURES = (
    Figure("ingestion docs/s", lambda r: r.documents_per_second, True, 0),
    Figure("ingestion peak MiB", lambda r: r.ingestion_peak_mib, False, 0),
    Figure("start to answer s", lambda r: r.start_seconds, False, 2),
    Figure("serving MiB", lambda r: r.serving_mib, False, 0),
    Figure("serving peak MiB", lambda r: r.serving_peak_mib, False, 0),
    Figure("query p50 ms", lambda r: median(r.query_ms), False, 2),
    Figure("query p95 ms", lambda r: percentile(r.query_ms, 95), False, 2),
)


def ndcg(found: Sequence[str], relevant: Collection[str]) -> float:
    """Normalised discounted cumulative gain at 10, relevant or not: 0..1."""
    return ndcg_at(DEPTH, [one in relevant for one in found], len(relevant))


def recall(found: Sequence[str], relevant: Collection[str]) -> float:
    """Of the relevant documents that 10 results could hold, the part that they do."""
    return recall_at(DEPTH, [one in relevant for one in found], min(DEPTH, len(relevant)))


def ratio(figure: Figure, ours: Sequence[Round], theirs: Sequence[Round]) -> Interval:
    """How many times better ours is: the median of the rounds' ratios, the least, the most."""
    ratios = [figure.ratio(mine, other) for mine, other in zip(ours, theirs, strict=True)]
    return Interval(median(ratios), min(ratios), max(ratios))


def difference(ours: Sequence[float], theirs: Sequence[float]) -> Interval:
    """Mean of ours minus theirs over the same queries, with its 95% bootstrap interval."""
    differences = np.array(ours) - np.array(theirs)
    low, high = bootstrap_interval(differences, seed=1, resamples=RESAMPLES)
    return Interval(fmean(differences.tolist()), low, high)
