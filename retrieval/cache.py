"""Vectors by model and text, so that only changed text is embedded."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from retrieval.embedding import Embedder, Vectors

# A batch is embedded and kept before the next: a sync that is stopped goes on from there.
BATCH_TEXTS = 256
# SQLite's limit on parameters of one statement is 32,766; a few hundred are as quick.
LOOKUP_KEYS = 500

Progress = Callable[[int, int], None]


class EmbeddingCache:
    """One SQLite file in a folder; a killed process loses at most the batch under way."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / "vectors.sqlite3"
        with closing(self._connect()) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute(
                "CREATE TABLE IF NOT EXISTS vectors"
                " (key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID"
            )
            connection.commit()

    def encode(
        self, texts: Sequence[str], embedder: Embedder, progress: Progress | None = None
    ) -> tuple[Vectors, int]:
        """Vectors of the texts, in their order, and how many of them had to be embedded."""
        keys = [_key(embedder.name, text) for text in texts]
        by_key = dict(zip(keys, texts, strict=True))
        with closing(self._connect()) as connection:
            known = _lookup(connection, by_key.keys())
            missing = sorted(by_key.keys() - known.keys(), key=lambda key: len(by_key[key]))
            for start in range(0, len(missing), BATCH_TEXTS):
                batch = missing[start : start + BATCH_TEXTS]
                vectors = embedder.encode([by_key[key] for key in batch])
                known.update(zip(batch, vectors, strict=True))
                _keep(connection, batch, vectors)
                if progress:
                    progress(start + len(batch), len(missing))
        if not keys:
            return np.empty((0, embedder.dimensions), dtype=np.float32), 0
        return np.stack([known[key] for key in keys]), len(missing)

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=30)


def _key(embedder_name: str, text: str) -> bytes:
    return hashlib.sha256(f"{embedder_name}\0{text}".encode("utf-8", "surrogatepass")).digest()


def _lookup(connection: sqlite3.Connection, keys: Iterable[bytes]) -> dict[bytes, Vectors]:
    wanted = list(keys)
    found: dict[bytes, Vectors] = {}
    for start in range(0, len(wanted), LOOKUP_KEYS):
        chunk = wanted[start : start + LOOKUP_KEYS]
        marks = ",".join("?" * len(chunk))
        query = f"SELECT key, vector FROM vectors WHERE key IN ({marks})"  # noqa: S608 - only marks
        for key, vector in connection.execute(query, chunk):
            found[key] = np.frombuffer(vector, dtype=np.float32)
    return found


def _keep(connection: sqlite3.Connection, keys: Sequence[bytes], vectors: Vectors) -> None:
    rows = [(key, vector.tobytes()) for key, vector in zip(keys, vectors, strict=True)]
    connection.executemany("INSERT OR IGNORE INTO vectors VALUES (?, ?)", rows)
    connection.commit()
