"""What a question wants a figure of, and where a text holds one."""

import pytest

from bot.core.figures import Measure, asked_measure, differ, phrases


@pytest.mark.parametrize(
    ("question", "measure"),
    [
        ("How much does a badge cost?", Measure.MONEY),
        ("whats the price", Measure.MONEY),
        ("How long does it take?", Measure.DURATION),
        ("How many weeks is it?", Measure.DURATION),
        ("What percentage of degrees will vanish?", Measure.SHARE),
        ("When did the rules change?", Measure.DATE),
        ("How many levels are there?", Measure.COUNT),
        ("What is a digital badge?", None),
        ("Why study online?", None),
    ],
)
def test_a_question_asks_for_one_kind_of_figure_or_for_none(
    question: str, measure: Measure | None
) -> None:
    assert asked_measure(question) is measure


@pytest.mark.parametrize(
    ("measure", "text", "found"),
    [
        (Measure.MONEY, "$1,200 to $3 million, 4 dollars", ("$1,200", "$3 million", "4 dollars")),
        (Measure.SHARE, "Some 40% agree, 12.5 per cent do not.", ("40%", "12.5 per cent")),
        (Measure.DURATION, "Six to 12 months, a few weeks", ("Six to 12 months", "a few weeks")),
        (Measure.DATE, "Since 1 July 2025, and from 2027.", ("1 July 2025", "2027")),
        (Measure.COUNT, "The USI has ten characters.", ("ten",)),
        (Measure.MONEY, "It takes 12 months.", ()),
        (None, "It takes 12 months.", ()),
    ],
)  # fmt: skip
def test_figures_are_found_as_the_text_spells_them(
    measure: Measure | None, text: str, found: tuple[str, ...]
) -> None:
    assert phrases(measure, text) == found
    assert all(phrase in text for phrase in found)


def test_two_texts_differ_where_both_have_figures_and_share_none() -> None:
    assert differ(Measure.DURATION, "It takes a year.", "It takes 6 months.")
    assert not differ(Measure.DURATION, "A few weeks to a year.", "Up to a year.")
    assert not differ(Measure.DURATION, "It takes a year.", "It is short.")
    assert not differ(None, "It takes a year.", "It takes 6 months.")
