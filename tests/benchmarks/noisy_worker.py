"""A worker over the real protocol that prints what libraries print, and can be made to fail."""

import os
from collections.abc import Sequence

from benchmarks.peers.protocol import Document, Task, serve


class Noisy:
    """Finds documents by a word of their text."""

    def __init__(self, task: Task) -> None:
        self._path = task.folder / "texts"

    def warm_up(self) -> None:
        print("loading...")
        os.write(1, b'{"found": ["from a library in C"]}\n')

    def ingest(self, documents: Sequence[Document]) -> None:
        self._path.write_text("".join(f"{d.id}\t{d.text}\n" for d in documents), encoding="utf-8")

    def open(self) -> None:
        self.warm_up()

    def search(self, query: str, limit: int) -> list[str]:
        if query == "fail":
            raise ValueError("asked to fail")
        lines = self._path.read_text(encoding="utf-8").splitlines()
        return [line.split("\t")[0] for line in lines if query in line][:limit]


if __name__ == "__main__":
    serve(Noisy)
