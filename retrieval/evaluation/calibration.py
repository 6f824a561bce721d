"""Whether a confidence of 0.7 is right seven times in ten."""

from dataclasses import dataclass

import numpy as np

from retrieval.evaluation.intervals import Array, Estimate, share
from retrieval.evaluation.metrics import mean, ratio

# As many questions in each; more are finer and noisier.
BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions of like confidence: the mean of it, and the share that was right."""

    confidence: float
    right: Estimate


def brier(confidence: Array, right: Array, weights: Array) -> Array:
    """The mean squared distance of confidence from what happened; 0 is perfect.

    Source: G. Brier, "Verification of forecasts expressed in terms of probability", Monthly Weather
    Review 78 (1950).
    """
    return mean((confidence - right) ** 2, weights)


def calibration_error(confidence: Array, right: Array, weights: Array) -> Array:
    """The expected calibration error: the mean gap between confidence and what was right.

    The questions are in the order of confidence, in bins of equal mass. Sources: M. Naeini,
    G. Cooper and M. Hauskrecht, "Obtaining well calibrated probabilities using Bayesian binning",
    AAAI (2015); K. Nguyen and B. O'Connor, "Posterior calibration and exploratory analysis for
    natural language processing models", EMNLP (2015), for the equal mass.
    """
    bins = _bins(weights)
    gaps = weights * (confidence - right)
    total = sum(np.abs((gaps * (bins == number)).sum(axis=-1)) for number in range(BINS))
    return ratio(np.asarray(total), weights.sum(axis=-1))


def reliability(confidence: Array, right: Array) -> tuple[Bin, ...]:
    """The bins of the calibration error, for questions in the order of confidence."""
    bins = _bins(np.ones_like(confidence))
    members = [bins == number for number in range(BINS)]
    return tuple(
        Bin(float(confidence[inside].mean()), share(int(right[inside].sum()), int(inside.sum())))
        for inside in members
        if inside.any()
    )


def _bins(weights: Array) -> Array:
    """The bin of each question: where the middle of its weight lies in the whole."""
    middles = weights.cumsum(axis=-1) - weights / 2
    return np.asarray(np.floor(BINS * ratio(middles, weights.sum(axis=-1)[..., None])))
