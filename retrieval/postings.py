"""Which rows each of many names belongs to, as two arrays."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from retrieval.arrays import mapped_array, save_array
from retrieval.rowset import RowSet


class Postings:
    """Name i belongs to `rows[starts[i]:starts[i + 1]]`, of a table of `size` rows."""

    def __init__(
        self,
        names: Sequence[str],
        starts: NDArray[np.int64],
        rows: NDArray[np.uint32],
        size: int,
    ) -> None:
        self._numbers = {name: number for number, name in enumerate(names)}
        self._starts = starts
        self._rows = rows
        self._size = size

    @classmethod
    def build(cls, rows_of: Mapping[str, Sequence[int]], size: int) -> "Postings":
        """Postings of the rows of each name."""
        lengths = [len(rows) for rows in rows_of.values()]
        starts = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
        joined = np.empty(int(starts[-1]), dtype=np.uint32)
        for start, rows in zip(starts, rows_of.values(), strict=False):
            joined[start : start + len(rows)] = rows
        return cls(tuple(rows_of), starts, joined, size)

    @classmethod
    def open(cls, folder: Path, name: str, size: int) -> "Postings":
        """Map what `save` wrote into memory."""
        names = json.loads((folder / f"{name}.names.json").read_text(encoding="utf-8"))
        starts, rows = (mapped_array(folder / f"{name}.{part}.npy") for part in ("starts", "rows"))
        return cls(names, starts, rows, size)

    def save(self, folder: Path, name: str) -> None:
        """Write the names and two arrays into a folder."""
        names = json.dumps(list(self._numbers))
        (folder / f"{name}.names.json").write_text(names, encoding="utf-8")
        save_array(folder / f"{name}.starts.npy", self._starts)
        save_array(folder / f"{name}.rows.npy", self._rows)

    def any_of(self, names: Iterable[str]) -> RowSet:
        """The rows of any of the names; a name that is not known has none."""
        mask = np.zeros(self._size, dtype=np.bool_)
        for number in (self._numbers.get(name) for name in names):
            if number is not None:
                mask[self._rows[self._starts[number] : self._starts[number + 1]]] = True
        return RowSet.of_mask(mask)
