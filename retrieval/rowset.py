"""Some of a table's rows as packed bits: a million rows take 125 kB, and FAISS filters by them."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]
Words = NDArray[np.uint64]


class RowSet:
    """An immutable set of rows of a table of `size` rows.

    Row i is bit i % 64 of word i // 64, the lowest first; bits past the last row are 0.
    """

    __slots__ = ("_words", "size")

    def __init__(self, words: Words, size: int) -> None:
        self._words = words
        self.size = size

    @classmethod
    def of_mask(cls, mask: Mask) -> "RowSet":
        """The rows at which a mask of shape [size] is True."""
        packed = np.packbits(mask, bitorder="little")
        padded = np.zeros(words_for(len(mask)) * 8, dtype=np.uint8)
        padded[: len(packed)] = packed
        return cls(padded.view("<u8"), len(mask))

    @classmethod
    def of_rows(cls, rows: Iterable[int] | Rows, size: int) -> "RowSet":
        """The rows given, in any order."""
        mask = np.zeros(size, dtype=np.bool_)
        mask[np.asarray(rows, dtype=np.int64)] = True
        return cls.of_mask(mask)

    @classmethod
    def everything(cls, size: int) -> "RowSet":
        """Every row."""
        words = np.full(words_for(size), ~np.uint64(0), dtype="<u8")
        if size % 64:
            words[-1] = (1 << size % 64) - 1
        return cls(words, size)

    def __and__(self, other: "RowSet") -> "RowSet":
        return RowSet(self._words & other._words, self.size)

    def __or__(self, other: "RowSet") -> "RowSet":
        return RowSet(self._words | other._words, self.size)

    def __sub__(self, other: "RowSet") -> "RowSet":
        return RowSet(self._words & ~other._words, self.size)

    def __contains__(self, row: int) -> bool:
        return bool(self.bits[row >> 3] >> (row & 7) & 1)

    def __len__(self) -> int:
        return int(np.bitwise_count(self._words).sum())

    def rows(self) -> Rows:
        """The rows, in ascending order."""
        return np.flatnonzero(self.mask())

    def mask(self) -> Mask:
        """True at the rows; of shape [size]."""
        bits = np.unpackbits(self.bits, count=self.size, bitorder="little")
        return bits.view(np.bool_)

    def holds(self, rows: Rows) -> Mask:
        """For each of some rows, whether it is in the set."""
        held: Mask = (self.bits[rows >> 3] >> (rows & 7).astype(np.uint8) & 1).astype(np.bool_)
        return held

    @property
    def bits(self) -> NDArray[np.uint8]:
        """The packed bits: row i is bit i % 8 of byte i // 8."""
        return self._words.view(np.uint8)

    @property
    def words(self) -> Words:
        """The packed bits as they are stored."""
        return self._words


def words_for(size: int) -> int:
    """How many words hold the bits of a table's rows."""
    return -(-size // 64)
