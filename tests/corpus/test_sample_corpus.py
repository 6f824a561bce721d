"""The sample corpus: complete, marked as a sample, careful about facts, and readable by row."""

import csv
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from itertools import pairwise
from typing import Any

import pytest
import yaml

from corpus.models import Delivery, Level, State
from tests.corpus.test_vocabulary_files import load_subjects

COLUMNS = [
    "id",
    "title",
    "provider",
    "code",
    "subjects",
    "level",
    "delivery",
    "states",
    "duration",
    "price",
    "funded",
    "funding",
    "credit_towards",
    "entry",
    "start_dates",
    "url",
    "summary",
    "description",
    "updated_on",
    "checked_on",
    "is_sample",
    "source_note",
]
POPULAR = (
    "Animal Care",
    "Child Care",
    "Nursing",
    "Cyber Security",
    "Counselling",
    "IT",
    "Business",
    "Project Management",
    "Health",
    "Beauty",
    "Aged Care",
    "Data Analytics",
    "Digital Marketing",
)
DURATION = re.compile(r"|\d+ (?:hours?|days?|weeks?|months|years?)")
PRICE = re.compile(r"|Free|\$\d{1,3}(?:,\d{3})*")
CODE = re.compile(r"[A-Z]{3}\d{5}")
PROMISE = re.compile(r"\byou(?:'re| are) eligible\b|\bguaranteed (?:job|place)\b", re.IGNORECASE)
SAMPLE = files("corpus") / "sample"


@dataclass(frozen=True)
class Page:
    """An article's front matter and its Markdown body."""

    name: str
    front: dict[str, Any]
    body: str


def load_rows() -> list[dict[str, str]]:
    tables = sorted(name for name in (e.name for e in SAMPLE.iterdir()) if name.endswith(".csv"))
    texts = [(SAMPLE / name).read_text(encoding="utf-8") for name in tables]
    return [row for text in texts for row in csv.DictReader(text.splitlines(), strict=True)]


def load_pages() -> list[Page]:
    names = sorted(entry.name for entry in (SAMPLE / "articles").iterdir())
    texts = {name: (SAMPLE / "articles" / name).read_text(encoding="utf-8") for name in names}
    texts["README.md"] = (SAMPLE / "README.md").read_text(encoding="utf-8")
    pages = []
    for name, text in texts.items():
        _, front, body = text.split("---\n", 2)
        pages.append(Page(name, yaml.safe_load(front), body))
    return pages


ROWS = load_rows()
PAGES = load_pages()


def values(row: dict[str, str], column: str) -> list[str]:
    return [value for value in row[column].split(";") if value]


