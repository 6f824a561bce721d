"""Fits of a handful of signals, on made-up ones whose truth is known."""

import numpy as np
import pytest

from benchmarks.fitting import Array, fit_choice, fit_logistic

CHANCE = np.random.default_rng(3)


def probabilities(signals: Array, weights: Array) -> Array:
    p: Array = 1 / (1 + np.exp(-signals @ weights[:-1] - weights[-1]))
    return p


def test_what_makes_an_answer_likely_is_found_and_what_does_not_counts_little() -> None:
    signals = CHANCE.normal(size=(4000, 2))
    labels = (CHANCE.random(4000) < 1 / (1 + np.exp(1 - 2 * signals[:, 0]))).astype(float)
    assert fit_logistic(signals, labels) == pytest.approx([2, 0, -1], abs=0.25)


def test_the_unit_of_a_signal_changes_no_probability() -> None:
    signals = CHANCE.normal(size=(60, 2)) + 5
    labels = (signals[:, 0] > 5).astype(float)
    other = signals * [1000, 0.01]
    expected = probabilities(signals, fit_logistic(signals, labels))
    assert probabilities(other, fit_logistic(other, labels)) == pytest.approx(expected, abs=1e-6)


def test_a_signal_that_never_changes_counts_nothing() -> None:
    signals = np.column_stack([CHANCE.normal(size=50), np.ones(50)])
    labels = (signals[:, 0] > 0).astype(float)
    assert fit_logistic(signals, labels)[1] == pytest.approx(0, abs=1e-6)


def test_weights_stay_sensible_where_full_steps_would_run_away() -> None:
    signals = np.zeros((100, 1))
    signals[7] = 10
    groups = [(signals, np.arange(100) == (7 if number < 60 else 8)) for number in range(100)]
    weights = fit_choice(groups)
    score = np.exp(10 * weights[0])
    assert score / (score + 99) == pytest.approx(0.6, abs=0.01)
