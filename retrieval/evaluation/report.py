"""All that a run of gold questions shows, as one value."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.evaluation.calibration import Bin, reliability
from retrieval.evaluation.figures import (
    Figures,
    by_confidence,
    column,
    figures_of,
    is_false,
    is_false_or_wrong,
)
from retrieval.evaluation.outcomes import Outcome
from retrieval.evaluation.refusal import Ranked

# What questions are grouped by, and the field of `Outcome` that says it.
CATEGORIES = {
    "kind": "kind",
    "asks": "asks",
    "register": "register",
    "article": "topic",
    "split": "split",
}


@dataclass(frozen=True, slots=True)
class Point:
    """One threshold: what is answered, and the two risks that the answers carry."""

    threshold: float
    coverage: float
    risk_false: float
    risk_false_or_wrong: float


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of a version: overall, by category and value, and the curves behind them.

    `threshold` is the served one. `replies` counts the kinds of reply that whole turns gave to each
    kind of question. `stale` are gold answers that the version does not hold.
    """

    version: str
    threshold: float
    overall: Figures
    by: dict[str, dict[str, Figures]]
    curve: tuple[Point, ...]
    bins: tuple[Bin, ...]
    replies: dict[str, dict[str, int]]
    stale: tuple[str, ...]


def report_of(
    outcomes: Sequence[Outcome], version: str, threshold: float, stale: tuple[str, ...] = ()
) -> Report:
    """Measure a whole run."""
    ranked = by_confidence(outcomes)
    confidence = column(ranked, lambda one: one.confidence)
    correct = column(ranked, lambda one: one.correct)
    return Report(
        version=version,
        threshold=threshold,
        overall=figures_of(outcomes),
        by={name: _by(outcomes, field) for name, field in CATEGORIES.items()},
        curve=_curve(ranked),
        bins=reliability(confidence, correct),
        replies=_replies(outcomes),
        stale=stale,
    )


def _by(outcomes: Sequence[Outcome], field: str) -> dict[str, Figures]:
    """The figures of each value that a field has; questions that do not say it are left out."""
    values = sorted({str(getattr(outcome, field)) for outcome in outcomes} - {""})
    return {
        value: figures_of(one for one in outcomes if getattr(one, field) == value)
        for value in values
    }


def _replies(outcomes: Sequence[Outcome]) -> dict[str, dict[str, int]]:
    kinds = sorted({str(outcome.kind) for outcome in outcomes if outcome.reply})
    return {
        kind: dict(Counter(one.reply for one in outcomes if one.kind == kind).most_common())
        for kind in kinds
    }


def _curve(ranked: Sequence[Outcome]) -> tuple[Point, ...]:
    confidence = column(ranked, lambda one: one.confidence)
    order, weights = Ranked(confidence), np.ones(len(ranked))
    coverage = order.sums(weights) / max(len(ranked), 1)
    risks = [order.risk(column(ranked, f), weights) for f in (is_false, is_false_or_wrong)]
    points = zip(confidence, coverage, *risks, strict=True)
    # Equally sure questions make one point.
    return tuple(Point(*map(float, values)) for values in dict.fromkeys(points))
