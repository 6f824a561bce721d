"""Nearest neighbours over unit vectors, filtered inside FAISS: exact, or nearly so where many."""

import errno
import math
from functools import cached_property
from pathlib import Path

import faiss
import numpy as np

from retrieval.embedding import Vectors
from retrieval.rowset import Rows, RowSet

# Up to here a whole scan takes less time than encoding the question. See docs/retrieval.md.
EXACT_MAX = 25_000
# Above, a search compares about this many of the vectors that the filter lets through: all of
# them under a selective filter, so that no answer is lost where there are few.
COMPARED = 10_000
# Vectors that each list's centre is fitted on; FAISS warns below 39.
FITTED_ON_EACH = 64
FITTING_ROUNDS = 10
# Rows that stand for all where a mean and a deviation are asked for: within 4% of the true one.
BACKGROUND_ROWS = 1000


class VectorIndex:
    """An inner-product index; of unit vectors that is the cosine."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index
        self._lists = 0
        if isinstance(index, faiss.IndexIVF):
            self._lists = index.nlist
            index.make_direct_map()  # From a row to its place in a list, for `rows`.

    @classmethod
    def build(cls, vectors: Vectors) -> "VectorIndex":
        """Index vectors of shape [n, dimensions]; a row's number is its place among them."""
        vectors = np.ascontiguousarray(vectors, dtype=np.float32)
        if len(vectors) <= EXACT_MAX:
            index: faiss.Index = faiss.IndexFlatIP(vectors.shape[1])
        else:
            index = _lists_fitted_to(vectors)
        index.add(vectors)
        return cls(index)

    @classmethod
    def open(cls, path: Path) -> "VectorIndex":
        """Map the file into memory, so that processes on one machine share its pages."""
        # IO_FLAG_MMAP would copy a flat index: it maps inverted lists alone.
        return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))

    def save(self, path: Path) -> None:
        """Write the index to a file. Raises OSError where that cannot be done."""
        try:
            faiss.write_index(self._index, str(path))
        except RuntimeError as error:
            raise OSError(errno.EIO, "the index cannot be written", str(path)) from error

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def rows(self, rows: Rows) -> Vectors:
        """The vectors of some rows, of shape [len(rows), dimensions]."""
        vectors: Vectors = self._index.reconstruct_batch(rows)
        return vectors

    @cached_property
    def background(self) -> Vectors:
        """Vectors of at most BACKGROUND_ROWS rows, evenly spread: what is usual in this index."""
        count = min(len(self), BACKGROUND_ROWS)
        return self.rows(np.linspace(0, len(self) - 1, count).astype(np.int64))

    def search(
        self, query: Vectors, limit: int, allowed: RowSet | None = None
    ) -> tuple[Rows, Vectors]:
        """Rows and cosines of the nearest, the best first.

        `query` has shape [dimensions]; only rows in `allowed` count.
        """
        available = len(self) if allowed is None else len(allowed)
        limit = min(limit, available)
        if limit == 0:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        # FAISS keeps a pointer into the bits, so they have to live until the search is over.
        bits = None if allowed is None or available == len(self) else allowed.bits
        selector = (
            faiss.IDSelectorBitmap(len(bits), faiss.swig_ptr(bits)) if bits is not None else None
        )
        parameters = self._parameters(selector, available)
        cosines, rows = self._index.search(query[None, :], limit, params=parameters)
        # FAISS fills up with row -1: a query that is not finite is near to nothing, and the lists
        # that were searched may hold fewer.
        is_found = rows[0] >= 0
        return rows[0][is_found], cosines[0][is_found]

    def _parameters(
        self, selector: faiss.IDSelector | None, available: int
    ) -> faiss.SearchParameters:
        if not self._lists:
            return faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        searched = min(self._lists, math.ceil(self._lists * COMPARED / available))
        return faiss.SearchParametersIVF(sel=selector, nprobe=searched)  # type: ignore[call-arg]


def _lists_fitted_to(vectors: Vectors) -> faiss.IndexIVF:
    """Empty lists around centres of the vectors, as many as the root of their number."""
    count, dimensions = vectors.shape
    lists = math.isqrt(count)
    centres = faiss.IndexFlatIP(dimensions)
    index = faiss.IndexIVFScalarQuantizer(
        centres,
        dimensions,
        lists,
        faiss.ScalarQuantizer.QT_fp16,
        faiss.METRIC_INNER_PRODUCT,
        False,  # The vectors themselves are kept, not what differs from their centre.
    )
    index.cp.niter = FITTING_ROUNDS
    index.cp.max_points_per_centroid = FITTED_ON_EACH
    # A sample with a seed of its own: the same vectors make the same index.
    size = min(count, lists * FITTED_ON_EACH)
    sample = np.random.default_rng(0).choice(count, size, replace=False)
    index.train(vectors[np.sort(sample)])
    return index
