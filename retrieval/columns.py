"""Course facts as arrays, so that criteria are answered for the whole catalogue at once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.models import Course, Delivery, Level, State, Taxonomy
from retrieval.models import Criteria
from retrieval.subjects import SubjectMatcher, plain

Mask = NDArray[np.bool_]
Flags = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Masks:
    """Per course: every criterion is met; no criterion is broken (unknown breaks none)."""

    met: Mask
    possible: Mask


class CourseColumns:
    """Columns of a catalogue of n courses. Sets are bit flags, unknown numbers are NaN."""

    def __init__(self, courses: tuple[Course, ...]) -> None:
        self._delivery = _flags(courses, lambda c: c.delivery, tuple(Delivery))
        self._states = _flags(courses, lambda c: c.states, tuple(State))
        self._levels = _flags(courses, lambda c: (c.level,) if c.level else (), tuple(Level))
        self._weeks = _numbers(course.duration_weeks for course in courses)
        self._prices = _numbers(course.price_aud for course in courses)
        self._funded = _numbers(None if c.funded is None else float(c.funded) for c in courses)
        self._subjects: dict[str, list[int]] = {}
        for row, course in enumerate(courses):
            for name in course.subjects:
                self._subjects.setdefault(name, []).append(row)
        self._has_subject = np.array([bool(c.subjects) for c in courses], dtype=np.bool_)
        self._titles = tuple(plain(course.title) for course in courses)
        self._size = len(courses)

    def mask(self, criteria: Criteria, taxonomy: Taxonomy) -> Masks:
        """Which courses meet, and which do not break, all the criteria together."""
        met = np.ones(self._size, dtype=np.bool_)
        possible = met.copy()
        for is_met, is_known in self._verdicts(criteria, taxonomy):
            met &= is_met
            possible &= is_met | ~is_known
        if criteria.excluded_subjects:
            unwanted = criteria.excluded_subjects
            out = self._about(unwanted, taxonomy) | self._named(unwanted, taxonomy)
            met &= ~out
            possible &= ~out
        return Masks(met, possible)

    def _verdicts(self, criteria: Criteria, taxonomy: Taxonomy) -> Iterable[tuple[Mask, Mask]]:
        """For each criterion that is set: where it is met, and where it is known."""
        if criteria.subjects:
            yield self._about(criteria.subjects, taxonomy), self._has_subject
        for wanted, values, column in (
            (criteria.delivery, tuple(Delivery), self._delivery),
            (criteria.states, tuple(State), self._states),
            (criteria.levels, tuple(Level), self._levels),
        ):
            if wanted:
                yield (column & _bits(wanted, values)) != 0, column != 0
        for limit, numbers in (
            (criteria.duration_weeks_max, self._weeks),
            (criteria.price_aud_max, self._prices),
        ):
            if limit is not None:
                known = ~np.isnan(numbers)
                yield known & (np.nan_to_num(numbers) <= limit), known
        if criteria.funded:
            yield self._funded == 1, ~np.isnan(self._funded)

    def _about(self, names: Iterable[str], taxonomy: Taxonomy) -> Mask:
        """Courses that are about any of the subjects."""
        matcher = SubjectMatcher.of(names, taxonomy)
        about = np.zeros(self._size, dtype=np.bool_)
        for name in matcher.names:
            about[self._subjects.get(name, [])] = True
        for row in self._foreign(taxonomy):
            about[row] |= matcher.is_named_in(self._titles[row])
        return about

    def _named(self, names: Iterable[str], taxonomy: Taxonomy) -> Mask:
        """Courses whose title names any of the subjects, whatever theirs are."""
        matcher = SubjectMatcher.of(names, taxonomy)
        return np.array([matcher.is_named_in(title) for title in self._titles], dtype=np.bool_)

    def _foreign(self, taxonomy: Taxonomy) -> NDArray[np.int64]:
        own = [s.name for s in taxonomy.subjects if not s.is_learned]
        is_foreign = np.ones(self._size, dtype=np.bool_)
        for name in own:
            is_foreign[self._subjects.get(name, [])] = False
        return np.flatnonzero(is_foreign)


def _flags(
    courses: Iterable[Course],
    values_of: Callable[[Course], tuple[str, ...]],
    values: tuple[str, ...],
) -> Flags:
    return np.array([_bits(values_of(course), values) for course in courses], dtype=np.uint32)


def _bits(chosen: Iterable[str], values: tuple[str, ...]) -> np.uint32:
    return np.uint32(sum(1 << values.index(value) for value in set(chosen)))


def _numbers(values: Iterable[float | None]) -> NDArray[np.float64]:
    return np.array([np.nan if v is None else v for v in values], dtype=np.float64)
