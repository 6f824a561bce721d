"""Criteria over a catalogue: met, possible where something is unknown, broken."""

import numpy as np
import pytest

from corpus.models import Delivery, Level, State, Subject, Taxonomy
from retrieval.columns import CourseColumns
from retrieval.models import Criteria
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
COLUMNS = CourseColumns(COURSES)


def met(criteria: Criteria) -> set[str]:
    return names(COLUMNS.mask(criteria, TAXONOMY).met)


def possible(criteria: Criteria) -> set[str]:
    return names(COLUMNS.mask(criteria, TAXONOMY).possible)


def names(mask: np.ndarray) -> set[str]:
    return {c.id for c, is_in in zip(COURSES, mask, strict=True) if is_in}


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
    assert names(COLUMNS.mask(Criteria(subjects=("Python",)), taxonomy).met) == {"python"}


def test_an_excluded_subject_takes_its_children_and_titles_that_name_it_along() -> None:
    assert possible(Criteria(excluded_subjects=("Health",))) == {"python", "unknown"}
    assert "aged" not in possible(Criteria(excluded_subjects=("Aged Care",)))
    assert "nursing" not in possible(Criteria(subjects=("Health",), excluded_subjects=("Nursing",)))


def test_an_empty_catalogue_meets_nothing() -> None:
    masks = CourseColumns(()).mask(Criteria(subjects=("IT",), price_aud_max=5), TAXONOMY)
    assert (masks.met.size, masks.possible.size) == (0, 0)
