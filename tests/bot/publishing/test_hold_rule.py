"""When gold questions hold a version: the rule as staff write it."""

import pytest

from bot.publishing.hold_rule import HoldRule, Measure


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("worse", HoldRule(Measure.WORSE)),
        (" Changed:5 ", HoldRule(Measure.CHANGED, 5)),
        ("lost:2.5%", HoldRule(Measure.LOST, 2.5, is_share=True)),
    ],
)
def test_a_rule_is_read_as_it_is_written(text: str, rule: HoldRule) -> None:
    assert HoldRule.parse(text) == rule
    assert HoldRule.parse(str(rule)) == rule


@pytest.mark.parametrize("text", ["", "better", "worse>2", "worse:", "worse:2%%", "worse:-1"])
def test_anything_else_is_refused_with_what_was_expected(text: str) -> None:
    with pytest.raises(ValueError, match="expected worse, lost, changed"):
        HoldRule.parse(text)


def test_a_limit_is_what_may_be_and_a_share_is_of_those_asked() -> None:
    assert HoldRule(Measure.WORSE).is_broken_by(1, 100)
    assert not HoldRule(Measure.WORSE).is_broken_by(0, 0)
    two_percent = HoldRule(Measure.WORSE, 2, is_share=True)
    assert [two_percent.is_broken_by(count, 100) for count in (2, 3)] == [False, True]
