"""The cyclic collector rests during a sync, and works again whatever comes of it."""

import gc

import pytest

from bot.collector import collector_at_rest


def test_the_collector_rests_inside_and_works_again_after_a_failure() -> None:
    seen: list[bool] = []

    @collector_at_rest()
    def fail() -> None:
        seen.append(gc.isenabled())
        raise MemoryError

    with pytest.raises(MemoryError):
        fail()
    assert (seen, gc.isenabled()) == ([False], True)


def test_a_collector_that_was_switched_off_stays_off() -> None:
    gc.disable()
    try:
        with collector_at_rest():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
