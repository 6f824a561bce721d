"""Fits of a handful of signals: which candidate is right, and whether the first one is."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
ITERATIONS = 50
CONVERGED = 1e-8
# Keeps weights finite where the classes can be told apart without a mistake.
RIDGE = 1.0


def fit_logistic(signals: Array, labels: Array) -> Array:
    """Weights of shape [k + 1], the bias last, for signals of shape [n, k] and labels 0 or 1."""
    x = np.column_stack([signals, np.ones(len(signals))])
    weights = np.zeros(x.shape[1])
    for _ in range(ITERATIONS):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (p - labels) + RIDGE * weights
        hessian = (x * (p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(len(weights))
        step = np.linalg.solve(hessian, gradient)
        weights -= step
        if np.abs(step).max() < CONVERGED:
            break
    return weights


def fit_choice(groups: Sequence[tuple[Array, NDArray[np.bool_]]]) -> Array:
    """Weights of shape [k] that put a right candidate of each group first.

    A group has its candidates' signals, of shape [n, k], and which of them are right. The weights
    make what is right likely under a softmax over the group (conditional logit: McFadden, 1974).
    """
    weights = np.zeros(groups[0][0].shape[1])
    for _ in range(ITERATIONS):
        gradient, hessian = RIDGE * weights, RIDGE * np.eye(len(weights))
        for signals, right in groups:
            scores = signals @ weights
            p = np.exp(scores - scores.max())
            q = np.where(right, p, 0.0)
            p, q = p / p.sum(), q / q.sum()
            mean = p @ signals
            gradient = gradient + mean - q @ signals
            hessian = hessian + (signals * p[:, None]).T @ signals - np.outer(mean, mean)
        step = np.linalg.solve(hessian, gradient)
        weights = weights - step
        if np.abs(step).max() < CONVERGED:
            break
    return weights
