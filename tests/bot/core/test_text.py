"""What stands in a message over and over is heard a few times; everything else as it is."""

import pytest

from bot.core.text import MESSAGE_LENGTH_MAX, without_repeats


@pytest.mark.parametrize("unit", ["$", "-", "weeks ", "i am ", "<a ", "💥", "我想", "\ufdfa"])
def test_a_message_of_one_thing_over_and_over_is_short_work(unit: str) -> None:
    said = (unit * MESSAGE_LENGTH_MAX)[:MESSAGE_LENGTH_MAX]
    assert len(without_repeats(said)) <= 120


@pytest.mark.parametrize(
    "said",
    [
        "soooo many courses!!!!!",
        "ha ha ha, no no no no",
        "ring 0999999999",
        "a\n\nb --- c",
        "$1000000",
    ],
)
def test_what_people_write_is_heard_as_it_is(said: str) -> None:
    assert without_repeats(said) == said
