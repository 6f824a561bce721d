"""Snapshots on disk: whole or absent, checked when opened, swapped without a lost turn."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from corpus.models import Subject, Taxonomy
from retrieval.build import BuildReport, build_snapshot
from retrieval.cache import EmbeddingCache
from retrieval.embedding import Embedder
from retrieval.errors import SnapshotError
from retrieval.models import Example
from retrieval.pointer import ServedSnapshot, publish, read_pointer
from retrieval.snapshot import SnapshotContent, open_snapshot
from tests.retrieval.builders import article, course

NOW = datetime(2026, 11, 24, tzinfo=UTC)
CONTENT = SnapshotContent(
    articles=(article("badges", "Badges", "# Badges", "A badge shows a skill."),),
    courses=(course("dogs", "Dog training", subjects=("Dog Training",)),),
    taxonomy=Taxonomy(subjects=(Subject(name="Dog Training"),)),
    examples=(Example("greet", "hello"),),
)


def build(
    home: Path, embedder: Embedder, version: str, content: SnapshotContent = CONTENT
) -> tuple[Path, BuildReport]:
    return build_snapshot(
        content,
        embedder=embedder,
        cache=EmbeddingCache(home / "embeddings"),
        snapshots_folder=home / "snapshots",
        version=version,
        built_at=NOW,
    )


def test_a_snapshot_gives_back_what_it_was_made_from(tmp_path: Path, embedder: Embedder) -> None:
    path, _ = build(tmp_path, embedder, "v1")
    opened = open_snapshot(path)
    assert (opened.version, opened.built_at, opened.embedder_name) == ("v1", NOW, embedder.name)
    assert tuple(opened.courses) == CONTENT.courses
    assert tuple(opened.articles.values()) == CONTENT.articles
    assert opened.examples == CONTENT.examples
    assert opened.content_hash == CONTENT.content_hash
    assert [sentence.text for sentence in opened.sentences] == ["A badge shows a skill."]


def test_an_empty_corpus_can_be_published(tmp_path: Path, embedder: Embedder) -> None:
    path, _ = build(tmp_path, embedder, "v1", SnapshotContent((), (), Taxonomy(), ()))
    assert len(open_snapshot(path).courses) == 0


def test_only_changed_text_is_embedded(tmp_path: Path, embedder: Embedder) -> None:
    _, first = build(tmp_path, embedder, "v1")
    _, again = build(tmp_path, embedder, "v2")
    more = SnapshotContent(
        CONTENT.articles,
        (*CONTENT.courses, course("cats", "Cat grooming")),
        CONTENT.taxonomy,
        CONTENT.examples,
    )
    _, changed = build(tmp_path, embedder, "v3", more)
    # A passage with its heading and its sentence, a course, an example.
    assert (first.embedded, again.embedded, changed.embedded) == (5, 0, 1)


def test_one_changed_byte_in_any_file_is_refused(tmp_path: Path, embedder: Embedder) -> None:
    path, _ = build(tmp_path, embedder, "v1")
    files = [file for file in path.rglob("*") if file.is_file()]
    assert len(files) > 10
    for file in files:
        whole = file.read_bytes()
        middle = len(whole) // 2
        file.write_bytes(whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :])
        with pytest.raises(SnapshotError, match=file.name.replace(".sha256", ".json")):
            open_snapshot(path)
        file.write_bytes(whole)
    open_snapshot(path)


def test_a_missing_file_is_named(tmp_path: Path, embedder: Embedder) -> None:
    path, _ = build(tmp_path, embedder, "v1")
    (path / "courses.faiss").unlink()
    with pytest.raises(SnapshotError, match=r"courses\.faiss: the file is missing"):
        open_snapshot(path)


def test_a_build_that_fails_leaves_nothing_behind(tmp_path: Path, embedder: Embedder) -> None:
    class Failing:
        name, vectors_name = embedder.name, embedder.vectors_name
        dimensions, max_tokens = embedder.dimensions, embedder.max_tokens
        count_tokens = embedder.count_tokens

        def encode(self, texts: object) -> None:
            raise MemoryError

    with pytest.raises(MemoryError):
        build(tmp_path, Failing(), "v1")  # type: ignore[arg-type]
    assert list((tmp_path / "snapshots").iterdir()) == []


def test_the_served_version_follows_the_pointer(tmp_path: Path, embedder: Embedder) -> None:
    served = ServedSnapshot(tmp_path)
    with pytest.raises(SnapshotError, match="nothing has been published yet"):
        served.current()
    for version in ("v1", "v2"):
        build(tmp_path, embedder, version)
        publish(tmp_path, version)
        assert served.current().version == version
    publish(tmp_path, "v1")
    assert served.current().version == "v1"


def test_a_broken_new_version_leaves_the_old_one_serving_and_says_so(
    tmp_path: Path, embedder: Embedder
) -> None:
    build(tmp_path, embedder, "v1")
    publish(tmp_path, "v1")
    served = ServedSnapshot(tmp_path)
    assert served.current().version == "v1"
    path, _ = build(tmp_path, embedder, "v2")
    (path / "articles.jsonl").write_bytes(b"")
    publish(tmp_path, "v2")
    assert served.current().version == "v1"
    assert served.fault is not None
    assert "articles.jsonl" in served.fault


def test_a_start_with_a_broken_version_serves_the_newest_intact_one(
    tmp_path: Path, embedder: Embedder
) -> None:
    build(tmp_path, embedder, "v1")
    build(tmp_path, embedder, "v2")
    path, _ = build(tmp_path, embedder, "v3")
    (path / "sentences.npy").unlink()
    publish(tmp_path, "v3")
    assert ServedSnapshot(tmp_path).current().version == "v2"


def test_readers_never_see_a_mixture_while_versions_change(
    tmp_path: Path, embedder: Embedder
) -> None:
    for version in ("v1", "v2"):
        build(tmp_path, embedder, version)
    publish(tmp_path, "v1")
    served = ServedSnapshot(tmp_path)
    seen: set[str] = set()
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            seen.add(served.current().version)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for number in range(40):
        publish(tmp_path, f"v{number % 2 + 1}")
    stop.set()
    for reader in readers:
        reader.join()
    assert seen <= {"v1", "v2"}
    assert served.current().version == "v2"


BUILD_SLOWLY = """
import sys, time
from pathlib import Path
import retrieval.manifest as manifest
import retrieval.build as building
from tests.retrieval.test_snapshots import build
from retrieval.onnx_model import OnnxEmbedder
home, model = Path(sys.argv[1]), Path(sys.argv[2])
def slow(folder):
    print("writing", flush=True)
    time.sleep(60)
building.sync_to_disk = slow
build(home, OnnxEmbedder.open(model), "v2")
"""


def test_a_process_killed_while_it_builds_leaves_the_old_version_serving(
    tmp_path: Path, embedder: Embedder, model_folder: Path
) -> None:
    build(tmp_path, embedder, "v1")
    publish(tmp_path, "v1")
    command = [sys.executable, "-c", BUILD_SLOWLY, str(tmp_path), str(model_folder)]
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=root) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"writing\n"
        os.kill(process.pid, signal.SIGKILL)
    assert ServedSnapshot(tmp_path).current().version == "v1"
    build(tmp_path, embedder, "v3")
    assert {path.name for path in (tmp_path / "snapshots").iterdir()} == {"v1", "v3"}
    assert read_pointer(tmp_path) == "v1"


def test_the_pointer_is_read_whole_by_a_reader_that_never_waits(tmp_path: Path) -> None:
    publish(tmp_path, "a" * 200)
    until = time.monotonic() + 0.3
    names = ("a" * 200, "b" * 200)

    def write() -> None:
        for name in names * 20:
            publish(tmp_path, name)

    writer = threading.Thread(target=write)
    writer.start()
    while time.monotonic() < until:
        assert read_pointer(tmp_path) in names
    writer.join()
