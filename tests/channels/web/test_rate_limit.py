"""The rate limiter as a value: how much is admitted, and how little is remembered."""

import pytest

from bot.channels.web.rate_limit import RateLimiter, address_key


class Seconds:
    """A clock that counts seconds from zero."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize("per_minute", [1, 3, 7, 60, 1_000])
def test_a_minute_s_worth_is_admitted_at_once_and_no_more(per_minute: int) -> None:
    limiter = RateLimiter(per_minute, Seconds())
    assert [limiter.wait_seconds("a") for _ in range(per_minute)] == [0] * per_minute
    assert limiter.wait_seconds("a") > 0


def test_after_the_wait_that_was_told_one_more_is_admitted() -> None:
    clock = Seconds()
    limiter = RateLimiter(3, clock)
    for _ in range(3):
        limiter.wait_seconds("a")
    wait = limiter.wait_seconds("a")
    assert wait == 20
    clock.now += wait - 1
    assert limiter.wait_seconds("a") == 1
    clock.now += 1
    assert limiter.wait_seconds("a") == 0
    assert limiter.wait_seconds("a") == 20


def test_refused_requests_do_not_put_the_next_one_off() -> None:
    clock = Seconds()
    limiter = RateLimiter(1, clock)
    limiter.wait_seconds("a")
    assert [limiter.wait_seconds("a") for _ in range(100)] == [60] * 100
    clock.now += 60
    assert limiter.wait_seconds("a") == 0


def test_over_ten_minutes_the_rate_holds() -> None:
    clock = Seconds()
    limiter = RateLimiter(60, clock)
    admitted = 0
    for _ in range(6_000):
        admitted += limiter.wait_seconds("a") == 0
        clock.now += 0.1
    assert admitted == 60 + 599


def test_one_key_does_not_use_up_another_s_allowance() -> None:
    limiter = RateLimiter(1, Seconds())
    assert [limiter.wait_seconds(key) for key in "abc"] == [0, 0, 0]


def test_only_so_many_keys_are_remembered_those_that_asked_last() -> None:
    limiter = RateLimiter(1, Seconds(), keys_max=3)
    for number in range(1_000):
        limiter.wait_seconds(f"key {number}")
    assert limiter.wait_seconds("key 999") > 0
    assert limiter.wait_seconds("key 998") > 0
    assert limiter.wait_seconds("key 0") == 0


@pytest.mark.parametrize(
    ("host", "key"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", ""),
        ("testclient", "testclient"),
    ],
)
def test_an_address_counts_as_the_customer_that_it_belongs_to(host: str, key: str) -> None:
    assert address_key(host) == key
