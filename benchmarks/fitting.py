"""Logistic regression by Newton's method, for a handful of signals."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
ITERATIONS = 50
# Keeps weights finite where the classes can be told apart without a mistake.
RIDGE = 1e-2


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
        if np.abs(step).max() < 1e-8:
            break
    return weights


def area_under_curve(positive: Array, negative: Array) -> float:
    """The chance that a positive scores above a negative; ties count half."""
    greater = (positive[:, None] > negative[None, :]).mean()
    equal = (positive[:, None] == negative[None, :]).mean()
    return float(greater + equal / 2)
