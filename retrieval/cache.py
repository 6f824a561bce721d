"""Vectors by model and text, so that only changed text is embedded."""

import hashlib
import logging
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from retrieval.embedding import Embedder, Vectors
from retrieval.errors import CacheError

LOG = logging.getLogger("adviser.embedding")

# A batch is embedded and kept before the next: a sync that is stopped goes on from there.
BATCH_TEXTS = 256
# SQLite's limit on parameters of one statement is 32,766; a few hundred are as quick.
LOOKUP_KEYS = 500
# Float32 sums of up to 1,024 squares stray from 1 by less than a tenth of this.
UNIT_TOLERANCE = 1e-4

Progress = Callable[[int, int], None]


class EmbeddingCache:
    """One SQLite file in a folder; a killed process loses at most the batch under way.

    A file that was damaged is thrown away: everything in it can be embedded again.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / "vectors.sqlite3"

    def encode(
        self, texts: Sequence[str], embedder: Embedder, progress: Progress | None = None
    ) -> tuple[Vectors, int]:
        """Vectors of the texts, in their order, and how many of them had to be embedded.

        Raises CacheError when the file cannot be written.
        """
        try:
            return self._encode(texts, embedder, progress)
        except sqlite3.OperationalError as error:
            raise CacheError(self._path, str(error)) from error
        except sqlite3.DatabaseError:
            LOG.warning("embedding_cache_damaged")
            for ending in ("", "-wal", "-shm"):
                self._path.with_name(self._path.name + ending).unlink(missing_ok=True)
            return self._encode(texts, embedder, progress)

    def _encode(
        self, texts: Sequence[str], embedder: Embedder, progress: Progress | None
    ) -> tuple[Vectors, int]:
        keys = [_key(embedder.name, text) for text in texts]
        by_key = dict(zip(keys, texts, strict=True))
        with closing(self._connect()) as connection:
            known = _lookup(connection, by_key.keys(), embedder.dimensions)
            # By length, so that little is spent on padding; by key, so that it is repeatable.
            missing = sorted(by_key.keys() - known.keys(), key=lambda key: (len(by_key[key]), key))
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
        connection = sqlite3.connect(self._path, timeout=30)
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute(
                "CREATE TABLE IF NOT EXISTS vectors"
                " (key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID"
            )
        except sqlite3.Error:
            connection.close()
            raise
        return connection


def _key(embedder_name: str, text: str) -> bytes:
    return hashlib.sha256(f"{embedder_name}\0{text}".encode("utf-8", "surrogatepass")).digest()


def _lookup(
    connection: sqlite3.Connection, keys: Iterable[bytes], dimensions: int
) -> dict[bytes, Vectors]:
    wanted = list(keys)
    found: dict[bytes, Vectors] = {}
    for start in range(0, len(wanted), LOOKUP_KEYS):
        chunk = wanted[start : start + LOOKUP_KEYS]
        marks = ",".join("?" * len(chunk))
        query = f"SELECT key, vector FROM vectors WHERE key IN ({marks})"  # noqa: S608 - only marks
        for key, vector in connection.execute(query, chunk):
            if _is_sound(vector, dimensions):
                found[key] = np.frombuffer(vector, dtype=np.float32)
    return found


def _is_sound(vector: bytes, dimensions: int) -> bool:
    """Whether these are the bytes of a unit vector, as every embedder gives."""
    if len(vector) != dimensions * np.dtype(np.float32).itemsize:
        return False
    # In double precision: the squares of what is no unit vector may be too large for single.
    length = np.linalg.norm(np.frombuffer(vector, dtype=np.float32).astype(np.float64))
    return bool(abs(length - 1.0) < UNIT_TOLERANCE)


def _keep(connection: sqlite3.Connection, keys: Sequence[bytes], vectors: Vectors) -> None:
    rows = [(key, vector.tobytes()) for key, vector in zip(keys, vectors, strict=True)]
    connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)
    connection.commit()
