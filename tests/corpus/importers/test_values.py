"""Cells as staff write them, and what the corpus makes of them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.importers.amounts import find_dates, parse_date, parse_duration, parse_price
from corpus.importers.values import (
    level_of_title,
    parse_boolean,
    parse_delivery,
    parse_level,
    parse_states,
    parse_subjects,
    split_list,
)
from corpus.models import Delivery, Level, State


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Cert III", Level.CERTIFICATE_III),
        ("certificate iii", Level.CERTIFICATE_III),
        ("Cert 3", Level.CERTIFICATE_III),
        ("CERTIFICATE IV in Training and Assessment", Level.CERTIFICATE_IV),
        ("Grad Dip", Level.GRADUATE_DIPLOMA),
        ("Postgraduate Certificate", Level.GRADUATE_CERTIFICATE),
        ("Bachelor of Nursing", Level.BACHELOR),
        ("Bachelor of Arts (Honours)", Level.BACHELOR_HONOURS),
        ("Master's degree", Level.MASTERS),
        ("PhD", Level.DOCTORAL),
        ("Short course", Level.SHORT),
        ("Micro-credential", Level.SHORT),
        ("AQF level 5", Level.DIPLOMA),
    ],
)
def test_a_level_is_known_by_its_everyday_names(text: str, level: Level) -> None:
    assert parse_level(text) is level


@pytest.mark.parametrize("level", list(Level))
def test_a_level_is_known_by_its_own_name(level: Level) -> None:
    assert parse_level(level.value) is level


@pytest.mark.parametrize(
    "text", ["Certificate", "Introductory", "AQF 8", "postgraduate", "major", "C3", ""]
)
def test_a_word_that_names_no_one_level_is_none(text: str) -> None:
    assert parse_level(text) is None


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Certificate III in Individual Support", Level.CERTIFICATE_III),
        ("Diploma of Nursing", Level.DIPLOMA),
        ("Bachelor of Laws (Honours) in Commerce", Level.BACHELOR_HONOURS),
        ("Getting into a Diploma of Nursing", None),
        ("Diploma-level skills in Excel", None),
    ],
)
def test_a_title_has_a_level_only_where_it_opens_with_one(title: str, level: Level | None) -> None:
    assert level_of_title(title) is level


@pytest.mark.parametrize(
    ("text", "states", "unknown"),
    [
        ("NSW", ("NSW",), ()),
        ("New South Wales, Victoria and WA", ("NSW", "VIC", "WA"), ()),
        ("Sydney NSW 2000", ("NSW",), ()),
        ("Hobart", ("TAS",), ()),
        ("All states except WA", (), ("All states except WA",)),
        ("Online; QLD", ("QLD",), ("Online",)),
    ],
)
def test_states_are_read_by_name_town_or_letters(
    text: str, states: tuple[str, ...], unknown: tuple[str, ...]
) -> None:
    assert parse_states(text).values == tuple(map(State, states))
    assert parse_states(text).unknown == unknown


@pytest.mark.parametrize(
    "text", ["All states", "Australia-wide", "National", "all states and territories"]
)
def test_the_whole_country_is_all_eight_states(text: str) -> None:
    assert parse_states(text).values == tuple(State)


@pytest.mark.parametrize(
    ("text", "modes"),
    [
        ("Online", [Delivery.ONLINE]),
        ("On campus", [Delivery.IN_CLASS]),
        ("Face to face", [Delivery.IN_CLASS]),
        ("Classroom", [Delivery.IN_CLASS]),
        ("Mixed", [Delivery.BLENDED]),
        ("Hybrid", [Delivery.BLENDED]),
        ("Virtual classroom", [Delivery.VIRTUAL]),
        ("Live online", [Delivery.VIRTUAL]),
        ("Online and on campus", [Delivery.ONLINE, Delivery.IN_CLASS]),
        ("Self-paced", []),
    ],
)
def test_study_modes_are_read_and_flexible_words_are_not(text: str, modes: list[Delivery]) -> None:
    assert list(parse_delivery(text).values) == modes


@pytest.mark.parametrize(
    ("text", "weeks"),
    [
        ("2 Weeks", 2),
        ("6-12 weeks", 12),
        ("6–12 weeks", 12),
        ("6 to 12 weeks", 12),
        ("10 hours", 0.2632),
        ("6 months", 26),
        ("1 year", 52),
        ("1.5 years full-time", 78),
        ("1 year and 6 months", 78),
        ("2 years part-time / 1 year full-time", 104),
        ("6 weeks, 4 hours per week", 6),
        ("two years", 104),
    ],
)
def test_a_duration_is_the_upper_end_in_weeks(text: str, weeks: float) -> None:
    assert parse_duration(text) == weeks


@pytest.mark.parametrize(
    "text", ["", "12", "Self-paced", "At least 6 months", "6+ months", "4 hours per week"]
)
def test_a_duration_without_an_upper_end_is_none(text: str) -> None:
    assert parse_duration(text) is None


@pytest.mark.parametrize(
    ("text", "dollars"),
    [
        ("$1,200", 1200),
        ("AUD 450.00", 450),
        ("A$450", 450),
        ("1450.00", 1450),
        ("$1,200 - $1,500", 1500),
        ("Free", 0),
        ("FREE-Add a Verified Certificate for $49 USD", 0),
        ("$0", 0),
    ],
)
def test_a_price_is_the_upper_end_in_australian_dollars(text: str, dollars: float) -> None:
    assert parse_price(text) == dollars


@pytest.mark.parametrize(
    "text",
    [
        "$49 USD", "US$49", "NZ$300", "£20", "From $500", "$100 per unit", "$990 + GST", "POA",
        "Free for eligible students", "Free TAFE", "Full fee $4,500; concession $900", "",
    ],
)  # fmt: skip
def test_a_price_that_is_no_sure_total_is_none(text: str) -> None:
    assert parse_price(text) is None


@pytest.mark.parametrize(
    "text",
    ["2021-06-04", "2021-06-04T10:00:00Z", "June 4, 2021", "4 June 2021", "4/06/2021",
     "04.06.2021", "Friday, 4th of June 2021", "4-Jun-2021"],
)  # fmt: skip
def test_a_date_is_read_with_the_day_first(text: str) -> None:
    assert parse_date(text) == date(2021, 6, 4)


@pytest.mark.parametrize("text", ["6/13/2021", "2021-02-30", "4 June", "June 2021", "4/6/21", ""])
def test_a_date_that_is_none_or_is_not_whole_is_none(text: str) -> None:
    assert parse_date(text) is None


def test_dates_are_found_inside_a_line() -> None:
    line = "Published on 3 November 2022, updated 12/03/2024 in 2024"
    assert list(find_dates(line)) == [date(2022, 11, 3), date(2024, 3, 12)]


def test_booleans_are_read_as_spreadsheets_write_them() -> None:
    assert [parse_boolean(text) for text in ("Yes", "TRUE", "0", "no", "maybe")] == [
        True, True, False, False, None,
    ]  # fmt: skip


def test_a_list_is_split_at_semicolons_and_bars_but_not_at_commas() -> None:
    assert split_list("Arts, Crafts; Law | Law;") == ("Arts, Crafts", "Law")


def test_a_subject_takes_the_taxonomys_spelling_and_keeps_another_name_beside_it() -> None:
    assert parse_subjects(["ACCOUNTING", "Computer Science", "Pottery"]) == (
        "Accounting", "Computer Science", "IT", "Pottery",
    )  # fmt: skip


@given(st.text(max_size=60))
def test_no_text_makes_a_value_fail(text: str) -> None:
    assert (parse_duration(text) or 0) >= 0
    assert (parse_price(text) or 0) >= 0
    assert set(parse_states(text).values) <= set(State)
    assert set(parse_delivery(text).values) <= set(Delivery)
    parse_level(text)
    level_of_title(text)
    parse_date(text)
    assert list(find_dates(text)) == list(find_dates(text))
