"""How far a figure can be trusted: intervals that hold the true value in 95 samples of 100."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
# Takes weights of shape [..., n], one for each question, and gives a figure for each row of them.
Statistic = Callable[[Array], Array]

COVERAGE = 0.95
# Ends of the interval are steady to about a tenth of its width.
RESAMPLES = 1_000
SEED = 20_261_124


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure over `n` questions with its interval; None where it has no meaning."""

    value: float | None
    low: float | None
    high: float | None
    n: int


UNDEFINED = Estimate(None, None, None, 0)


def share(successes: int, n: int) -> Estimate:
    """A share with Wilson's score interval, which is also right for few cases and none.

    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
    JASA 22 (1927); recommended by Brown, Cai and DasGupta, Statistical Science 16 (2001).
    """
    if n == 0:
        return UNDEFINED
    z = NormalDist().inv_cdf((1 + COVERAGE) / 2)
    p = successes / n
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return Estimate(p, min(p, max(0.0, centre - half)), max(p, min(1.0, centre + half)), n)


def bootstrap(statistic: Statistic, n: int) -> Estimate:
    """A statistic of n questions with its percentile interval, questions drawn with replacement.

    The same questions always give the same interval. Source: B. Efron, "Bootstrap methods: another
    look at the jackknife", Annals of Statistics 7 (1979).
    """
    if n == 0:
        return UNDEFINED
    value = float(statistic(np.ones((1, n)))[0])
    if math.isnan(value):
        return UNDEFINED
    figures = statistic(_resamples(n))
    # A sample without a single answerable question, say, has no figure.
    tail = 100 * (1 - COVERAGE) / 2
    low, high = np.nanpercentile(figures, (tail, 100 - tail))
    return Estimate(value, float(low), float(high), n)


def _resamples(n: int) -> Array:
    """How often each question is drawn: shape [RESAMPLES, n]."""
    drawn = np.random.default_rng(SEED).multinomial(n, np.full(n, 1 / n), size=RESAMPLES)
    return drawn.astype(np.float64)
