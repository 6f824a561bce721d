"""Course facts as arrays in files, so that criteria are answered for all courses at once."""

import json
import math
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from corpus.models import Course, Taxonomy
from retrieval.arrays import mapped_array, save_array
from retrieval.models import Criteria, Field, Sort
from retrieval.postings import Postings
from retrieval.repeats import repeats
from retrieval.rowset import Rows, RowSet
from retrieval.scales import Scale
from retrieval.subjects import TitleReader, is_foreign

# A turn asks for the same criteria many times: once for its courses, once for each choice.
SETS_REMEMBERED = 128
# What an order goes by; `unstated` counts the facts missing of those that learners compare.
_SCALES = {Sort.CHEAPEST: "price", Sort.SHORTEST: "weeks", Sort.NEWEST: "age"}
_REPEATS = "repeats"
# A course has one level, and the wish may name several.
_FACT_NAMES = {Field.LEVELS: "level"}
_SCALE_NAMES = (*_SCALES.values(), "unstated")


@dataclass(frozen=True, slots=True)
class Masks:
    """The courses that meet every criterion, and those that break none: unknown breaks none."""

    met: RowSet
    possible: RowSet


class CourseColumns:
    """Columns of a catalogue of `size` courses.

    `facts` holds the courses of each value, such as `delivery:online`, and under the field's own
    name those that state it. `about` are the courses of a subject, `named` those whose title
    names it.
    """

    def __init__(
        self,
        size: int,
        facts: Mapping[str, RowSet],
        scales: Mapping[str, Scale],
        about: Postings,
        named: Postings,
    ) -> None:
        self._size = size
        self._facts = facts
        self._none = RowSet.of_rows((), size)
        self._scales = scales
        self._about = lru_cache(SETS_REMEMBERED)(about.any_of)
        self._named = lru_cache(SETS_REMEMBERED)(named.any_of)
        self._at_most = lru_cache(SETS_REMEMBERED)(
            lambda name, limit: self._scales[name].at_most(limit)
        )
        self._postings = {"about": about, "named": named}

    @classmethod
    def build(cls, courses: Sequence[Course], taxonomy: Taxonomy) -> "CourseColumns":
        """Columns of courses whose subjects are in the taxonomy."""
        size = len(courses)
        reader = TitleReader(taxonomy)
        facts, about, named = (_RowsByName(lambda: array("I")) for _ in range(3))
        numbers = {name: array("d") for name in _SCALE_NAMES}
        for row, course in enumerate(courses):
            for fact in _facts(course):
                facts[fact].append(row)
            for name, number in _numbers(course).items():
                numbers[name].append(math.nan if number is None else number)
            in_title = reader.subjects_named(course.title)
            for name in in_title:
                named[name].append(row)
            own = set(course.subjects)
            for name in own | in_title if is_foreign(course, taxonomy) else own:
                about[name].append(row)
        facts[_REPEATS] = array("I", repeats(courses))
        return cls(
            size,
            {fact: RowSet.of_rows(np.asarray(rows), size) for fact, rows in facts.items()},
            {name: Scale.build(np.asarray(values)) for name, values in numbers.items()},
            Postings.build(about, size),
            Postings.build(named, size),
        )

    @classmethod
    def open(cls, folder: Path) -> "CourseColumns":
        """Map what `save` wrote into memory."""
        described = json.loads((folder / "facts.json").read_text(encoding="utf-8"))
        size, names = int(described["size"]), described["names"]
        words = mapped_array(folder / "facts.npy")
        return cls(
            size,
            {name: RowSet(row, size) for name, row in zip(names, words, strict=True)},
            {name: Scale.open(folder, name) for name in _SCALE_NAMES},
            Postings.open(folder, "about", size),
            Postings.open(folder, "named", size),
        )

    def save(self, folder: Path) -> None:
        """Write the columns into a new folder."""
        folder.mkdir()
        described = json.dumps({"size": self._size, "names": list(self._facts)})
        (folder / "facts.json").write_text(described, encoding="utf-8")
        words = [rows.words for rows in self._facts.values()]
        empty = np.empty((0, 0), dtype=np.uint64)
        save_array(folder / "facts.npy", np.stack(words) if words else empty)
        for name, scale in self._scales.items():
            scale.save(folder, name)
        for name, postings in self._postings.items():
            postings.save(folder, name)

    def mask(self, criteria: Criteria, taxonomy: Taxonomy) -> Masks:
        """Which courses meet, and which do not break, all the criteria together."""
        met = possible = RowSet.everything(self._size)
        for is_met, is_known in self._verdicts(criteria, taxonomy):
            met = met & is_met
            possible = possible - (is_known - is_met)
        if criteria.excluded_subjects:
            unwanted = taxonomy.expand(criteria.excluded_subjects)
            out = self._about(unwanted) | self._named(unwanted)
            met, possible = met - out, possible - out
        return Masks(met, possible)

    def holders(self, field: Field, value: str, taxonomy: Taxonomy) -> RowSet:
        """The courses that have a value of a field: for a subject, those below it too."""
        if field is Field.SUBJECTS:
            return self._about(taxonomy.expand((value,)))
        return self._fact(f"{_FACT_NAMES.get(field, field)}:{value}")

    @property
    def repeats(self) -> RowSet:
        """The courses that say what an earlier one says."""
        return self._fact(_REPEATS)

    def first_by(self, sort: Sort, courses: RowSet, count: int) -> Rows:
        """The first courses in an order; unknown values come last, equal ones by row."""
        return self._scales[_SCALES[sort]].lowest(courses.rows(), count)

    def best_described(self, courses: RowSet, count: int) -> Rows:
        """The first courses by how few facts they leave unknown that learners compare."""
        return self._scales["unstated"].lowest(courses.rows(), count)

    def _verdicts(self, criteria: Criteria, taxonomy: Taxonomy) -> Iterator[tuple[RowSet, RowSet]]:
        """For each criterion that is set: where it is met, and where it is known."""
        if criteria.subjects:
            yield self._about(taxonomy.expand(criteria.subjects)), self._fact("subjects")
        for field, wanted in (
            ("delivery", criteria.delivery),
            ("states", criteria.states),
            ("level", criteria.levels),
            ("funded", ("True",) if criteria.funded else ()),
        ):
            if wanted:
                yield self._any_fact(field, wanted), self._fact(field)
        for name, limit in (
            ("weeks", criteria.duration_weeks_max),
            ("price", criteria.price_aud_max),
        ):
            if limit is not None:
                yield self._at_most(name, limit), self._fact(name)

    def _any_fact(self, field: str, values: Iterable[str]) -> RowSet:
        first, *others = (self._fact(f"{field}:{value}") for value in values)
        for other in others:
            first = first | other
        return first

    def _fact(self, name: str) -> RowSet:
        return self._facts.get(name, self._none)


# Half a million rows of a name take 2 MB as an array, 18 MB as a list.
_RowsByName = defaultdict[str, "array[int]"]


def _facts(course: Course) -> Iterator[str]:
    """The field of everything that a course states, and where values are few, the values."""
    stated: dict[str, tuple[object, ...]] = {
        "delivery": course.delivery,
        "states": course.states,
        "level": () if course.level is None else (course.level,),
        "funded": () if course.funded is None else (course.funded,),
    }
    for field, values in stated.items():
        if values:
            yield field
        yield from (f"{field}:{value}" for value in set(values))
    for field, is_stated in (
        ("subjects", bool(course.subjects)),
        ("weeks", course.duration_weeks is not None),
        ("price", course.price_aud is not None),
    ):
        if is_stated:
            yield field


def _numbers(course: Course) -> dict[str, float | None]:
    """What each scale measures of a course."""
    facts = (course.level, course.duration_weeks, course.price_aud)
    missing = sum(fact is None for fact in facts) + (not course.delivery) + (not course.states)
    return {
        "price": course.price_aud,
        "weeks": course.duration_weeks,
        "age": -course.updated_on.toordinal() if course.updated_on else None,
        "unstated": missing,
    }
