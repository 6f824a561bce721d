"""How well confidence tells what to answer from what to refuse, at every threshold.

Weights have the shape [..., n], one for each question, so that one call gives the figure of
every resample; a figure that has no meaning is nan.
"""

import numpy as np

from retrieval.evaluation.intervals import Array
from retrieval.evaluation.metrics import ratio


class Ranked:
    """Questions in falling confidence; those that are equally sure are answered together.

    Every value and weight that is passed in, and every result by question, is in this order.
    """

    def __init__(self, confidence: Array) -> None:
        """Expects confidences of shape [n] that never rise."""
        self._first = np.searchsorted(-confidence, -confidence, side="left")
        self._last = np.searchsorted(-confidence, -confidence, side="right") - 1

    def sums(self, values: Array) -> Array:
        """The sum over all that are at least as sure as each question: shape [..., n]."""
        return np.asarray(values.cumsum(axis=-1)[..., self._last])

    def risk(self, wrong: Array, weights: Array) -> Array:
        """The part of the answers that is wrong, with the threshold at each question's confidence.

        Source: R. El-Yaniv and Y. Wiener, "On the foundations of noise-free selective
        classification", JMLR 11 (2010).
        """
        return ratio(self.sums(weights * wrong), self.sums(weights))

    def aurc(self, wrong: Array, weights: Array) -> Array:
        """The area under the risk-coverage curve: the mean of the risk over all questions.

        Source: Y. Geifman, G. Uziel and R. El-Yaniv, "Bias-reduced uncertainty estimation for deep
        neural classifiers", ICLR (2019).
        """
        risk = np.nan_to_num(self.risk(wrong, weights))
        return ratio((weights * risk).sum(axis=-1), weights.sum(axis=-1))

    def coverage_at_risk(self, risk_max: float, wrong: Array, weights: Array) -> Array:
        """The largest part of all questions that is answered while the risk is no higher."""
        is_allowed = self.risk(wrong, weights) <= risk_max
        answered = np.where(is_allowed, self.sums(weights), 0.0).max(axis=-1)
        return ratio(answered, weights.sum(axis=-1))

    def auroc(self, answerable: Array, weights: Array) -> Array:
        """The chance that one to answer is surer than one to refuse; ties count half.

        Source: J. Hanley and B. McNeil, "The meaning and use of the area under a receiver operating
        characteristic (ROC) curve", Radiology 143 (1982).
        """
        ours, theirs = weights * answerable, weights * (1 - answerable)
        as_sure = self.sums(theirs)
        surer = (theirs.cumsum(axis=-1) - theirs)[..., self._first]
        total = theirs.sum(axis=-1)
        won = (ours * (total[..., None] - (as_sure + surer) / 2)).sum(axis=-1)
        return ratio(won, ours.sum(axis=-1) * total)

    def share_at_false(
        self, false_max: float, counted: Array, answerable: Array, weights: Array
    ) -> Array:
        """The part of the answerable that is answered and counted, while few others are answered.

        The threshold is the lowest that answers no larger part of the others than `false_max`.
        """
        theirs = weights * (1 - answerable)
        total = theirs.sum(axis=-1)
        is_allowed = self.sums(theirs) <= false_max * total[..., None]
        reached = np.where(is_allowed, self.sums(weights * counted), 0.0).max(axis=-1)
        return ratio(np.where(total > 0, reached, np.nan), (weights * answerable).sum(axis=-1))
