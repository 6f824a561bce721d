"""The embedding cache: nothing is embedded twice, and no damage to it reaches a snapshot."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from retrieval.cache import EmbeddingCache
from retrieval.embedding import Embedder
from retrieval.errors import CacheError
from tests.retrieval.embedders import Counting

TEXTS = ["a course", "a skill", "a course", "a longer text about a badge"]


def file_of(folder: Path) -> Path:
    return folder / "vectors.sqlite3"


def test_each_text_is_embedded_once_and_keeps_its_place(tmp_path: Path, embedder: Embedder) -> None:
    counting = Counting(embedder)
    cache = EmbeddingCache(tmp_path)
    vectors, embedded = cache.encode(TEXTS, counting)
    again, none = cache.encode(list(reversed(TEXTS)), counting)
    assert (embedded, none, counting.texts) == (3, 0, sorted(set(TEXTS), key=len))
    assert np.array_equal(again, vectors[::-1])
    assert vectors == pytest.approx(embedder.encode(TEXTS), abs=1e-5)


def test_no_texts_give_no_vectors(tmp_path: Path, embedder: Embedder) -> None:
    vectors, embedded = EmbeddingCache(tmp_path).encode([], embedder)
    assert (vectors.shape, embedded) == ((0, embedder.dimensions), 0)


def test_another_embedder_gets_none_of_the_vectors(tmp_path: Path, embedder: Embedder) -> None:
    cache = EmbeddingCache(tmp_path)
    cache.encode(TEXTS, Counting(embedder, name="one"))
    other = Counting(embedder, name="two")
    assert cache.encode(TEXTS, other)[1] == len(other.texts) == 3


def test_progress_counts_the_texts_that_are_new(
    tmp_path: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrieval.cache.BATCH_TEXTS", 2)
    seen: list[tuple[int, int]] = []
    cache = EmbeddingCache(tmp_path)
    cache.encode(["a course"], embedder)
    cache.encode([*TEXTS, "b", "c"], embedder, lambda done, of: seen.append((done, of)))
    assert seen == [(2, 4), (4, 4)]


@pytest.mark.parametrize("damage", ["not a database", "pages", "cut short"])
def test_a_damaged_file_costs_time_and_nothing_else(
    damage: str, tmp_path: Path, embedder: Embedder
) -> None:
    texts = [f"course number {n}" for n in range(40)]
    cache = EmbeddingCache(tmp_path)
    expected, _ = cache.encode(texts, embedder)
    whole = file_of(tmp_path).read_bytes()
    spoilt = {
        "not a database": b"\x00\x01" * 5000,
        "pages": whole[:8192] + b"\xff" * (len(whole) - 8192),
        "cut short": whole[: len(whole) // 2],
    }[damage]
    file_of(tmp_path).write_bytes(spoilt)
    vectors, _ = cache.encode(texts, embedder)
    assert vectors == pytest.approx(expected, abs=1e-5)
    assert cache.encode(texts, embedder)[1] == 0


@pytest.mark.parametrize("wrong", [b"", b"\x00" * 1536, b"\x7f" * 1536, b"\xff" * 1536])
def test_a_vector_that_is_none_is_embedded_anew(
    wrong: bytes, tmp_path: Path, embedder: Embedder
) -> None:
    cache = EmbeddingCache(tmp_path)
    expected, _ = cache.encode(TEXTS, embedder)
    with closing(sqlite3.connect(file_of(tmp_path))) as connection:
        connection.execute("UPDATE vectors SET vector = ?", (wrong,))
        connection.commit()
    vectors, embedded = cache.encode(TEXTS, embedder)
    assert embedded == 3
    assert vectors == pytest.approx(expected, abs=1e-5)
    assert cache.encode(TEXTS, embedder)[1] == 0


def test_a_file_that_cannot_be_opened_is_an_error_that_says_what_to_do(
    tmp_path: Path, embedder: Embedder
) -> None:
    file_of(tmp_path).mkdir()
    with pytest.raises(CacheError, match="see that the disk has room"):
        EmbeddingCache(tmp_path).encode(TEXTS, embedder)


EMBED_UNTIL_KILLED = """
import sys
from pathlib import Path
import retrieval.cache as cache
from retrieval.onnx_model import OnnxEmbedder
cache.BATCH_TEXTS = 8
texts = [f"course number {n}" for n in range(100, 500)]
cache.EmbeddingCache(Path(sys.argv[1])).encode(
    texts, OnnxEmbedder.open(Path(sys.argv[2])), lambda done, of: print(done, flush=True)
)
"""


def test_what_a_killed_process_embedded_is_not_embedded_again(
    tmp_path: Path, embedder: Embedder, model_folder: Path
) -> None:
    command = [sys.executable, "-c", EMBED_UNTIL_KILLED, str(tmp_path), str(model_folder)]
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=root) as process:
        assert process.stdout is not None
        while process.stdout.readline() != b"32\n":
            assert process.poll() is None
        os.kill(process.pid, signal.SIGKILL)
    with closing(sqlite3.connect(file_of(tmp_path))) as connection:
        (kept,) = connection.execute("SELECT count(*) FROM vectors").fetchone()
    assert 32 <= kept < 400
    texts = [f"course number {n}" for n in range(100, 500)]
    assert EmbeddingCache(tmp_path).encode(texts, embedder)[1] == 400 - kept
