"""Checks that need no gold questions: what a source stops stating, and what it loses."""

from typing import Any

import pytest

from bot.publishing.gate_report import Alarm
from bot.publishing.sentinels import sentinel_alarms
from corpus.models import Article, Course, Paragraph

FULL = {
    "price_aud": 90,
    "duration_weeks": 6,
    "states": ("VIC",),
    "delivery": ("online",),
    "level": "Diploma",
    "subjects": ("Art",),
    "description": "Words.",
    "url": "https://x.example/1",
}


def courses(count: int, source: str = "a.csv", start: int = 0, **changed: object) -> list[Course]:
    fields = {**FULL, **changed}
    return [
        Course.model_validate({"id": f"{source}{n}", "source": source, "title": "T", **fields})
        for n in range(start, start + count)
    ]


def articles(count: int) -> list[Article]:
    blocks = (Paragraph(text="Words."),)
    return [Article(id=f"t{n}", source="texts", title="T", blocks=blocks) for n in range(count)]


@pytest.mark.parametrize(
    ("field", "blank", "name"),
    [
        ("price_aud", None, "price"),
        ("duration_weeks", None, "duration"),
        ("states", (), "state"),
        ("delivery", (), "delivery"),
        ("level", None, "level"),
        ("subjects", (), "subject"),
        ("description", "", "description"),
        ("url", None, "address"),
    ],
)
def test_a_fact_that_is_blanked_is_named_with_its_source(field: str, blank: Any, name: str) -> None:
    after = courses(8, **{field: blank}) + courses(2, start=8)
    (alarm,) = sentinel_alarms(courses(10), after, 10)
    expected = Alarm(source="a.csv", field=name, before_percent=100, after_percent=20)
    assert alarm == expected


def test_a_fall_within_the_limit_or_of_a_single_course_is_none() -> None:
    some = courses(9, price_aud=90) + courses(1, start=9, price_aud=None)
    assert sentinel_alarms(courses(10), some, 10) == ()
    one_of_two = courses(1) + courses(1, start=1, price_aud=None)
    assert sentinel_alarms(courses(2), one_of_two, 10) == ()


def test_a_new_source_that_never_stated_prices_is_none() -> None:
    after = courses(10) + courses(90, source="b.csv", price_aud=None)
    assert sentinel_alarms(courses(10), after, 10) == ()


def test_articles_that_are_gone_are_counted_unless_retiring_was_meant() -> None:
    (alarm,) = sentinel_alarms(articles(10), articles(5), 10)
    assert (alarm.source, alarm.field, alarm.after_percent) == ("texts", "articles", 50)
    assert sentinel_alarms(articles(10), articles(5), 10, allows_retiring=True) == ()
    assert sentinel_alarms(articles(10), articles(9), 10) == ()


def test_courses_may_turn_over_by_half() -> None:
    assert sentinel_alarms(courses(10), courses(5), 10) == ()
    (alarm,) = sentinel_alarms(courses(10), courses(4), 10)
    assert alarm.field == "courses"
