"""How the filling of slots is scored, and what it scores on the kept utterances."""

from pathlib import Path

import pytest

from benchmarks.slots import ALL_SLOTS, SPLITS, Score, SlotValues, filled, load_utterances, score
from bot.composition import Adviser
from bot.core.state import Slots
from bot.settings import Settings


def test_every_value_of_a_list_is_right_wrong_or_missed_by_itself() -> None:
    scores = score([({"states": ["QLD", "NSW"]}, {"states": ["QLD", "WA"]})])
    assert scores["states"] == Score(right=1, wrong=1, missed=1)


def test_all_slots_are_summed_over_all_utterances() -> None:
    pairs: list[tuple[SlotValues, SlotValues]] = [
        ({"funded": True}, {"funded": True}),
        ({"price_aud_max": 500.0}, {"sort": "cheapest"}),
    ]
    assert score(pairs)[ALL_SLOTS] == Score(right=1, wrong=1, missed=1)


def test_a_limit_is_right_in_whole_and_in_fractional_numbers() -> None:
    assert score([({"price_aud_max": 500}, {"price_aud_max": 500.0})])[ALL_SLOTS].precision == 1


def test_precision_asks_what_was_filled_and_recall_what_was_wanted() -> None:
    some = Score(right=6, wrong=2, missed=4)
    assert (some.precision, some.recall) == (0.75, 0.6)
    assert (Score(0, 0, 3).precision, Score(0, 3, 0).recall) == (1, 1)


def test_utterances_are_distinct_and_halved_and_name_slots_that_there_are() -> None:
    utterances = load_utterances()
    assert len({utterance.text for utterance in utterances}) == len(utterances) >= 500
    assert {utterance.split for utterance in utterances} == set(SPLITS)
    unseen = sum(utterance.split != "dev" for utterance in utterances)
    # An odd theme gives one more to dev.
    assert 0 <= len(utterances) - 2 * unseen <= 12
    for utterance in utterances:
        assert Slots.model_validate(utterance.slots).known().keys() == utterance.slots.keys()


@pytest.mark.parametrize(
    ("split", "precision", "recall"),
    [("dev", 0.97, 0.96), ("fresh", 0.94, 0.89), ("held", 0.97, 0.94), ("final", 0.95, 0.93)],
)
def test_slots_are_filled_no_worse_than_was_measured(
    split: str, precision: float, recall: float, sample_home: Path
) -> None:
    knowledge = Adviser(Settings(home=sample_home)).knowledge()
    half = [utterance for utterance in load_utterances() if utterance.split == split]
    total = score((u.slots, filled(u.text, knowledge)) for u in half)[ALL_SLOTS]
    assert total.precision >= precision
    assert total.recall >= recall
