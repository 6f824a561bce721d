"""Fits of a handful of signals: which candidate is right, and whether the first one is."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
ITERATIONS = 50
CONVERGED = 1e-8
# Keeps weights finite where the classes can be told apart without a mistake.
RIDGE = 5.0


def fit_logistic(signals: Array, labels: Array) -> Array:
    """Weights of shape [k + 1], the bias last, for signals of shape [n, k] and labels 0 or 1.

    Signals are brought to one scale before, so that the ridge holds all of them back alike.
    """
    mean, deviation = signals.mean(axis=0), np.maximum(signals.std(axis=0), CONVERGED)
    x = np.column_stack([(signals - mean) / deviation, np.ones(len(signals))])
    weights = np.zeros(x.shape[1])
    for _ in range(ITERATIONS):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (p - labels) + RIDGE * weights
        hessian = (x * (p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(len(weights))
        step = np.linalg.solve(hessian, gradient)
        weights -= step
        if np.abs(step).max() < CONVERGED:
            break
    slopes = weights[:-1] / deviation
    return np.append(slopes, weights[-1] - slopes @ mean)


def fit_choice(groups: Sequence[tuple[Array, NDArray[np.bool_]]]) -> Array:
    """Weights of shape [k] that put a right candidate of each group first.

    A group has its candidates' signals, of shape [n, k], and which of them are right. The weights
    make what is right likely under a softmax over the group (conditional logit: McFadden, 1974).
    """
    weights = np.zeros(groups[0][0].shape[1])
    loss = _choice_loss(groups, weights)
    for _ in range(ITERATIONS):
        gradient, hessian = RIDGE * weights, RIDGE * np.eye(len(weights))
        for signals, right in groups:
            scores = signals @ weights
            p, q = _shares(scores), _shares(np.where(right, scores, -np.inf))
            mean = p @ signals
            gradient = gradient + mean - q @ signals
            hessian = hessian + (signals * p[:, None]).T @ signals - np.outer(mean, mean)
        step = np.linalg.solve(hessian, gradient)
        # A full step may overshoot where several candidates are right.
        while (after := _choice_loss(groups, weights - step)) > loss and np.abs(
            step
        ).max() > CONVERGED:
            step = step / 2
        weights, loss = weights - step, after
        if np.abs(step).max() < CONVERGED:
            break
    return weights


def _choice_loss(groups: Sequence[tuple[Array, NDArray[np.bool_]]], weights: Array) -> float:
    surprise = sum(
        np.logaddexp.reduce(scores) - np.logaddexp.reduce(scores[right])
        for scores, right in ((signals @ weights, right) for signals, right in groups)
    )
    return float(surprise + RIDGE * weights @ weights / 2)


def _shares(scores: Array) -> Array:
    p = np.exp(scores - scores.max())
    shares: Array = p / p.sum()
    return shares
