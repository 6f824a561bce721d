"""Which amounts in a text are limits."""

import pytest

from bot.core.limits import duration_weeks_max, price_aud_max, sort_order
from bot.core.quantities import Kind, quantities, tokenize
from retrieval.models import Sort


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("finish within a year and a half", 78.0),
        ("one and a half years max", 78.0),
        ("half a year at most", 26.0),
        ("nutrition, 6 weeks, online", 6.0),
        ("like 2 wks max", 2.0),
        ("something over the summer", 13.0),
        ("got 3 months off", 13.0),
        ("must be done in 8 weeks", 8.0),
        ("a fortnight tops", 2.0),
    ],
)
def test_a_limit_on_time_may_be_said_in_words(text: str, weeks: float) -> None:
    assert duration_weeks_max(text) == pytest.approx(weeks)


@pytest.mark.parametrize(
    "text",
    [
        "haven't worked in eight years",
        "i was a nurse for 10 years",
        "i have ten years in retail",
        "around 2 hours from perth",
        "two days a week",
        "at least 2 years",
        "20 years ago",
        "my summer job",
    ],
)
def test_a_time_that_was_spent_or_travelled_is_no_limit(text: str) -> None:
    assert duration_weeks_max(text) is None


@pytest.mark.parametrize(
    ("text", "dollars"),
    [
        ("under two grand", 2000),
        ("1.5k tops", 1500),
        ("a couple of hundred", 200),
        ("fifteen hundred dollars max", 1500),
        ("maximum of two thousand five hundred dollars", 2500),
        ("i have about a thousand dollars to spend", 1000),
        ("lash course under 300", 300),
        ("800 dollar, makeup", 800),
        ("free of charge", 0),
        ("no fees please", 0),
    ],
)
def test_a_limit_on_price_may_be_said_in_words(text: str, dollars: float) -> None:
    assert price_aud_max(text) == dollars


@pytest.mark.parametrize(
    "text", ["more than $5000", "i'm under 18", "a class of under 30 students", "postcode 3000"]
)
def test_a_floor_an_age_and_a_count_are_no_price(text: str) -> None:
    assert price_aud_max(text) is None


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("cheap as possible", Sort.CHEAPEST),
        ("sort by price please", Sort.CHEAPEST),
        ("as soon as possible", Sort.SHORTEST),
        ("cheaper than $500", None),
        ("the fastest growing jobs", None),
    ],
)
def test_an_order_is_asked_for_by_a_superlative(text: str, order: Sort | None) -> None:
    assert sort_order(text) is order


def test_amounts_come_with_what_they_are_of() -> None:
    found = quantities(tokenize("2 weeks, $300 and 12"))
    kinds = [(one.kind, one.amount) for one in found]
    assert kinds == [(Kind.WEEKS, 2.0), (Kind.AUD, 300.0), (Kind.BARE, 12.0)]
