"""The figures of a run, over all of its questions or some of them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from retrieval.evaluation.calibration import brier, calibration_error
from retrieval.evaluation.intervals import UNDEFINED, Array, Estimate, bootstrap, share
from retrieval.evaluation.metrics import mean, ndcg_at, recall_at, reciprocal_rank
from retrieval.evaluation.outcomes import PIECES_JUDGED, Outcome
from retrieval.evaluation.refusal import Ranked

# What false answers may cost, and what risk a reader may run, where a figure needs one.
FALSE_MAX = RISK_MAX = 0.05


@dataclass(frozen=True, slots=True)
class Ranking:
    """Where right pieces stand, over the answerable questions."""

    recall_at_1: Estimate
    recall_at_3: Estimate
    recall_at_5: Estimate
    recall_at_10: Estimate
    mrr: Estimate
    ndcg_at_10: Estimate


@dataclass(frozen=True, slots=True)
class Quotes:
    """Whether the quotation that is surest, or one of the first three, gives a gold answer.

    Over the answerable questions, shown or not. `verbatim`: whether every piece that was found
    stands in its article word for word, over all questions.
    """

    right_first: Estimate
    right_in_three: Estimate
    verbatim: Estimate


@dataclass(frozen=True, slots=True)
class OperatingPoint:
    """What visitors meet at the served threshold.

    `answered` is a part of all questions. `answered_right` and `answered_wrong` are parts of the
    answerable; the rest of them is refused. `false_answers` is the part of the questions without
    an answer that gets one. Two risks are parts of what was answered: `risk_false` counts false
    answers alone, `risk_false_or_wrong` also wrong sentences for answerable questions.
    """

    answered: Estimate
    answered_right: Estimate
    answered_wrong: Estimate
    false_answers: Estimate
    risk_false: Estimate
    risk_false_or_wrong: Estimate


@dataclass(frozen=True, slots=True)
class Refusal:
    """How well confidence tells what to answer, whatever the threshold.

    The two at 5% false answers are parts of the answerable: any answer, and a right one.
    `coverage_at_5_percent_risk` is a part of all questions; its risk counts false and wrong.
    """

    aurc_false: Estimate
    aurc_false_or_wrong: Estimate
    auroc: Estimate
    answered_at_5_percent_false: Estimate
    right_at_5_percent_false: Estimate
    coverage_at_5_percent_risk: Estimate


@dataclass(frozen=True, slots=True)
class Calibration:
    """Confidence beside whether the surest quotation gives a gold answer, over all questions."""

    calibration_error: Estimate
    brier: Estimate


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that is measured over some questions."""

    questions: int
    answerable: int
    quotes: Quotes
    served: OperatingPoint
    refusal: Refusal
    calibration: Calibration
    articles: Ranking
    sentences: Ranking


def figures_of(outcomes: Iterable[Outcome]) -> Figures:
    """Measure a run, or a part of it."""
    ranked = by_confidence(outcomes)
    answerable = [outcome for outcome in ranked if outcome.is_answerable]
    return Figures(
        questions=len(ranked),
        answerable=len(answerable),
        quotes=Quotes(
            right_first=_share(answerable, lambda one: one.correct),
            right_in_three=_share(answerable, lambda one: one.correct_in_three),
            verbatim=_share(ranked, lambda one: one.verbatim),
        ),
        served=_operating_point(ranked, answerable),
        refusal=_refusal(ranked),
        calibration=_calibration(ranked),
        articles=_ranking([(one.article_hits, one.wanted) for one in answerable]),
        sentences=_ranking([(one.quote_hits, one.wanted) for one in answerable]),
    )


def by_confidence(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """The surest first; equally sure ones in their order."""
    return sorted(outcomes, key=lambda outcome: -outcome.confidence)


def column(outcomes: Sequence[Outcome], value: Callable[[Outcome], float]) -> Array:
    """A value of each outcome: shape [n]."""
    return np.array([value(outcome) for outcome in outcomes], dtype=np.float64)


def is_false(outcome: Outcome) -> bool:
    """Whether any answer is a false one: the corpus holds none."""
    return not outcome.is_answerable


def is_false_or_wrong(outcome: Outcome) -> bool:
    """Whether the surest quotation gives no gold answer, be there one or not."""
    return not outcome.correct


def _share(outcomes: Sequence[Outcome], holds: Callable[[Outcome], bool]) -> Estimate:
    return share(sum(map(holds, outcomes)), len(outcomes))


def _operating_point(ranked: list[Outcome], answerable: list[Outcome]) -> OperatingPoint:
    answered = [outcome for outcome in ranked if outcome.answered]
    unanswerable = [outcome for outcome in ranked if not outcome.is_answerable]
    return OperatingPoint(
        answered=_share(ranked, lambda one: one.answered),
        answered_right=_share(answerable, lambda one: one.answered and one.correct),
        answered_wrong=_share(answerable, lambda one: one.answered and not one.correct),
        false_answers=_share(unanswerable, lambda one: one.answered),
        risk_false=_share(answered, is_false),
        risk_false_or_wrong=_share(answered, is_false_or_wrong),
    )


def _refusal(ranked: list[Outcome]) -> Refusal:
    order = Ranked(column(ranked, lambda one: one.confidence))
    answerable = column(ranked, lambda one: one.is_answerable)
    correct = column(ranked, lambda one: one.correct)
    at_false = partial(order.share_at_false, FALSE_MAX)
    n = len(ranked)
    return Refusal(
        aurc_false=bootstrap(lambda w: order.aurc(1 - answerable, w), n),
        aurc_false_or_wrong=bootstrap(lambda w: order.aurc(1 - correct, w), n),
        auroc=bootstrap(lambda w: order.auroc(answerable, w), n),
        answered_at_5_percent_false=bootstrap(lambda w: at_false(answerable, answerable, w), n),
        right_at_5_percent_false=bootstrap(lambda w: at_false(correct, answerable, w), n),
        coverage_at_5_percent_risk=bootstrap(
            lambda w: order.coverage_at_risk(RISK_MAX, 1 - correct, w), n
        ),
    )


def _calibration(ranked: list[Outcome]) -> Calibration:
    confidence = column(ranked, lambda one: one.confidence)
    correct = column(ranked, lambda one: one.correct)
    return Calibration(
        calibration_error=bootstrap(
            lambda w: calibration_error(confidence, correct, w), len(ranked)
        ),
        brier=bootstrap(lambda w: brier(confidence, correct, w), len(ranked)),
    )


def _ranking(hits: Sequence[tuple[Sequence[bool], int]]) -> Ranking:
    def estimate(figure: Callable[[Sequence[bool], int], float]) -> Estimate:
        values = np.array([figure(*one) for one in hits], dtype=np.float64)
        return bootstrap(partial(mean, values), len(hits)) if hits else UNDEFINED

    return Ranking(
        recall_at_1=estimate(partial(recall_at, 1)),
        recall_at_3=estimate(partial(recall_at, 3)),
        recall_at_5=estimate(partial(recall_at, 5)),
        recall_at_10=estimate(partial(recall_at, 10)),
        mrr=estimate(lambda found, wanted: reciprocal_rank(found)),
        ndcg_at_10=estimate(partial(ndcg_at, PIECES_JUDGED)),
    )
