"""Which question is asked next: the one whose answer is expected to tell most."""

from math import log2

import pytest

from bot.core.next_question import best_question, expected_bits
from bot.core.state import Expectation
from retrieval.models import Spread, ValueCount


def spread(in_play: int, without: int = 0, **counts: int) -> Spread:
    values = tuple(ValueCount(name, count, count) for name, count in counts.items())
    return Spread(in_play, without, values)


def test_an_answer_that_halves_the_courses_is_worth_a_bit() -> None:
    assert expected_bits(Expectation.DELIVERY, spread(8, a=4, b=4)) == pytest.approx(1)


def test_an_answer_that_every_course_has_is_worth_nothing() -> None:
    assert expected_bits(Expectation.STATE, spread(8, a=8, b=8)) == 0


def test_courses_that_do_not_state_the_field_stay_and_cannot_be_told() -> None:
    told = expected_bits(Expectation.LEVEL, spread(8, a=4, b=4))
    half_told = expected_bits(Expectation.LEVEL, spread(8, without=4, a=2, b=2))
    assert half_told == pytest.approx(0.5 * (log2(8) - log2(2 + 4)))
    assert half_told < told / 2


def test_courses_in_no_part_of_a_field_go_once_a_part_is_chosen() -> None:
    of_parts = spread(8, without=4, a=2, b=2)
    assert expected_bits(Expectation.PART, of_parts) == pytest.approx(0.5 * (log2(8) - log2(2)))


def test_where_no_course_states_the_field_there_is_nothing_to_ask() -> None:
    assert expected_bits(Expectation.LEVEL, spread(5, without=5, a=0)) == 0
    assert expected_bits(Expectation.LEVEL, spread(0)) == 0


def test_the_question_that_tells_most_is_asked_first() -> None:
    spreads = {
        Expectation.STATE: spread(16, a=12, b=12),
        Expectation.DELIVERY: spread(16, a=4, b=4, c=4, d=4),
    }
    assert best_question(spreads) is Expectation.DELIVERY


def test_of_questions_that_tell_the_same_the_easier_one_is_asked() -> None:
    same = spread(16, a=8, b=8)
    spreads = {Expectation.LEVEL: same, Expectation.STATE: same}
    assert best_question(spreads) is Expectation.STATE


def test_a_question_whose_answer_changes_next_to_nothing_is_not_asked() -> None:
    spreads = {Expectation.STATE: spread(100, a=100, b=98, c=99)}
    assert best_question(spreads) is None
    assert best_question({}) is None
