"""The sample corpus: complete, marked as a sample, careful about facts, and readable by row."""

import re
from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise

import pytest

from corpus.models import WEEKS_PER_UNIT, Delivery, Level, State
from tests.corpus.sample_files import PAGES, ROWS, values
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
# No marketplace's list of levels has these, and few providers teach them.
FEW = dict.fromkeys((Level.CERTIFICATE_I, Level.BACHELOR_HONOURS, Level.DOCTORAL), 5)
# Prices in dollars and lengths in weeks that courses of a level plausibly have, from the cheapest
# subsidised place to the dearest full fee. A course that costs nothing is below all of them.
RANGES: dict[Level, tuple[range, range]] = {
    Level.SHORT: (range(30, 10_001), range(27)),
    Level.CERTIFICATE_I: (range(100, 1_501), range(6, 27)),
    Level.CERTIFICATE_II: (range(300, 3_001), range(13, 53)),
    Level.CERTIFICATE_III: (range(900, 10_001), range(20, 209)),
    Level.CERTIFICATE_IV: (range(1_000, 12_001), range(20, 105)),
    Level.DIPLOMA: (range(3_500, 20_001), range(40, 105)),
    Level.ADVANCED_DIPLOMA: (range(6_000, 20_001), range(52, 105)),
    Level.ASSOCIATE_DEGREE: (range(14_000, 30_001), range(80, 105)),
    Level.BACHELOR: (range(18_000, 60_001), range(150, 209)),
    Level.BACHELOR_HONOURS: (range(8_000, 20_001), range(40, 53)),
    Level.GRADUATE_CERTIFICATE: (range(9_000, 18_001), range(26, 53)),
    Level.GRADUATE_DIPLOMA: (range(17_000, 32_001), range(40, 105)),
    Level.MASTERS: (range(24_000, 60_001), range(52, 105)),
    Level.DOCTORAL: (range(40_000, 120_001), range(150, 209)),
}
DURATION = re.compile(r"|\d+ (?:hours?|days?|weeks?|months|years?)")
PRICE = re.compile(r"|Free|\$\d{1,3}(?:,\d{3})*")
CODE = re.compile(r"[A-Z]{3}\d{5}")
PROMISE = re.compile(r"\byou(?:'re| are) eligible\b|\bguaranteed (?:job|place)\b", re.IGNORECASE)
DECIDED = " (provider decides)"


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


def test_six_hundred_courses_and_forty_articles_make_the_sample() -> None:
    assert len(ROWS) >= 620
    assert len(PAGES) > 40


def test_every_subject_has_five_courses_and_no_course_an_unknown_subject() -> None:
    counts = Counter(subject for row in ROWS for subject in values(row, "subjects"))
    assert set(counts) == {subject.name for subject in load_subjects()}
    assert {subject: count for subject, count in counts.items() if count < 5} == {}


def test_every_state_and_delivery_has_a_hundred_courses() -> None:
    for column, members in (("states", State), ("delivery", Delivery)):
        counts = Counter(value for row in ROWS for value in values(row, column))
        assert {member: counts[member] for member in members if counts[member] < 100} == {}


def test_every_level_has_thirty_courses_and_those_off_the_list_have_a_few() -> None:
    counts = Counter(row["level"] for row in ROWS)
    assert {level: counts[level] for level in Level if counts[level] < (FEW.get(level, 30))} == {}


@pytest.mark.parametrize("subject", POPULAR)
def test_a_popular_subject_has_five_courses_in_every_state_and_delivery(subject: str) -> None:
    rows = [row for row in ROWS if subject in values(row, "subjects")]
    assert len(rows) >= 5
    assert {value for row in rows for value in values(row, "states")} == set(State)
    assert {value for row in rows for value in values(row, "delivery")} == set(Delivery)


def test_some_courses_are_free_and_funded() -> None:
    free = [row for row in ROWS if row["price"] == "Free"]
    assert len(free) >= 25
    assert sum(row["funded"] == "yes" for row in free) >= 10


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
            assert credit.endswith(DECIDED), row["id"]


def credits_between_levels() -> list[tuple[Level, Level]]:
    level_of = {row["title"]: Level(row["level"]) for row in ROWS}
    return [
        (Level(row["level"]), level_of[credit.removesuffix(DECIDED)])
        for row in ROWS
        for credit in values(row, "credit_towards")
    ]


def test_credit_leads_to_a_course_of_the_sample_and_from_a_qualification_upwards() -> None:
    led = credits_between_levels()
    assert len(led) >= 300
    ladder = list(Level)
    for start, end in led:
        is_honours = (start, end) == (Level.GRADUATE_DIPLOMA, Level.BACHELOR_HONOURS)
        assert start is Level.SHORT or is_honours or ladder.index(start) < ladder.index(end)


def test_each_step_from_a_micro_credential_to_a_doctorate_is_stated_by_some_course() -> None:
    steps = Counter(credits_between_levels())
    ways = (
        (Level.SHORT, Level.CERTIFICATE_III, Level.CERTIFICATE_IV, Level.DIPLOMA, Level.BACHELOR),
        (Level.CERTIFICATE_I, Level.CERTIFICATE_II, Level.CERTIFICATE_III, Level.CERTIFICATE_IV),
        (Level.DIPLOMA, Level.ADVANCED_DIPLOMA, Level.BACHELOR, Level.BACHELOR_HONOURS),
        (Level.ASSOCIATE_DEGREE, Level.BACHELOR),
        (Level.GRADUATE_CERTIFICATE, Level.GRADUATE_DIPLOMA, Level.MASTERS, Level.DOCTORAL),
    )
    wanted = {step for way in ways for step in pairwise(way)}
    assert {step for step in wanted if steps[step] < 2} == set()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_price_and_length_are_plausible_for_the_level(row: dict[str, str]) -> None:
    prices, weeks = RANGES[Level(row["level"])]
    if row["price"] not in ("", "Free"):
        assert int(re.sub(r"\D", "", row["price"])) in prices
    if row["duration"]:
        number, unit = row["duration"].split()
        assert int(int(number) * WEEKS_PER_UNIT[unit.removesuffix("s")]) in weeks


def test_some_facts_are_unknown_and_many_are_stated() -> None:
    for column, least, most in (
        ("price", 0.1, 0.2),
        ("duration", 0.01, 0.1),
        ("funded", 0.1, 0.3),
        ("start_dates", 0.1, 0.4),
        ("entry", 0.3, 0.8),
        ("credit_towards", 0.3, 0.7),
    ):
        unknown = sum(not row[column] for row in ROWS) / len(ROWS)
        assert least <= unknown <= most, column


def test_people_with_a_job_find_evenings_weekends_and_placements_in_the_descriptions() -> None:
    for words, least in (
        (r"evening|night|\d pm", 60),
        (r"weekend|Saturday|Sunday", 40),
        (r"placement|\d+ hours", 30),
    ):
        assert sum(bool(re.search(words, row["description"])) for row in ROWS) >= least, words


def test_everything_is_marked_as_a_sample() -> None:
    assert {row["is_sample"] for row in ROWS} == {"true"}
    assert {page.front["is_sample"] for page in PAGES} == {True}
    assert all(re.search(r"\b(?:Sample|Demo|Example)\b", row["provider"]) for row in ROWS)


def test_nobody_is_promised_anything() -> None:
    texts = [page.body for page in PAGES] + [" ".join(row.values()) for row in ROWS]
    assert [text for text in texts if PROMISE.search(text)] == []
