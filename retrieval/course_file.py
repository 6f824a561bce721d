"""Courses in a file of JSON Lines, in the order of their ids, each parsed when asked for."""

import mmap
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import overload

import numpy as np
from numpy.typing import NDArray

from corpus.models import Course
from retrieval.arrays import mapped_array, save_array

LINES, ENDS, IDS = "courses.jsonl", "courses.ends.npy", "courses.ids.npy"


class CourseFile(Sequence[Course]):
    """Line i ends at byte `ends[i]`. The file is mapped into memory, and nothing of it is kept."""

    def __init__(self, lines: mmap.mmap | bytes, ends: NDArray[np.int64], ids: NDArray[np.bytes_]):
        self._lines = lines
        self._ends = ends
        self._ids = ids

    @classmethod
    def open(cls, folder: Path) -> "CourseFile":
        """Map what `write_courses` wrote."""
        ends, ids = mapped_array(folder / ENDS), mapped_array(folder / IDS)
        with (folder / LINES).open("rb") as file:
            # An empty file cannot be mapped.
            lines = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if len(ends) else b""
        return cls(lines, ends, ids)

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, row: int) -> Course: ...
    @overload
    def __getitem__(self, row: slice) -> tuple[Course, ...]: ...

    def __getitem__(self, row: int | slice) -> Course | tuple[Course, ...]:
        if isinstance(row, slice):
            return tuple(self[one] for one in range(*row.indices(len(self))))
        if not -len(self) <= row < len(self):
            raise IndexError(f"expected a row below {len(self)}, got {row}")
        row %= len(self)
        start = int(self._ends[row - 1]) if row else 0
        return Course.model_validate_json(self._lines[start : int(self._ends[row])])

    def by_id(self, course_id: str) -> Course | None:
        """The course of an id."""
        row = self.row_of(course_id)
        return None if row is None else self[row]

    def row_of(self, course_id: str) -> int | None:
        """The row of an id, found by halving."""
        key = course_id.encode("utf-8", "surrogatepass")
        # NumPy would copy the array to compare it with something longer than its elements.
        if not len(self) or len(key) > self._ids.itemsize:
            return None
        row = int(np.searchsorted(self._ids, key))
        return row if row < len(self) and self._ids[row] == key else None


def write_courses(folder: Path, courses: Iterable[Course]) -> None:
    """Write courses, which have to be in the order of their ids."""
    lengths, ids = [], []
    with (folder / LINES).open("wb") as file:
        for course in courses:
            lengths.append(file.write(course.model_dump_json().encode() + b"\n"))
            ids.append(course.id.encode("utf-8", "surrogatepass"))
    save_array(folder / ENDS, np.cumsum(lengths, dtype=np.int64))
    save_array(folder / IDS, np.array(ids, dtype=np.bytes_))
