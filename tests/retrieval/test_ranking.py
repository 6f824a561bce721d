"""Which courses come first: by fit and variety, never by who offers them, nothing twice."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.models import Course, Delivery, Taxonomy
from retrieval.diversity import diversified
from retrieval.embedding import Embedder
from retrieval.models import CourseResult, Criteria, Sort
from retrieval.ranking import find_courses
from retrieval.repeats import repeats
from retrieval.snapshot import SnapshotContent, open_snapshot
from tests.retrieval.builders import course
from tests.retrieval.test_hybrid import unit_vectors
from tests.retrieval.test_snapshots import build

CARE = "Personal care, mobility and meals for older people at home, with a placement."
FIELDS: tuple[dict[str, Any], ...] = (
    {"title": "Aged care at home", "summary": CARE, "delivery": (Delivery.ONLINE,)},
    {"title": "Aged Care at Home", "summary": f"{CARE} 2027.", "delivery": (Delivery.ONLINE,)},
    {"title": "Aged care at home", "summary": CARE, "delivery": (Delivery.IN_CLASS,)},
    {"title": "Supporting older people", "summary": "Aged care: dementia and falls."},
    {"title": "Nursing assistant", "summary": "Hygiene, meals and observations on a ward."},
    {"title": "Bread baking", "summary": "Sourdough, yeast and ovens.", "price_aud": 100},
    {"title": "Bricklaying", "summary": "Mortar, walls and arches.", "price_aud": 50},
)
WISH = "aged care for older people"
Find = Callable[..., CourseResult]


def catalogue(providers: str = "ABCDEFG") -> tuple[Course, ...]:
    pairs = enumerate(zip(providers, FIELDS, strict=True))
    return tuple(course(f"c{n}", provider=p * 9, **fields) for n, (p, fields) in pairs)


@pytest.fixture
def find(tmp_path: Path, embedder: Embedder) -> Find:
    def search(
        courses: tuple[Course, ...] | None = None, wish: str = WISH, **asked: Any
    ) -> CourseResult:
        version = f"v{len(list(tmp_path.glob('snapshots/*')))}"
        content = SnapshotContent((), courses or catalogue(), Taxonomy(), ())
        path, _ = build(tmp_path, embedder, version, content)
        given = {"criteria": Criteria(), "sort": None, "offset": 0, "limit": 10} | asked
        return find_courses(open_snapshot(path), wish, embedder.encode([wish])[0], **given)

    return search


def ids(result: CourseResult) -> list[str]:
    return [match.course.id for match in result.matches]


def test_other_providers_leave_the_order_as_it_is(find: Find) -> None:
    for wish in (WISH, "AAAAAAAAA", "GGGGGGGGG bread"):
        assert ids(find(catalogue("GFEDCBA"), wish)) == ids(find(wish=wish))


def test_what_is_listed_twice_is_shown_and_counted_once(find: Find) -> None:
    result = find()
    assert sorted(ids(result)) == ["c0", "c2", "c3", "c4", "c5", "c6"]
    assert result.met_count == 6
    cheapest = ids(find(sort=Sort.CHEAPEST))
    assert cheapest[:2] == ["c6", "c5"]
    assert sorted(cheapest) == sorted(ids(result))


def test_courses_that_leave_a_criterion_open_come_after_those_that_meet_it(find: Find) -> None:
    result = find(criteria=Criteria(price_aud_max=200))
    assert (result.met_count, set(ids(result)[:2])) == (2, {"c5", "c6"})


def test_a_twin_of_the_first_is_not_the_next_where_another_fits_nearly_as_well(find: Find) -> None:
    # c0 and c2 say the same, and differ in how they are studied.
    assert not {"c0", "c2"} <= set(ids(find())[:2])


def test_pages_follow_on_from_one_another(find: Find) -> None:
    pages = [ids(find(offset=offset, limit=2)) for offset in (0, 2, 4)]
    assert [one for page in pages for one in page] == ids(find())


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Another title"},
        {"summary": "Quite another text about caring for people."},
        {"price_aud": 10},
        {"states": ("NSW",)},
        {"subjects": ("Health",)},
    ],
)
def test_a_course_that_differs_in_what_people_compare_is_no_repeat(other: dict[str, Any]) -> None:
    one = course("a", **FIELDS[0])
    assert repeats((one, course("b", **FIELDS[0]))) == [1]
    assert repeats((one, course("b", **{**FIELDS[0], **other}))) == []


def test_courses_without_a_text_are_not_taken_for_one_another() -> None:
    assert repeats((course("a"), course("b"))) == []
    assert repeats(()) == []


@given(st.integers(1, 25), st.integers(0, 50))
def test_variety_keeps_the_best_first_and_every_row_and_none_changes_nothing(
    count: int, seed: int
) -> None:
    scores = np.sort(np.random.default_rng(seed).random(count).astype(np.float32))[::-1]
    vectors = unit_vectors(count, seed)
    order = diversified(scores, vectors)
    assert order[0] == 0
    assert sorted(order.tolist()) == list(range(count))
    assert diversified(scores, vectors, weight=0.0).tolist() == list(range(count))


def test_a_twin_of_the_first_gives_way_to_what_fits_nearly_as_well() -> None:
    vectors = np.array([[1, 0], [1, 0], [0, 1]], dtype=np.float32)
    assert diversified(np.array([10, 9, 8], np.float32), vectors).tolist() == [0, 2, 1]
    assert diversified(np.array([10, 9, 5], np.float32), vectors).tolist() == [0, 1, 2]
