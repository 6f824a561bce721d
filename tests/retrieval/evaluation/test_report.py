"""The figures of a run: who is counted in which, by category, and as a picture."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from bot.cli.evaluation_plot import draw
from retrieval.evaluation.figures import figures_of
from retrieval.evaluation.gold import Kind
from retrieval.evaluation.report import report_of
from tests.retrieval.evaluation.builders import outcome

RUN = (
    outcome(0.9, topic="badges", split="fit"),
    outcome(0.8, topic="badges", split="fit", correct=False, quote_hits=(False, True)),
    outcome(0.7, Kind.NEAR_MISS, topic="badges", split="fit"),
    outcome(0.4, topic="fees"),
    outcome(0.2, Kind.OUTSIDE, topic="fees", verbatim=False),
)
SVG = "{http://www.w3.org/2000/svg}"


def test_the_operating_point_counts_each_share_over_its_own_questions() -> None:
    served = figures_of(RUN).served
    found = {name: getattr(served, name) for name in served.__slots__}
    assert {name: (one.value, one.n) for name, one in found.items()} == {
        "answered": (3 / 5, 5),
        "answered_right": (1 / 3, 3),
        "answered_wrong": (1 / 3, 3),
        "false_answers": (1 / 2, 2),
        "risk_false": (1 / 3, 3),
        "risk_false_or_wrong": (2 / 3, 3),
    }


def test_quotations_are_judged_whether_shown_or_not_and_all_of_them_word_for_word() -> None:
    figures = figures_of(RUN)
    assert (figures.questions, figures.answerable) == (5, 3)
    assert figures.quotes.right_first.value == 2 / 3
    assert (figures.quotes.verbatim.value, figures.quotes.verbatim.n) == (4 / 5, 5)
    assert figures.sentences.mrr.value == pytest.approx((1 + 1 / 2 + 1) / 3)
    assert figures.articles.recall_at_1.value == 1


def test_both_risks_have_an_area_and_the_wider_one_is_larger() -> None:
    refusal = figures_of(RUN).refusal
    assert refusal.aurc_false.value == pytest.approx((0 + 0 + 1 / 3 + 1 / 4 + 2 / 5) / 5)
    assert refusal.aurc_false_or_wrong.value == pytest.approx(
        (0 + 1 / 2 + 2 / 3 + 1 / 2 + 3 / 5) / 5
    )
    assert refusal.answered_at_5_percent_false.value == pytest.approx(2 / 3)
    assert refusal.right_at_5_percent_false.value == pytest.approx(1 / 3)
    assert refusal.coverage_at_5_percent_risk.value == pytest.approx(1 / 5)


def test_categories_hold_their_own_questions_and_leave_out_those_that_say_nothing() -> None:
    by = report_of(RUN, "v1", 0.5).by
    counts = {name: {v: f.questions for v, f in values.items()} for name, values in by.items()}
    assert counts == {
        "kind": {"answerable": 3, "near_miss": 1, "outside": 1},
        "asks": {},
        "register": {},
        "article": {"badges": 3, "fees": 2},
        "split": {"fit": 3},
    }
    assert by["kind"]["outside"].refusal.auroc.value is None


def test_replies_of_whole_turns_are_counted_by_the_kind_of_question() -> None:
    run = [replace(one, reply="refusal" if one.confidence < 0.8 else "answer") for one in RUN]
    assert report_of(run, "v1", 0.5).replies == {
        "answerable": {"answer": 2, "refusal": 1},
        "near_miss": {"refusal": 1},
        "outside": {"refusal": 1},
    }
    assert report_of(RUN, "v1", 0.5).replies == {}


def test_questions_that_are_equally_sure_make_one_point_of_the_curve() -> None:
    report = report_of((*RUN, outcome(0.9, Kind.NEAR_MISS)), "v1", 0.5)
    assert [point.threshold for point in report.curve] == [0.9, 0.8, 0.7, 0.4, 0.2]
    assert report.curve[0].risk_false == 0.5
    assert report.curve[-1].coverage == 1


@pytest.mark.parametrize("threshold", [0.5, 0.95])
def test_the_picture_is_well_formed_and_nothing_in_it_leaves_it(threshold: float) -> None:
    root = ElementTree.fromstring(draw(report_of(RUN, "v<1>", threshold)))
    width, height = float(root.attrib["width"]), float(root.attrib["height"])
    for line in root.iter(f"{SVG}polyline"):
        for x, y in (pair.split(",") for pair in line.attrib["points"].split()):
            assert 0 <= float(x) <= width
            assert 0 <= float(y) <= height
    words = {text.text for text in root.iter(f"{SVG}text")}
    assert {"risk", "confidence", "part of the questions answered", "part that was right"} <= words
    assert (f"threshold {threshold:.2f}" in words) == (threshold == 0.5)
    # One dot for each bin, and two where something is answered.
    dots = list(root.iter(f"{SVG}circle"))
    assert len(dots) == len(RUN) + 2 * (threshold == 0.5)


def test_an_empty_run_has_figures_without_values_and_still_a_picture() -> None:
    report = report_of((), "v1", 0.5)
    assert report.overall.served.answered.value is None
    assert ElementTree.fromstring(draw(report)).tag == f"{SVG}svg"
