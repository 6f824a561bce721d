"""What the columns let through is what the verdicts say, for any catalogue and any criteria."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.models import Course, Delivery, Level, State, Subject, Taxonomy
from retrieval.columns import CourseColumns
from retrieval.models import Criteria, Verdict
from retrieval.verdicts import verdicts
from tests.retrieval.builders import course

TAXONOMY = Taxonomy(
    subjects=(
        Subject(name="Health"),
        Subject(name="Nursing", parent="Health", aliases=("nurse",)),
        Subject(name="IT"),
    )
).with_names(["Elsewhere"])
NAMES = ["Health", "Nursing", "IT", "Elsewhere"]
TITLES = ["A course", "Nurse training", "Health and IT", "NURSING, elsewhere", "It depends"]
BREAKS = {Verdict.NOT_MET, Verdict.NEAR}


def some(values: Any) -> st.SearchStrategy[Any]:
    return st.lists(st.sampled_from(list(values)), max_size=2, unique=True).map(tuple)


def or_none(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


courses = st.builds(
    lambda title, **fields: course("x", title, **fields),
    title=st.sampled_from(TITLES),
    subjects=some(NAMES),
    level=or_none(st.sampled_from(Level)),
    delivery=some(Delivery),
    states=some(State),
    duration_weeks=or_none(st.sampled_from([0, 4, 52])),
    price_aud=or_none(st.sampled_from([0, 100, 2000])),
    funded=or_none(st.booleans()),
)
wishes = st.builds(
    Criteria,
    subjects=some(NAMES),
    excluded_subjects=some(NAMES),
    delivery=some(Delivery),
    states=some(State),
    levels=some(Level),
    duration_weeks_max=or_none(st.sampled_from([0, 4, 60])),
    price_aud_max=or_none(st.sampled_from([0, 100, 5000])),
    funded=or_none(st.just(True)),
)


@settings(max_examples=400)
@given(st.lists(courses, max_size=8), wishes)
def test_a_course_is_let_through_exactly_when_its_verdicts_say_so(
    catalogue: list[Course], criteria: Criteria
) -> None:
    masks = CourseColumns.build(catalogue, TAXONOMY).mask(criteria, TAXONOMY)
    for row, one in enumerate(catalogue):
        said = {v.verdict for v in verdicts(one, criteria, TAXONOMY)}
        assert (row in masks.met.rows()) == (said <= {Verdict.MET}), one
        assert (row in masks.possible.rows()) == (not said & BREAKS), one


@given(st.lists(courses, max_size=8), wishes, some(NAMES))
def test_an_exclusion_only_ever_takes_courses_away_and_leaves_none_that_it_names(
    catalogue: list[Course], criteria: Criteria, excluded: tuple[str, ...]
) -> None:
    columns = CourseColumns.build(catalogue, TAXONOMY)
    fields = {name: getattr(criteria, name) for name in criteria.__slots__}
    excluded += criteria.excluded_subjects
    narrower = Criteria(**{**fields, "excluded_subjects": excluded})
    before, after = columns.mask(criteria, TAXONOMY), columns.mask(narrower, TAXONOMY)
    assert not after.met - before.met
    assert not after.met - after.possible
    for row, one in enumerate(catalogue):
        if set(one.subjects) & TAXONOMY.expand(excluded):
            assert row not in after.possible.rows()
        if "Nursing" in excluded and one.title in {"Nurse training", "NURSING, elsewhere"}:
            assert row not in after.possible.rows()
