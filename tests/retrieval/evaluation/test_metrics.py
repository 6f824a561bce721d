"""The formulas, on cases that can be worked out by hand or counted out in full."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.evaluation.calibration import brier, calibration_error, reliability
from retrieval.evaluation.intervals import Array, bootstrap, share
from retrieval.evaluation.metrics import mean, ndcg_at, recall_at, reciprocal_rank
from retrieval.evaluation.refusal import Ranked

# Confidence in eighths, so that ties are common; the other two are whether the question is
# answerable and how often it is drawn.
QUESTIONS = st.lists(
    st.tuples(st.integers(0, 8).map(lambda n: n / 8), st.booleans(), st.integers(0, 3)),
    min_size=1,
    max_size=12,
).map(lambda rows: sorted(rows, key=lambda row: -row[0]))


def columns(rows: list[tuple[float, bool, int]]) -> tuple[Array, Array, Array]:
    confidence, answerable, weights = np.array(rows, dtype=np.float64).T
    return confidence, answerable, weights[None, :]


def drawn(rows: list[tuple[float, bool, int]]) -> list[tuple[float, bool]]:
    """The same questions, each as often as it is drawn."""
    return [(confidence, flag) for confidence, flag, times in rows for _ in range(times)]


@pytest.mark.parametrize(
    ("hits", "wanted", "recall", "reciprocal", "ndcg"),
    [
        ((True, False, False), 1, 1.0, 1.0, 1.0),
        ((False, True, False), 1, 1.0, 0.5, 1 / math.log2(3)),
        ((False, True, True), 2, 1.0, 0.5, (1 / math.log2(3) + 0.5) / (1 + 1 / math.log2(3))),
        ((True, False), 2, 0.5, 1.0, 1 / (1 + 1 / math.log2(3))),
        ((True, True), 1, 1.0, 1.0, 1.0),
        ((False, False, False, True), 1, 0.0, 0.25, 0.0),
        ((), 1, 0.0, 0.0, 0.0),
    ],
)
def test_rankings_worked_out_by_hand(
    hits: tuple[bool, ...], wanted: int, recall: float, reciprocal: float, ndcg: float
) -> None:
    assert recall_at(3, hits, wanted) == recall
    assert reciprocal_rank(hits) == reciprocal
    assert ndcg_at(3, hits, wanted) == pytest.approx(ndcg)


def test_a_refusal_curve_worked_out_by_hand() -> None:
    order, ones = Ranked(np.array([0.9, 0.8, 0.8, 0.1])), np.ones((1, 4))
    wrong = np.array([0.0, 1.0, 0.0, 1.0])
    assert order.risk(wrong, ones)[0] == pytest.approx([0, 1 / 3, 1 / 3, 1 / 2])
    assert order.aurc(wrong, ones)[0] == pytest.approx((0 + 1 / 3 + 1 / 3 + 1 / 2) / 4)
    assert order.auroc(1 - wrong, ones)[0] == pytest.approx((2 + 1.5) / 4)
    assert order.coverage_at_risk(0.4, wrong, ones)[0] == 0.75
    assert order.coverage_at_risk(0.5, wrong, ones)[0] == 1.0
    assert order.coverage_at_risk(0.3, wrong, ones)[0] == 0.25
    assert order.share_at_false(0.49, 1 - wrong, 1 - wrong, ones)[0] == 0.5
    assert order.share_at_false(0.5, 1 - wrong, 1 - wrong, ones)[0] == 1.0


@given(QUESTIONS)
@settings(max_examples=300)
def test_the_area_under_the_curve_is_the_mean_risk_counted_out(
    rows: list[tuple[float, bool, int]],
) -> None:
    confidence, answerable, weights = columns(rows)
    counted = drawn(rows)
    risks = [np.mean([not flag for other, flag in counted if other >= one]) for one, _ in counted]
    expected = float(np.mean(risks)) if risks else math.nan
    found = Ranked(confidence).aurc(1 - answerable, weights)[0]
    assert found == pytest.approx(expected, nan_ok=True)


@given(QUESTIONS)
@settings(max_examples=300)
def test_the_chance_of_being_surer_is_that_of_all_pairs(
    rows: list[tuple[float, bool, int]],
) -> None:
    confidence, answerable, weights = columns(rows)
    ours = [one for one, flag in drawn(rows) if flag]
    theirs = [one for one, flag in drawn(rows) if not flag]
    pairs = [(a > b) + (a == b) / 2 for a in ours for b in theirs]
    expected = float(np.mean(pairs)) if pairs else math.nan
    found = Ranked(confidence).auroc(answerable, weights)[0]
    assert found == pytest.approx(expected, nan_ok=True)


@given(QUESTIONS, st.sampled_from([0.0, 0.05, 0.3, 1.0]))
@settings(max_examples=300)
def test_what_is_answered_at_a_false_share_is_that_of_the_lowest_threshold_tried(
    rows: list[tuple[float, bool, int]], false_max: float
) -> None:
    confidence, answerable, weights = columns(rows)
    ours = [one for one, flag in drawn(rows) if flag]
    theirs = [one for one, flag in drawn(rows) if not flag]
    expected = math.nan
    if ours and theirs:
        allowed = [t for t in (*confidence, 2.0) if np.mean([b >= t for b in theirs]) <= false_max]
        expected = max(float(np.mean([a >= t for a in ours])) for t in allowed)
    found = Ranked(confidence).share_at_false(false_max, answerable, answerable, weights)[0]
    assert found == pytest.approx(expected, nan_ok=True)


def test_confidence_that_is_kept_has_no_calibration_error_and_a_boast_has_its_size() -> None:
    ones = np.ones((1, 100))
    right = np.tile([1.0, 0.0], 50)
    assert calibration_error(np.full(100, 0.5), right, ones)[0] == pytest.approx(0)
    assert calibration_error(np.full(100, 0.9), right, ones)[0] == pytest.approx(0.4)
    assert brier(np.full(100, 0.5), right, ones)[0] == pytest.approx(0.25)
    assert brier(right, right, ones)[0] == 0


def test_gaps_of_different_bins_do_not_cancel_each_other() -> None:
    confidence = np.repeat([0.9, 0.1], 50)
    right = np.repeat([0.0, 1.0], 50)
    assert calibration_error(confidence, right, np.ones((1, 100)))[0] == pytest.approx(0.9)


def test_bins_hold_as_many_questions_each() -> None:
    confidence = np.linspace(1, 0, 25)
    bins = reliability(confidence, np.ones(25))
    assert sorted({one.right.n for one in bins}) == [2, 3]
    assert sum(one.right.n for one in bins) == 25
    assert [one.confidence for one in bins] == sorted((b.confidence for b in bins), reverse=True)
    assert len(reliability(confidence[:3], np.ones(3))) == 3


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    # Brown, Cai and DasGupta's formula, worked out with z = 1.959964.
    [
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (5, 10, 0.2366, 0.7634),
        (1, 100, 0.0018, 0.0545),
    ],
)
def test_a_share_has_wilsons_interval(successes: int, n: int, low: float, high: float) -> None:
    found = share(successes, n)
    assert (found.value, found.n) == (successes / n, n)
    assert found.low == pytest.approx(low, abs=1e-4)
    assert found.high == pytest.approx(high, abs=1e-4)


def test_a_share_of_nothing_has_no_value() -> None:
    assert share(0, 0).value is None
    assert bootstrap(lambda weights: mean(np.empty(0), weights), 0).value is None
    assert bootstrap(lambda weights: np.full(len(weights), np.nan), 3).value is None


def test_a_bootstrapped_share_agrees_with_wilson_and_repeats_itself() -> None:
    values = np.repeat([1.0, 0.0], [60, 140])
    first, second = (bootstrap(lambda weights: mean(values, weights), 200) for _ in range(2))
    assert first == second
    known = share(60, 200)
    assert first.value == known.value
    for ours, theirs in ((first.low, known.low), (first.high, known.high)):
        assert ours == pytest.approx(theirs, abs=0.015)
