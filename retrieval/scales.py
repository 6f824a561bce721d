"""A number of every row, kept as its place among the distinct values: exact, small, quick."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.arrays import mapped_array, save_array
from retrieval.rowset import Rows, RowSet

Values = NDArray[np.float64]


class Scale:
    """The distinct values in rising order, and each row's place among them; unknown comes last."""

    def __init__(self, values: Values, places: NDArray[np.unsignedinteger[Any]]) -> None:
        self._values = values
        self._places = places

    @classmethod
    def build(cls, numbers: Values) -> "Scale":
        """A scale of the rows' numbers, NaN where one is unknown."""
        # NumPy sorts NaN last and counts all of them as one value.
        values, places = np.unique(numbers, return_inverse=True)
        known = values[~np.isnan(values)]
        return cls(known, places.astype(np.min_scalar_type(len(known))))

    @classmethod
    def open(cls, folder: Path, name: str) -> "Scale":
        """Map what `save` wrote into memory."""
        values, places = (
            mapped_array(folder / f"{name}.{part}.npy") for part in ("values", "places")
        )
        return cls(values, places)

    def save(self, folder: Path, name: str) -> None:
        """Write two arrays into a folder."""
        save_array(folder / f"{name}.values.npy", self._values)
        save_array(folder / f"{name}.places.npy", self._places)

    def at_most(self, limit: float) -> RowSet:
        """The rows whose number is known and not above a limit."""
        end = np.searchsorted(self._values, limit, side="right")
        return RowSet.of_mask(self._places < end)

    def lowest(self, rows: Rows, count: int) -> Rows:
        """The first `count` of some rows by their number, unknown last, equal ones by row."""
        # One integer a row, so that a partition finds the first without sorting the others.
        keys = self._places[rows].astype(np.uint64) << np.uint64(32) | rows.astype(np.uint64)
        if count < len(keys):
            keys = np.partition(keys, count)[:count]
        return (np.sort(keys) & np.uint64(2**32 - 1)).astype(np.int64)
