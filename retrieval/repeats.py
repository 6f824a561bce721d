"""Courses that are listed more than once: by two sources, or twice by one."""

from collections.abc import Hashable, Iterable, Iterator, Sequence

import numpy as np
from rapidfuzz import fuzz

from corpus.models import Course
from retrieval.subjects import plain

# Of a hundred letters, how many are the same where one listing was touched up: a year, a link.
ALIKE_MIN = 95


def repeats(courses: Sequence[Course]) -> list[int]:
    """The rows of courses that say what an earlier one says, in ascending order.

    Such a course has the same title, the same facts that learners compare, and nearly the same
    text. Who offers it plays no part. Where texts are empty, nothing says that they are the same.
    """
    # By hash first: of a million courses nothing is held but a number each.
    hashes = np.fromiter((hash(_facts(course)) for course in courses), np.int64, len(courses))
    order = np.argsort(hashes, kind="stable")
    starts = np.flatnonzero(np.diff(hashes[order], prepend=hashes[order[:1]] - 1))
    groups = np.split(order, starts[1:])
    return sorted(
        row for group in groups if len(group) > 1 for row in _repeats_in(group.tolist(), courses)
    )


def _repeats_in(rows: Iterable[int], courses: Sequence[Course]) -> Iterator[int]:
    kept: list[Course] = []
    for row in rows:
        course = courses[row]
        if any(_is_repeat(course, other) for other in kept):
            yield row
        else:
            kept.append(course)


def _is_repeat(course: Course, other: Course) -> bool:
    text, known = _text(course), _text(other)
    return (
        bool(text)
        and _facts(course) == _facts(other)
        and fuzz.ratio(text, known, score_cutoff=ALIKE_MIN) > 0
    )


def _text(course: Course) -> str:
    return plain(f"{course.summary} {course.description}").strip()


def _facts(course: Course) -> Hashable:
    return (
        plain(course.title),
        frozenset(course.subjects),
        course.level or course.level_text,
        frozenset(course.delivery),
        frozenset(course.states),
        course.duration_weeks,
        course.price_aud,
        course.funded,
        course.start_dates,
        course.language,
    )
