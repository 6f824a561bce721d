"""Two runs side by side: which answers were lost, gained, changed or moved."""

import pytest

from retrieval.evaluation.comparing import ChangeKind, compare_runs
from retrieval.evaluation.gold import Kind
from retrieval.evaluation.outcomes import Outcome
from tests.retrieval.evaluation.builders import outcome

BEFORE = outcome(0.9, question="q?")


def test_the_same_answer_with_another_confidence_is_no_change() -> None:
    assert compare_runs([BEFORE], [outcome(0.8, question="q?")]).changes == ()


@pytest.mark.parametrize(
    ("after", "kind", "is_worse"),
    [
        (outcome(0.2, question="q?"), ChangeKind.LOST, True),
        (outcome(0.9, question="q?", quote="Other.", correct=False), ChangeKind.CHANGED, True),
        (outcome(0.9, question="q?", quote="As right."), ChangeKind.CHANGED, False),
        (outcome(0.9, question="q?", article="other-00000000"), ChangeKind.MOVED, False),
        (outcome(0.9, question="q?", heading_path=("Elsewhere",)), ChangeKind.MOVED, False),
    ],
)
def test_a_change_says_what_it_is_and_whether_visitors_lose_by_it(
    after: Outcome, kind: ChangeKind, is_worse: bool
) -> None:
    (change,) = compare_runs([BEFORE], [after]).changes
    assert (change.kind, change.is_worse, change.is_better) == (kind, is_worse, False)
    (back,) = compare_runs([after], [BEFORE]).changes
    assert (back.is_worse, back.is_better) == (False, is_worse)


def test_an_answer_to_what_has_none_is_gained_and_worse() -> None:
    refused, answered = (outcome(c, Kind.NEAR_MISS, question="q?") for c in (0.1, 0.9))
    (change,) = compare_runs([refused], [answered]).changes
    assert (change.kind, change.is_worse) == (ChangeKind.GAINED, True)
    (back,) = compare_runs([answered], [refused]).changes
    assert (back.kind, back.is_better) == (ChangeKind.LOST, True)


def test_two_refusals_are_alike_whatever_came_nearest() -> None:
    refused = outcome(0.1, question="q?")
    assert compare_runs([refused], [outcome(0.2, question="q?", quote="Other.")]).changes == ()


def test_questions_of_one_run_alone_are_listed_and_not_compared() -> None:
    old, new = outcome(0.9, question="old?"), outcome(0.9, question="new?")
    found = compare_runs([BEFORE, old], [BEFORE, new])
    assert (found.changes, found.only_before, found.only_after) == ((), ("old?",), ("new?",))
