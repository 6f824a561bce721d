"""A served version: swapped without a pause, never of another model, mapped and not copied."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import retrieval.pointer as pointer
from corpus.models import Subject, Taxonomy
from retrieval.embedding import Embedder
from retrieval.errors import SnapshotError
from retrieval.models import Example
from retrieval.pointer import ServedSnapshot, publish
from retrieval.snapshot import (
    Snapshot,
    SnapshotContent,
    content_hash,
    open_snapshot,
    snapshot_hash,
)
from tests.retrieval.builders import article, course
from tests.retrieval.embedders import Counting
from tests.retrieval.test_snapshots import CONTENT, build


def test_threads_that_answer_do_not_wait_for_a_version_that_opens_slowly(
    tmp_path: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for version in ("v1", "v2"):
        build(tmp_path, embedder, version)
    publish(tmp_path, "v1")
    served = ServedSnapshot(tmp_path)
    served.current()
    opening, may_go_on = threading.Event(), threading.Event()

    def slowly(folder: Path) -> Snapshot:
        opening.set()
        assert may_go_on.wait(30)
        return open_snapshot(folder)

    monkeypatch.setattr(pointer, "open_snapshot", slowly)
    publish(tmp_path, "v2")
    opener = threading.Thread(target=served.current)
    opener.start()
    assert opening.wait(30)
    started = time.monotonic()
    assert served.current().version == "v1"
    assert time.monotonic() - started < 5
    may_go_on.set()
    opener.join()
    assert served.current().version == "v2"


def test_many_threads_that_start_together_open_the_version_once(
    tmp_path: Path, embedder: Embedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path, embedder, "v1")
    publish(tmp_path, "v1")
    opened: list[Path] = []

    def counted(folder: Path) -> Snapshot:
        opened.append(folder)
        time.sleep(0.05)
        return open_snapshot(folder)

    monkeypatch.setattr(pointer, "open_snapshot", counted)
    served = ServedSnapshot(tmp_path)
    seen: list[Snapshot] = []
    threads = [threading.Thread(target=lambda: seen.append(served.current())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(opened) == 1
    assert len({id(snapshot) for snapshot in seen}) == 1


def test_a_version_of_another_embedder_is_never_served(tmp_path: Path, embedder: Embedder) -> None:
    build(tmp_path, embedder, "v1")
    build(tmp_path, Counting(embedder, name="another/model"), "v2")
    publish(tmp_path, "v1")
    served = ServedSnapshot(tmp_path, embedder.name)
    assert served.current().version == "v1"
    publish(tmp_path, "v2")
    assert served.current().version == "v1"
    assert f"expected vectors of {embedder.name}, found another/model" in str(served.fault)
    assert ServedSnapshot(tmp_path, embedder.name).current().version == "v1"
    assert ServedSnapshot(tmp_path, "another/model").current().version == "v2"
    with pytest.raises(SnapshotError, match="expected vectors of a third"):
        ServedSnapshot(tmp_path, "a third").current()


def test_a_fault_is_forgotten_once_an_intact_version_is_published(
    tmp_path: Path, embedder: Embedder
) -> None:
    build(tmp_path, embedder, "v1")
    publish(tmp_path, "never built")
    served = ServedSnapshot(tmp_path)
    assert served.current().version == "v1"
    assert "never built" in str(served.fault)
    publish(tmp_path, "v1")
    assert served.current().version == "v1"
    assert served.fault is None


PUBLISH_FOR_EVER = """
import sys, itertools
from pathlib import Path
from retrieval.pointer import publish
for number in itertools.count():
    publish(Path(sys.argv[1]), f"v{number % 2 + 1}")
    print(number, flush=True)
"""


def test_publishers_that_are_killed_leave_a_version_serving(
    tmp_path: Path, embedder: Embedder
) -> None:
    for version in ("v1", "v2"):
        build(tmp_path, embedder, version)
    command = [sys.executable, "-c", PUBLISH_FOR_EVER, str(tmp_path)]
    root = Path(__file__).resolve().parents[2]
    for _ in range(3):
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=root) as process:
            assert process.stdout is not None
            assert process.stdout.readline()
            process.kill()
        served = ServedSnapshot(tmp_path)
        assert served.current().version in {"v1", "v2"}
        assert served.fault is None


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc to see what is mapped")
def test_vectors_are_mapped_so_that_workers_share_them(tmp_path: Path, embedder: Embedder) -> None:
    many = SnapshotContent(
        articles=(article("a", "Badges", *(f"Badge {n} shows a skill." for n in range(60))),),
        courses=tuple(course(f"c{n}", f"Course {n}") for n in range(60)),
        taxonomy=Taxonomy(),
        examples=(),
    )
    path, _ = build(tmp_path, embedder, "v1", many)
    snapshot = open_snapshot(path)
    maps = Path("/proc/self/maps").read_text(encoding="utf-8")
    for name in ("courses.faiss", "passages.faiss", "sentences.npy"):
        assert str(path / name) in maps
    query = embedder.encode(["Course 7"])[0]
    (nearest,) = snapshot.course_vectors.search(query, 1)[0]
    assert snapshot.courses[int(nearest)].id == "c7"


def test_the_same_content_has_the_same_hash_in_any_order() -> None:
    articles = (article("a", "A", "One."), article("b", "B", "Two."))
    courses = (course("c", "C"), course("d", "D"))
    subjects = (Subject(name="Health"), Subject(name="IT"))
    examples = (Example("greet", "hello"), Example("thank", "thanks"))
    content = SnapshotContent(articles, courses, Taxonomy(subjects=subjects), examples)
    turned = SnapshotContent(
        articles[::-1], courses[::-1], Taxonomy(subjects=subjects[::-1]), examples[::-1]
    )
    assert content.content_hash == turned.content_hash


def test_subjects_that_only_courses_name_follow_from_the_courses() -> None:
    courses = (course("c", "C", subjects=("Falconry",)),)
    own = Taxonomy(subjects=(Subject(name="Health"),))
    learned = SnapshotContent((), courses, own.with_names(["Falconry"]), ())
    hashes = {one.id: one.content_hash for one in courses}
    assert learned.content_hash == content_hash(hashes, own, ())


@pytest.mark.parametrize(
    "changed",
    [
        SnapshotContent((article("a", "A", "Two."),), (), Taxonomy(), ()),
        SnapshotContent((article("b", "A", "One."),), (), Taxonomy(), ()),
        SnapshotContent((article("a", "A", "One."),), (course("c"),), Taxonomy(), ()),
        SnapshotContent(
            (article("a", "A", "One."),), (), Taxonomy(subjects=(Subject(name="IT"),)), ()
        ),
        SnapshotContent((article("a", "A", "One."),), (), Taxonomy(), (Example("greet", "hi"),)),
    ],
)
def test_any_change_of_content_changes_the_hash(changed: SnapshotContent) -> None:
    original = SnapshotContent((article("a", "A", "One."),), (), Taxonomy(), ())
    assert changed.content_hash != original.content_hash


def test_a_damaged_version_counts_as_absent_so_that_it_is_built_again(
    tmp_path: Path, embedder: Embedder
) -> None:
    path, _ = build(tmp_path, embedder, "v1")
    assert snapshot_hash(path) == (CONTENT.content_hash, embedder.name)
    (path / "articles.jsonl").write_bytes(b"")
    assert snapshot_hash(path) is None
    assert snapshot_hash(tmp_path / "snapshots" / "never built") is None
