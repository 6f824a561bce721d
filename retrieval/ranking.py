"""From a wish and criteria to courses, best first, each with a verdict per criterion."""

import numpy as np
from numpy.typing import NDArray

from retrieval.columns import Masks
from retrieval.diversity import WINDOW, diversified
from retrieval.hybrid import hybrid_search
from retrieval.keyword import terms
from retrieval.models import (
    CourseMatch,
    CourseResult,
    Criteria,
    CriterionVerdict,
    Sort,
    Verdict,
)
from retrieval.rowset import Rows, RowSet
from retrieval.snapshot import Snapshot
from retrieval.verdicts import topic_verdict, verdicts

# Rows of either index among which courses like the wish are sought.
RANKED_EACH = 200
# Cosine of a wish to a course's text. Of summaries against two catalogues, 81% and 89% reach 0.3
# with their own course and 7% with another, and 1% or fewer reach 0.45 with another: what shares
# no word has to be that near. See `python -m benchmarks.courses`.
SIMILAR_MIN = 0.3
SIMILAR_WITHOUT_A_WORD_MIN = 0.45


def find_courses(
    snapshot: Snapshot,
    wish: str,
    vector: NDArray[np.float32] | None,
    criteria: Criteria,
    sort: Sort | None,
    offset: int,
    limit: int,
    alike: RowSet | None = None,
) -> CourseResult:
    """A page of the courses that break no criterion: those that meet all first.

    `alike` is what `courses_like` found for the wish, None where no course is too unlike it.
    """
    masks = course_masks(snapshot, criteria, alike)
    met, unknown = masks.met, masks.possible - masks.met
    end = offset + limit
    rows = _ordered(snapshot, wish, vector, met, sort, end)
    if len(rows) < end:
        rest = _ordered(snapshot, wish, vector, unknown, sort, end - len(rows))
        rows = np.concatenate((rows, rest))
    asked = terms(wish)
    return CourseResult(
        matches=tuple(_match(snapshot, row, criteria, asked) for row in rows[offset:end].tolist()),
        met_count=len(met),
        unknown_count=len(unknown),
    )


def course_masks(snapshot: Snapshot, criteria: Criteria, alike: RowSet | None) -> Masks:
    """Which courses count: by the criteria, and among those alike to the wish if that is given.

    What is listed twice counts once.
    """
    masks, repeats = snapshot.columns.mask(criteria, snapshot.taxonomy), snapshot.columns.repeats
    met, possible = masks.met - repeats, masks.possible - repeats
    if alike is None:
        return Masks(met, possible)
    return Masks(met & alike, possible & alike)


def judge_course(
    snapshot: Snapshot, course_id: str, wish: str, criteria: Criteria, alike: RowSet | None
) -> tuple[CriterionVerdict, ...]:
    """How a course stands to each criterion, kept or broken; nothing of a course that is gone."""
    row = snapshot.courses.row_of(course_id)
    if row is None:
        return ()
    if alike is None or row in alike:
        return _match(snapshot, row, criteria, terms(wish)).verdicts
    judged = verdicts(snapshot.courses[row], criteria, snapshot.taxonomy)
    return (*judged, CriterionVerdict("topic", Verdict.NOT_MET, ""))


def courses_like(snapshot: Snapshot, wish: str, vector: NDArray[np.float32]) -> RowSet:
    """Courses like the wish: near in meaning, or nearly so and sharing one of its words."""
    named, _ = snapshot.course_keywords.search(wish, RANKED_EACH)
    rows, cosines = snapshot.course_vectors.search(vector, RANKED_EACH)
    floor = np.where(np.isin(rows, named), SIMILAR_MIN, SIMILAR_WITHOUT_A_WORD_MIN)
    return RowSet.of_rows(rows[cosines >= floor], len(snapshot.courses))


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
    allowed: RowSet,
    sort: Sort | None,
    count: int,
) -> Rows:
    """The first `count` of the allowed rows, or all of them where there are fewer."""
    if sort is not None:
        return snapshot.columns.first_by(sort, allowed, count)
    if vector is None:
        return snapshot.columns.best_described(allowed, count)
    ranked = _ranked(snapshot, wish, vector, allowed, count)
    if count <= len(ranked):
        return ranked[:count]
    others = allowed - RowSet.of_rows(ranked, allowed.size)
    return np.concatenate((ranked, others.rows()[: count - len(ranked)]))


def _ranked(
    snapshot: Snapshot, wish: str, vector: NDArray[np.float32], allowed: RowSet, count: int
) -> Rows:
    """The courses that fit a wish, the first of them varied: as many as asked for or are found."""
    vectors, keywords = snapshot.course_vectors, snapshot.course_keywords
    # The same courses are varied, however many are asked for: a page follows the one before.
    rows, scores = hybrid_search(vectors, keywords, wish, vector, max(count, WINDOW), allowed)
    first = rows[:WINDOW]
    varied = first[diversified(scores[:WINDOW], vectors.rows(first))]
    return np.concatenate((varied, rows[WINDOW:]))
