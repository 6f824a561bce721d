"""txtai as its documentation sets up hybrid search: `hybrid=True, content=True`, all else default.

Vectors in FAISS, keywords in its own BM25 index, texts in SQLite; both scores count half.
"""

from collections.abc import Sequence
from typing import Any

import txtai

from benchmarks.peers.protocol import Document, Task, serve


class Txtai:
    """An embeddings database saved as a folder."""

    def __init__(self, task: Task) -> None:
        self._model = str(task.model)
        self._path = str(task.folder / "index")
        self._embeddings: Any = None

    def warm_up(self) -> None:
        self._embeddings = txtai.Embeddings(path=self._model, hybrid=True, content=True)
        self._embeddings.transform("course")

    def ingest(self, documents: Sequence[Document]) -> None:
        self._embeddings.index((d.id, d.text) for d in documents)
        self._embeddings.save(self._path)

    def open(self) -> None:
        self._embeddings = txtai.Embeddings()
        self._embeddings.load(self._path)

    def search(self, query: str, limit: int) -> list[str]:
        return [found["id"] for found in self._embeddings.search(query, limit)]


if __name__ == "__main__":
    serve(Txtai)
