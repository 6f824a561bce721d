"""From a wish and criteria to courses, best first, each with a verdict per criterion."""

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from corpus.models import Course
from retrieval.columns import Masks
from retrieval.fusion import reciprocal_rank_fusion
from retrieval.keyword import terms
from retrieval.models import CourseMatch, CourseResult, Criteria, Sort
from retrieval.snapshot import Snapshot
from retrieval.verdicts import topic_verdict, verdicts

# Ranks that either retriever contributes; courses beyond both keep their place by id.
RANKED_EACH = 200
# Cosine of a wish to a course's text. Of summaries against two catalogues, 81% and 89% reach 0.3
# with their own course and 7% with another, and 1% or fewer reach 0.45 with another: what shares
# no word has to be that near. See `python -m benchmarks.courses`.
SIMILAR_MIN = 0.3
SIMILAR_WITHOUT_A_WORD_MIN = 0.45

Mask = NDArray[np.bool_]


def find_courses(
    snapshot: Snapshot,
    wish: str,
    vector: NDArray[np.float32] | None,
    criteria: Criteria,
    sort: Sort | None,
    offset: int,
    limit: int,
) -> CourseResult:
    """A page of the courses that break no criterion: those that meet all first."""
    masks = course_masks(snapshot, wish, vector, criteria)
    met, possible = masks.met, masks.possible
    tiers = (met, possible & ~met)
    rows = [row for tier in tiers for row in _ordered(snapshot, wish, vector, tier, sort)]
    asked = terms(wish)
    return CourseResult(
        matches=tuple(
            _match(snapshot, row, criteria, asked) for row in rows[offset : offset + limit]
        ),
        met_count=int(met.sum()),
        unknown_count=int((possible & ~met).sum()),
    )


def course_masks(
    snapshot: Snapshot, wish: str, vector: NDArray[np.float32] | None, criteria: Criteria
) -> Masks:
    """Which courses count: by the criteria, and where no subject is among them, by the wish."""
    masks = snapshot.columns.mask(criteria, snapshot.taxonomy)
    if not wish or vector is None or criteria.subjects:
        return masks
    alike = _alike(snapshot, wish, vector)
    return Masks(masks.met & alike, masks.possible & alike)


def _match(snapshot: Snapshot, row: int, criteria: Criteria, asked: frozenset[str]) -> CourseMatch:
    course = snapshot.courses[row]
    judged = verdicts(course, criteria, snapshot.taxonomy)
    if asked and criteria.subjects == ():
        judged = (*judged, topic_verdict(course, asked, terms))
    return CourseMatch(course, judged)


def _ordered(
    snapshot: Snapshot,
    wish: str,
    vector: NDArray[np.float32] | None,
    allowed: Mask,
    sort: Sort | None,
) -> list[int]:
    rows = np.flatnonzero(allowed).tolist()
    if sort is not None:
        return sorted(rows, key=lambda row: _sort_key(snapshot.courses[row], sort))
    if not rows or vector is None:
        return sorted(rows, key=lambda row: _unstated(snapshot.courses[row]))
    dense, _ = snapshot.course_vectors.search(vector, RANKED_EACH, allowed)
    keyword, _ = snapshot.course_keywords.search(wish, RANKED_EACH, allowed)
    ranked = [row for row, _ in reciprocal_rank_fusion([dense.tolist(), keyword.tolist()])]
    return ranked + _missing(rows, ranked)


def _alike(snapshot: Snapshot, wish: str, vector: NDArray[np.float32]) -> Mask:
    """Courses like the wish: near in meaning, or nearly so and sharing one of its words."""
    alike = np.zeros(len(snapshot.courses), dtype=np.bool_)
    named, _ = snapshot.course_keywords.search(wish, RANKED_EACH)
    rows, cosines = snapshot.course_vectors.search(vector, RANKED_EACH)
    floor = np.where(np.isin(rows, named), SIMILAR_MIN, SIMILAR_WITHOUT_A_WORD_MIN)
    alike[rows[cosines >= floor]] = True
    return alike


def _missing(rows: Iterable[int], ranked: Iterable[int]) -> list[int]:
    known = set(ranked)
    return [row for row in rows if row not in known]


def _sort_key(course: Course, sort: Sort) -> tuple[float, str]:
    """Unknown values come last; equal ones keep the order of their ids."""
    match sort:
        case Sort.CHEAPEST:
            value = course.price_aud
        case Sort.SHORTEST:
            value = course.duration_weeks
        case Sort.NEWEST:
            value = -course.updated_on.toordinal() if course.updated_on else None
    return (math.inf if value is None else value, course.id)


def _unstated(course: Course) -> tuple[int, str]:
    """How many of the facts that learners compare are missing."""
    facts = (course.level, course.duration_weeks, course.price_aud)
    missing = sum(fact is None for fact in facts) + (not course.delivery) + (not course.states)
    return (missing, course.id)