def test_every_row_has_the_columns_and_no_cell_is_left_over() -> None:
    for row in ROWS:
        assert list(row) == COLUMNS, row["id"]
        assert None not in row.values(), row["id"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_every_cell_of_a_row_can_be_read(row: dict[str, str]) -> None:
    assert Level(row["level"])
    assert [Delivery(value) for value in values(row, "delivery")]
    assert [State(value) for value in values(row, "states")]
    assert DURATION.fullmatch(row["duration"])
    assert PRICE.fullmatch(row["price"])
    assert row["funded"] in ("yes", "no", "")
    assert row["url"] == f"https://example.edu.au/courses/{row['id']}"
    assert date.fromisoformat(row["updated_on"]) <= date.fromisoformat(row["checked_on"])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_description_is_a_short_paragraph(row: dict[str, str]) -> None:
    assert 25 <= len(row["description"].split()) <= 90
    assert row["description"].endswith((".", "'."))
    assert row["summary"].endswith(".")


def test_no_two_courses_share_an_id_an_offer_or_a_description() -> None:
    for columns in (("id",), ("title", "provider"), ("description",)):
        counts = Counter(tuple(row[column] for column in columns) for row in ROWS)
        assert [key for key, count in counts.items() if count > 1] == []


def test_every_subject_has_a_course_and_no_course_an_unknown_subject() -> None:
    used = {subject for row in ROWS for subject in values(row, "subjects")}
    assert used == {subject.name for subject in load_subjects()}


def test_every_state_has_at_least_thirty_courses() -> None:
    counts = Counter(state for row in ROWS for state in values(row, "states"))
    assert {state: counts[state] for state in State if counts[state] < 30} == {}


def test_every_level_and_delivery_is_covered_and_sixty_courses_are_short() -> None:
    levels = Counter(row["level"] for row in ROWS)
    assert set(levels) == set(Level)
    assert levels[Level.SHORT] >= 60
    assert {value for row in ROWS for value in values(row, "delivery")} == set(Delivery)


@pytest.mark.parametrize("subject", POPULAR)
def test_a_popular_subject_has_five_courses_in_every_state_and_delivery(subject: str) -> None:
    rows = [row for row in ROWS if subject in values(row, "subjects")]
    assert len(rows) >= 5
    assert {value for row in rows for value in values(row, "states")} == set(State)
    assert {value for row in rows for value in values(row, "delivery")} == set(Delivery)


def test_some_prices_are_unknown_and_some_courses_are_free() -> None:
    prices = Counter(row["price"] for row in ROWS)
    assert 0.1 <= prices[""] / len(ROWS) <= 0.2
    assert prices["Free"] > 0


def test_a_code_names_the_page_it_was_seen_on_and_one_title() -> None:
    titles = defaultdict(set)
    for row in ROWS:
        is_seen = row["source_note"].startswith("Title and code from ")
        assert is_seen == bool(row["code"]), row["id"]
        if row["code"]:
            assert CODE.fullmatch(row["code"])
            titles[row["code"]].add(row["title"].partition(" (")[0])
    assert {code: names for code, names in titles.items() if len(names) > 1} == {}


def test_a_specialisation_in_a_title_is_among_the_subjects() -> None:
    words = {"Ageing": "Aged Care", "Disability": "Disability"}
    for row in ROWS:
        _, _, specialisation = row["title"].partition(" (")
        for word, subject in words.items():
            if word in specialisation:
                assert subject in values(row, "subjects"), row["id"]


def test_funding_is_left_to_the_provider() -> None:
    for row in ROWS:
        assert row["funding"] == "" or row["funding"].endswith("; the provider confirms")
        assert row["funded"] != "yes" or row["funding"], row["id"]


def test_credit_is_left_to_the_receiving_provider() -> None:
    for row in ROWS:
        for credit in values(row, "credit_towards"):
            assert credit.endswith(" (provider decides)"), row["id"]


def test_everything_is_marked_as_a_sample() -> None:
    assert {row["is_sample"] for row in ROWS} == {"true"}
    assert {page.front["is_sample"] for page in PAGES} == {True}
    assert all(re.search(r"\b(?:Sample|Demo|Example)\b", row["provider"]) for row in ROWS)


def test_nobody_is_promised_anything() -> None:
    texts = [page.body for page in PAGES] + [" ".join(row.values()) for row in ROWS]
    assert [text for text in texts if PROMISE.search(text)] == []


def test_there_are_at_least_sixteen_articles_with_ids_of_their_own() -> None:
    assert len(PAGES) > 16
    assert len({page.front["id"] for page in PAGES}) == len(PAGES)


def test_no_question_is_answered_by_two_articles() -> None:
    counts = Counter(question for page in PAGES for question in page.front["questions"])
    assert [question for question, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_an_article_says_where_it_stands_when_it_was_checked_and_what_it_answers(
    page: Page,
) -> None:
    front = page.front
    assert page.name in (f"{front['id']}.md", "README.md")
    assert front["url"] == f"https://example.edu.au/articles/{front['id']}"
    assert front["published_on"] <= front["updated_on"] <= front["checked_on"]
    assert front["title"]
    assert front["authors"]
    assert front["topics"]
    assert front["sources"]
    assert 4 <= len(front["questions"]) <= 10
    assert all(isinstance(question, str) for question in front["questions"])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_list_follows_a_sentence_that_leads_into_it(page: Page) -> None:
    blocks = [block.strip() for block in page.body.split("\n\n") if block.strip()]
    for before, block in pairwise(blocks):
        if re.match(r"- |1\. ", block):
            assert before.endswith(":"), block
    assert sum(block.startswith("## ") for block in blocks) >= 4


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_sentence_stands_by_itself(page: Page) -> None:
    for line in page.body.splitlines():
        assert not re.match(r"(?:This|That|These|Those|It|They|He|She) ", line), line


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_an_article_is_neither_a_note_nor_a_book(page: Page) -> None:
    words_min = 200 if page.name == "README.md" else 350
    assert words_min <= len(page.body.split()) <= 800
