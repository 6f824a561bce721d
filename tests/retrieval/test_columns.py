"""Criteria over a catalogue: met, possible where something is unknown, broken."""

from pathlib import Path

import pytest

from corpus.models import Course, Delivery, Level, State, Subject, Taxonomy
from retrieval.columns import CourseColumns
from retrieval.models import Criteria, Sort
from retrieval.rowset import RowSet
from tests.retrieval.builders import course

TAXONOMY = Taxonomy(
    subjects=(
        Subject(name="Health"),
        Subject(name="Nursing", parent="Health", aliases=("nurse",)),
        Subject(name="Aged Care", aliases=("elderly care",)),
        Subject(name="IT"),
    )
)
COURSES = (
    course(
        "nursing",
        "Diploma of Nursing",
        subjects=("Nursing",),
        level=Level.DIPLOMA,
        delivery=(Delivery.BLENDED, Delivery.ONLINE),
        states=(State.SA, State.VIC),
        duration_weeks=78,
        price_aud=15000,
        funded=True,
    ),
    course("health", "First aid", subjects=("Health",), level=Level.SHORT, price_aud=0),
    course("aged", "Elderly care basics", subjects=("Health",), states=(State.SA,), funded=False),
    course("python", "Python for beginners", subjects=("Computer Science",)),
    course("unknown", "Something else"),
)
COLUMNS = CourseColumns.build(COURSES, TAXONOMY.with_names(["Computer Science"]))


def met(criteria: Criteria) -> set[str]:
    return names(COLUMNS.mask(criteria, TAXONOMY).met)


def possible(criteria: Criteria) -> set[str]:
    return names(COLUMNS.mask(criteria, TAXONOMY).possible)


def names(rows: RowSet) -> set[str]:
    return {COURSES[row].id for row in rows.rows()}


@pytest.mark.parametrize(
    ("criteria", "meeting", "unknown"),
    [
        (Criteria(), {"nursing", "health", "aged", "python", "unknown"}, set()),
        (Criteria(subjects=("Health",)), {"nursing", "health", "aged"}, {"unknown"}),
        (Criteria(subjects=("Nursing",)), {"nursing"}, {"unknown"}),
        (
            Criteria(delivery=(Delivery.ONLINE,)),
            {"nursing"},
            {"health", "aged", "python", "unknown"},
        ),
        (Criteria(states=(State.SA,)), {"nursing", "aged"}, {"health", "python", "unknown"}),
        (Criteria(levels=(Level.SHORT,)), {"health"}, {"aged", "python", "unknown"}),
        (Criteria(duration_weeks_max=78), {"nursing"}, {"health", "aged", "python", "unknown"}),
        (Criteria(duration_weeks_max=77), set(), {"health", "aged", "python", "unknown"}),
        (Criteria(price_aud_max=0), {"health"}, {"aged", "python", "unknown"}),
        (Criteria(funded=True), {"nursing"}, {"health", "python", "unknown"}),
        (Criteria(states=(State.SA,), funded=True), {"nursing"}, {"health", "python", "unknown"}),
    ],
)
def test_unknown_is_neither_met_nor_broken(
    criteria: Criteria, meeting: set[str], unknown: set[str]
) -> None:
    assert met(criteria) == meeting
    assert possible(criteria) == meeting | unknown


def test_a_title_that_names_the_subject_meets_it_in_a_catalogue_of_other_subjects() -> None:
    taxonomy = TAXONOMY.with_names(["Python"])
    columns = CourseColumns.build(COURSES, taxonomy)
    assert names(columns.mask(Criteria(subjects=("Python",)), taxonomy).met) == {"python"}


def test_an_excluded_subject_takes_its_children_and_titles_that_name_it_along() -> None:
    assert possible(Criteria(excluded_subjects=("Health",))) == {"python", "unknown"}
    assert "aged" not in possible(Criteria(excluded_subjects=("Aged Care",)))
    assert "nursing" not in possible(Criteria(subjects=("Health",), excluded_subjects=("Nursing",)))


def test_an_empty_catalogue_meets_nothing() -> None:
    empty = CourseColumns.build((), TAXONOMY)
    masks = empty.mask(Criteria(subjects=("IT",), levels=(Level.SHORT,), price_aud_max=5), TAXONOMY)
    assert (len(masks.met), len(masks.possible)) == (0, 0)


def test_columns_that_were_saved_answer_the_same_when_they_are_mapped(tmp_path: Path) -> None:
    for number, catalogue in enumerate((COURSES, ())):
        built = CourseColumns.build(catalogue, TAXONOMY)
        built.save(tmp_path / str(number))
        opened = CourseColumns.open(tmp_path / str(number))
        for criteria in (
            Criteria(subjects=("Health",), excluded_subjects=("Aged Care",)),
            Criteria(states=(State.SA,), price_aud_max=15000, funded=True),
        ):
            before, after = (c.mask(criteria, TAXONOMY) for c in (built, opened))
            assert after.met.rows().tolist() == before.met.rows().tolist()
            assert after.possible.rows().tolist() == before.possible.rows().tolist()


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (Sort.CHEAPEST, ["b", "d", "a", "c"]),
        (Sort.SHORTEST, ["a", "c", "b", "d"]),
        (Sort.NEWEST, ["d", "a", "b", "c"]),
    ],
)
def test_an_order_puts_unknown_last_and_equals_by_row(sort: Sort, expected: list[str]) -> None:
    catalogue: tuple[Course, ...] = (
        course("a", price_aud=90, duration_weeks=2, updated_on="2024-01-01"),
        course("b", price_aud=0, duration_weeks=8, updated_on="2024-01-01"),
        course("c", duration_weeks=4),
        course("d", price_aud=0, updated_on="2026-01-01"),
        course("left out", price_aud=0, duration_weeks=1, updated_on="2026-11-11"),
    )
    columns = CourseColumns.build(catalogue, TAXONOMY)
    allowed = RowSet.of_rows(range(4), len(catalogue))
    for count in (4, 3, 1, 9):
        rows = columns.first_by(sort, allowed, count)
        assert [catalogue[row].id for row in rows] == expected[:count]


def test_the_best_described_course_comes_first() -> None:
    rows = COLUMNS.best_described(RowSet.everything(len(COURSES)), 3)
    assert [COURSES[row].id for row in rows] == ["nursing", "health", "aged"]
