"""Vectors by model and text, so that only changed text is embedded."""

import hashlib
import logging
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from retrieval.embedding import Embedder, Vectors
from retrieval.errors import CacheError
from retrieval.token_vectors import quantised

LOG = logging.getLogger("adviser.embedding")

# A batch is embedded and kept before the next: a sync that is stopped goes on from there.
BATCH_TEXTS = 256
# SQLite's limit on parameters of one statement is 32,766; a few hundred are as quick.
LOOKUP_KEYS = 500
# Float32 sums of up to 1,024 squares stray from 1 by less than a tenth of this.
UNIT_TOLERANCE = 1e-4

Progress = Callable[[int, int], None]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kept:
    """A text's unit vector, and its tokens' unit vectors in 127ths."""

    whole: Vectors
    tokens: NDArray[np.int8]


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
        vectors, embedded = self._filled(_VECTORS, texts, embedder, progress)
        return np.stack(vectors) if vectors else _no_vectors(embedder), embedded

    def read(
        self,
        texts: Sequence[str],
        embedder: Embedder,
        progress: Progress | None = None,
    ) -> tuple[list[Kept], int]:
        """The texts as wholes and by their tokens, and how many of them had to be embedded.

        Raises CacheError when the file cannot be written.
        """
        return self._filled(_READINGS, texts, embedder, progress)

    def _filled(
        self, kind: "_Kind[T]", texts: Sequence[str], embedder: Embedder, progress: Progress | None
    ) -> tuple[list[T], int]:
        try:
            return self._fill(kind, texts, embedder, progress)
        except sqlite3.OperationalError as error:
            raise CacheError(self._path, str(error)) from error
        except sqlite3.DatabaseError:
            LOG.warning("embedding_cache_damaged")
            for ending in ("", "-wal", "-shm"):
                self._path.with_name(self._path.name + ending).unlink(missing_ok=True)
            return self._fill(kind, texts, embedder, progress)

    def _fill(
        self, kind: "_Kind[T]", texts: Sequence[str], embedder: Embedder, progress: Progress | None
    ) -> tuple[list[T], int]:
        keys = [_key(kind.name_of(embedder), text) for text in texts]
        by_key = dict(zip(keys, texts, strict=True))
        with closing(self._connect()) as connection:
            known = _lookup(connection, kind, by_key.keys(), embedder.dimensions)
            # By length, so that little is spent on padding; by key, so that it is repeatable.
            missing = sorted(by_key.keys() - known.keys(), key=lambda key: (len(by_key[key]), key))
            for start in range(0, len(missing), BATCH_TEXTS):
                batch = missing[start : start + BATCH_TEXTS]
                made = kind.make(embedder, [by_key[key] for key in batch])
                known.update(zip(batch, made, strict=True))
                _keep(connection, kind, batch, made)
                if progress:
                    progress(start + len(batch), len(missing))
        return [known[key] for key in keys], len(missing)

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path, timeout=30)
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            # Not forced to disk at each batch: a killed process loses nothing by that, and what a
            # power cut takes is embedded again.
            connection.execute("PRAGMA synchronous=NORMAL")
            for kind in (_VECTORS, _READINGS):
                connection.execute(
                    f"CREATE TABLE IF NOT EXISTS {kind.table}"
                    " (key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID"
                )
        except sqlite3.Error:
            connection.close()
            raise
        return connection


def _key(embedder_name: str, text: str) -> bytes:
    return hashlib.sha256(f"{embedder_name}\0{text}".encode("utf-8", "surrogatepass")).digest()


def _lookup(
    connection: sqlite3.Connection, kind: "_Kind[T]", keys: Iterable[bytes], dimensions: int
) -> dict[bytes, T]:
    wanted = list(keys)
    found: dict[bytes, T] = {}
    for start in range(0, len(wanted), LOOKUP_KEYS):
        chunk = wanted[start : start + LOOKUP_KEYS]
        marks = ",".join("?" * len(chunk))
        query = f"SELECT key, vector FROM {kind.table} WHERE key IN ({marks})"  # noqa: S608
        for key, stored in connection.execute(query, chunk):
            value = kind.unpack(stored, dimensions)
            if value is not None:
                found[key] = value
    return found


def _keep(
    connection: sqlite3.Connection, kind: "_Kind[T]", keys: Sequence[bytes], values: Sequence[T]
) -> None:
    rows = [(key, kind.pack(value)) for key, value in zip(keys, values, strict=True)]
    query = f"INSERT OR REPLACE INTO {kind.table} VALUES (?, ?)"  # noqa: S608
    connection.executemany(query, rows)
    connection.commit()


def _unit_vector(stored: bytes, dimensions: int) -> Vectors | None:
    """The vector, if these are the bytes of a unit vector, as every embedder gives."""
    if len(stored) != dimensions * np.dtype(np.float32).itemsize:
        return None
    vector = np.frombuffer(stored, dtype=np.float32)
    # In double precision: the squares of what is no unit vector may be too large for single.
    length = np.linalg.norm(vector.astype(np.float64))
    return vector if abs(length - 1.0) < UNIT_TOLERANCE else None


def _made_readings(embedder: Embedder, texts: Sequence[str]) -> list[Kept]:
    return [Kept(reading.whole, quantised(reading.tokens)) for reading in embedder.read(texts)]


def _packed(kept: Kept) -> bytes:
    return kept.whole.tobytes() + kept.tokens.tobytes()


def _unpacked(stored: bytes, dimensions: int) -> Kept | None:
    """The reading, if these are the bytes of a unit vector and of some tokens' vectors."""
    whole_bytes = dimensions * np.dtype(np.float32).itemsize
    whole = _unit_vector(stored[:whole_bytes], dimensions)
    values = np.frombuffer(stored[whole_bytes:], dtype=np.int8)
    if whole is None or not values.size or values.size % dimensions:
        return None
    return Kept(whole, values.reshape(-1, dimensions))


def _no_vectors(embedder: Embedder) -> Vectors:
    return np.empty((0, embedder.dimensions), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class _Kind(Generic[T]):
    """What is kept of a text: in which table, under whose name, how it is made and stored."""

    table: str
    name_of: Callable[[Embedder], str]
    make: Callable[[Embedder, Sequence[str]], Sequence[T]]
    pack: Callable[[T], bytes]
    unpack: Callable[[bytes, int], T | None]


_VECTORS: _Kind[Vectors] = _Kind(
    table="vectors",
    name_of=lambda embedder: embedder.vectors_name,
    make=lambda embedder, texts: list(embedder.encode(texts)),
    pack=lambda vector: vector.tobytes(),
    unpack=_unit_vector,
)
_READINGS: _Kind[Kept] = _Kind(
    table="readings",
    name_of=lambda embedder: embedder.name,
    make=_made_readings,
    pack=_packed,
    unpack=_unpacked,
)
