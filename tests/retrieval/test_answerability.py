"""How sure an answer is, and the threshold that bounds how often a wrong one is given."""

import math
import random

import pytest

from retrieval.answerability import (
    SIGNALS,
    Signals,
    calibration_for,
    conformal_threshold,
    read_calibrations,
)
from retrieval.question_form import QuestionForm

NOTHING = Signals(**dict.fromkeys(SIGNALS, 0.0))
EVERYTHING = Signals(**dict.fromkeys(SIGNALS, 1.0))
BARELY = QuestionForm(reach=0.0, names=0.0, length=0.0)
WHOLLY = QuestionForm(reach=1.0, names=0.0, length=0.5)


@pytest.mark.parametrize("judge", sorted(read_calibrations().judges))
def test_more_of_everything_is_surer_and_nothing_is_refused(judge: str) -> None:
    calibration = read_calibrations().judges[judge]
    sure = calibration.probability(EVERYTHING, 1.0, WHOLLY)
    unsure = calibration.probability(NOTHING, 0.0, BARELY)
    assert 0 < unsure < calibration.threshold < sure < 1


def test_a_margin_counts_up_to_one() -> None:
    calibration = calibration_for("any/plain")
    assert calibration.probability(NOTHING, 1.0, BARELY) == calibration.probability(
        NOTHING, 7.0, BARELY
    )
    assert calibration.probability(NOTHING, 1.0, BARELY) > calibration.probability(
        NOTHING, 0.2, BARELY
    )


def test_an_unknown_judge_gets_the_plain_calibration() -> None:
    plain = read_calibrations().judges["plain"]
    assert calibration_for("mpnet/onnx-fp32/aa/judge-of-another-day") == plain


def test_of_99_unanswerable_questions_four_pass_a_threshold_of_five_in_a_hundred() -> None:
    unanswerable = [n / 100 for n in range(1, 100)]
    threshold = conformal_threshold(unanswerable, 0.05)
    assert sum(value >= threshold for value in unanswerable) == 4


def test_too_few_questions_promise_nothing_so_nothing_is_answered() -> None:
    assert conformal_threshold([0.1] * 18, 0.05) == math.inf
    assert conformal_threshold([0.1] * 19, 0.05) < math.inf


def test_new_questions_of_the_kind_pass_no_more_often_than_promised() -> None:
    chance = random.Random(4)
    passed = 0
    for _ in range(4000):
        threshold = conformal_threshold([chance.gauss(0, 1) for _ in range(60)], 0.05)
        passed += chance.gauss(0, 1) >= threshold
    assert 0.03 < passed / 4000 <= 0.055
