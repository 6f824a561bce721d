"""Syncing a catalogue: how much of it is embedding, and what a small change or none costs.

`python -m benchmarks.syncing [--home DIR] [--rows N]`, after `adviser setup`. The catalogue is
synthetic (see benchmarks/synthetic.py), written as CSV and synced into a data folder of its own.
The encoder's own speed is measured on part of the same texts, before and after the sync.
"""

import argparse
import csv
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.memory import memory_mib
from benchmarks.synthetic import SyntheticCourses
from benchmarks.tables import print_table
from bot.composition import Adviser
from bot.publishing.planning import SyncReport
from bot.publishing.publisher import Publisher
from bot.settings import Settings
from bot.vocabulary_files import load_examples
from corpus.models import Course
from corpus.taxonomy_file import load_taxonomy
from retrieval.build import course_text
from retrieval.embedding import AskedReading, Embedder, Reading, Vectors

ROWS = 3_000
# Of the texts, measured before the sync and again after it; sorted, as the sync sorts them.
ENCODED_ALONE = 256
FIELDS = (
    "id", "title", "provider", "subjects", "level", "delivery", "states", "duration", "price",
    "summary", "description", "url",
)  # fmt: skip


def main() -> None:
    """Sync a new catalogue, the same again, one with a changed row, one with ten."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, default=Path("data"))
    parser.add_argument("--rows", type=int, default=ROWS)
    given = parser.parse_args()
    real = Adviser(Settings(home=given.home))
    courses = tuple(SyntheticCourses(tuple(real.served.current().courses), given.rows))
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        home.mkdir()
        (home / "models").symlink_to((given.home / "models").resolve())
        app = Adviser(Settings(home=home))
        _measure(app, courses, Path(folder) / "catalogue.csv")


class _Timed:
    """An embedder that adds up the seconds that it embeds."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self.name = embedder.name
        self.vectors_name = embedder.vectors_name
        self.dimensions = embedder.dimensions
        self.max_tokens = embedder.max_tokens
        self.seconds = 0.0

    def encode(self, texts: Sequence[str]) -> Vectors:
        started = time.perf_counter()
        vectors = self._embedder.encode(texts)
        self.seconds += time.perf_counter() - started
        return vectors

    def read(self, texts: Sequence[str]) -> list[Reading]:
        started = time.perf_counter()
        readings = self._embedder.read(texts)
        self.seconds += time.perf_counter() - started
        return readings

    def read_question(self, question: str) -> AskedReading:
        return self._embedder.read_question(question)

    def count_tokens(self, text: str) -> int:
        return self._embedder.count_tokens(text)


def _measure(app: Adviser, courses: Sequence[Course], file: Path) -> None:
    embedder = _Timed(app.embedder)
    publisher = Publisher(
        app.content,
        app.settings.home,
        lambda: embedder,
        load_taxonomy(),
        load_examples(),
        app.clock,
        audit=app.audit,
        gate=app.gate,
    )
    texts = sorted((course_text(course) for course in courses), key=len)
    parts = texts[:: max(len(texts) // ENCODED_ALONE, 1)]
    publisher.sync([str(_write(file, ()))])
    alone = [_texts_a_second(app.embedder, parts)]
    before, embedder.seconds = memory_mib()["VmHWM"], 0.0
    new, seconds = _sync(publisher, _write(file, courses))
    embedding, peak = embedder.seconds, memory_mib()["VmHWM"]
    alone.append(_texts_a_second(app.embedder, parts))
    rows = [
        ("new: seconds", f"{seconds:.1f}"),
        ("new: part of them spent embedding", f"{embedding / seconds:.0%}"),
        ("new: texts a second while embedding", f"{new.embedded / embedding:.1f}"),
        ("the encoder alone: texts a second", " and ".join(f"{speed:.1f}" for speed in alone)),
        ("new: peak memory beside that of no rows, MiB", f"{peak - before:.0f}"),
    ]
    for label, changed in (("unchanged", 0), ("1 row changed", 1), ("10 rows changed", 10)):
        report, seconds = _sync(publisher, _write(file, _changed(courses, changed)))
        rows.append((f"{label}: seconds", f"{seconds:.2f}"))
        rows.append((f"{label}: embedded", str(report.embedded)))
    print_table(f"Syncing {len(courses):,} courses", ("figure", "value"), rows)


def _write(file: Path, courses: Iterable[Course]) -> Path:
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(FIELDS)
        writer.writerow(("first", "The first course", *[""] * (len(FIELDS) - 2)))
        for course in courses:
            lists = (course.subjects, course.delivery, course.states)
            subjects, delivery, states = ("; ".join(values) for values in lists)
            facts = (delivery, states, course.duration_text, course.price_text)
            texts = (course.summary, course.description, course.url)
            level = course.level or ""
            writer.writerow(
                (course.id, course.title, course.provider, subjects, level, *facts, *texts)
            )
    return file


def _changed(courses: Sequence[Course], count: int) -> Iterable[Course]:
    for place, course in enumerate(courses):
        if place < count:
            yield course.model_copy(update={"summary": f"{course.summary} Changed {count}."})
        else:
            yield course


def _sync(publisher: Publisher, file: Path) -> tuple[SyncReport, float]:
    started = time.perf_counter()
    report = publisher.sync([str(file)])
    return report, time.perf_counter() - started


def _texts_a_second(embedder: Embedder, texts: Sequence[str]) -> float:
    started = time.perf_counter()
    embedder.encode(texts)
    return len(texts) / (time.perf_counter() - started)


if __name__ == "__main__":
    main()
