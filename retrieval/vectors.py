"""Exact nearest neighbours over unit vectors, filtered inside FAISS."""

from pathlib import Path

import faiss
import numpy as np

from retrieval.embedding import Vectors
from retrieval.rowset import Rows, RowSet


class VectorIndex:
    """A flat inner-product index; of unit vectors that is the cosine."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index

    @classmethod
    def build(cls, vectors: Vectors) -> "VectorIndex":
        """Index vectors of shape [n, dimensions]; a row's number is its place among them."""
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors, dtype=np.float32))
        return cls(index)

    @classmethod
    def open(cls, path: Path) -> "VectorIndex":
        """Map the file into memory, so that processes on one machine share its pages."""
        # IO_FLAG_MMAP would copy a flat index: it maps inverted lists alone.
        return cls(faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC))

    def save(self, path: Path) -> None:
        """Write the index to a file."""
        faiss.write_index(self._index, str(path))

    def __len__(self) -> int:
        return int(self._index.ntotal)

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
        parameters = None
        if allowed is not None and available < len(self):
            # FAISS keeps a pointer into the bits, so they have to live until the search is over.
            bits = allowed.bits
            selector = faiss.IDSelectorBitmap(len(bits), faiss.swig_ptr(bits))
            parameters = faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]
        cosines, rows = self._index.search(query[None, :], limit, params=parameters)
        # A query that is not finite is near to nothing; FAISS fills up with row -1.
        is_found = rows[0] >= 0
        return rows[0][is_found], cosines[0][is_found]
