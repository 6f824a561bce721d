"""One turn at a thousand, a hundred thousand and a million courses, beside its two raw parts.

`python -m benchmarks.sizes FOLDER [--home DIR] [--sizes N ...]`, after `adviser setup`. Catalogues
are synthetic (see benchmarks/synthetic.py), made from the served one; a size that FOLDER holds
already is not built again. Each size is measured in a process of its own: turns with two conditions
by one client through the engine, and in between, for the same turn's text, one encoding and one
search of the version's index under the same conditions.
"""

import argparse
import asyncio
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from statistics import median

from benchmarks.memory import memory_mib
from benchmarks.synthetic import SyntheticCourses, likeness, synthetic_vectors
from benchmarks.tables import percentile, print_table
from bot.composition import Adviser
from bot.core.channels import Channel
from bot.incoming import Incoming
from bot.settings import Settings
from corpus.models import Course, Delivery, Level, State, Taxonomy
from retrieval.build import build_snapshot, course_text
from retrieval.cache import EmbeddingCache
from retrieval.catalogue import write_catalogue
from retrieval.embedding import Vectors
from retrieval.manifest import entries, read_manifest, write_manifest
from retrieval.models import Criteria
from retrieval.pointer import publish, read_pointer
from retrieval.snapshot import SnapshotContent

SIZES = (1_000, 100_000, 1_000_000)
TURNS = 240
VERSION = "synthetic"
# A first answer loads what every later one shares.
WARM_UPS = 20
NEIGHBOURS = 10
CONDITIONS = (
    ("online in Victoria", Criteria(delivery=(Delivery.ONLINE,), states=(State.VIC,))),
    ("in class in Queensland", Criteria(delivery=(Delivery.IN_CLASS,), states=(State.QLD,))),
    (
        "at diploma level under $9,000",
        Criteria(levels=(Level.DIPLOMA,), price_aud_max=9000),
    ),
    (
        "certificate III under $3,000",
        Criteria(levels=(Level.CERTIFICATE_III,), price_aud_max=3000),
    ),
)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a process measured at one size; times in milliseconds unless named otherwise."""

    courses: int
    open_seconds: float
    turn_p50: float
    turn_p95: float
    raw_p50: float
    raw_p95: float
    search_p50: float
    resident_mib: float
    own_mib: float
    peak_mib: float
    disk_mib: float


def main() -> None:
    """Build what is missing, then measure each size and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--home", type=Path, default=Path("data"))
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(asdict(asyncio.run(measure(given.measure)))))
        return
    for size in given.sizes:
        if read_pointer(given.folder / str(size)) is None:
            build(given.home, given.folder / str(size), size)
    _print([_in_a_process_of_its_own(given.folder / str(size)) for size in given.sizes])


def build(real_home: Path, home: Path, size: int) -> None:
    """A data folder with the served articles and a synthetic catalogue of some size."""
    print(f"building {size:,} courses in {home}", file=sys.stderr)
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    (home / "models").symlink_to((real_home / "models").resolve())
    app = Adviser(Settings(home=real_home))
    served = app.served.current()
    articles = SnapshotContent(
        tuple(served.articles.values()), (), served.taxonomy, served.examples
    )
    folder, _ = build_snapshot(
        articles,
        embedder=app.embedder,
        cache=EmbeddingCache(real_home / "embeddings"),
        snapshots_folder=home / "snapshots",
        version=VERSION,
        built_at=datetime.now(UTC),
    )
    real = tuple(served.courses)
    texts = [course_text(course) for course in real]
    vectors, _ = EmbeddingCache(real_home / "embeddings").encode(texts, app.embedder)
    _replace_catalogue(folder, SyntheticCourses(real, size), synthetic_vectors(vectors, size))
    print(
        "cosine to the nearest neighbour, 10th, 50th and 90th percentile: real "
        f"{likeness(vectors)}, synthetic {likeness(synthetic_vectors(vectors, len(vectors)))}",
        file=sys.stderr,
    )
    publish(home, VERSION)


async def measure(home: Path) -> Figures:
    """Measure one size in this process."""
    app = Adviser(Settings(home=home, log_level="ERROR"))
    _ = app.embedder, app.database
    started = time.perf_counter()
    snapshot = app.served.current()
    opened = time.perf_counter() - started
    allowed = [snapshot.columns.mask(wanted, snapshot.taxonomy).met for _, wanted in CONDITIONS]
    turns, raws, searches = [], [], []
    for number, title in enumerate(_titles(snapshot.courses)):
        place = number % len(CONDITIONS)
        text = f"{title} courses {CONDITIONS[place][0]}"
        started = time.perf_counter()
        vector = app.embedder.encode([text])[0]
        encoded = time.perf_counter()
        snapshot.course_vectors.search(vector, NEIGHBOURS, allowed[place])
        searched = time.perf_counter()
        await _take_turn(app, number, text)
        answered = time.perf_counter()
        if number >= WARM_UPS:
            raws.append((searched - started) * 1e3)
            searches.append((searched - encoded) * 1e3)
            turns.append((answered - searched) * 1e3)
    return Figures(
        courses=len(snapshot.courses),
        open_seconds=opened,
        turn_p50=median(turns),
        turn_p95=percentile(turns, 95),
        raw_p50=median(raws),
        raw_p95=percentile(raws, 95),
        search_p50=median(searches),
        **_memory(),
        disk_mib=sum(path.stat().st_size for path in home.rglob("*") if path.is_file()) / 2**20,
    )


def _replace_catalogue(folder: Path, courses: SyntheticCourses, vectors: Vectors) -> None:
    """Put another catalogue into a version that was just built, and seal it again."""
    manifest = read_manifest(folder)
    for path in (*folder.glob("courses.*"), *folder.glob("columns"), *folder.glob("manifest.*")):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    taxonomy = Taxonomy.model_validate_json((folder / "taxonomy.json").read_bytes())
    texts = (course_text(course) for course in courses)
    write_catalogue(folder, courses, texts, vectors, taxonomy)
    write_manifest(folder, manifest.model_copy(update={"files": entries(folder)}))


def _titles(courses: Sequence[Course]) -> Iterator[str]:
    """Titles to ask for, each once, so that no turn profits from the one before."""
    titles = (courses[row].title for row in range(len(courses)))
    plain = (title for title in titles if not title.startswith(("Certificate", "Diploma")))
    return islice(dict.fromkeys(islice(plain, 4 * TURNS)), TURNS)


async def _take_turn(app: Adviser, number: int, text: str) -> None:
    said = Incoming(
        conversation_id=f"sizes-{number}-{time.time_ns()}",
        message_id="1",
        channel=Channel.WEB,
        received_at=datetime.now(UTC),
        text=text,
    )
    reply = (await app.engine.handle(said)).reply
    assert reply.slots.keys() & {"delivery", "levels"}, text


def _memory() -> dict[str, float]:
    """Resident, of it not mapped from files that workers share, and the most there was; in MiB."""
    mib = memory_mib()
    return {"resident_mib": mib["VmRSS"], "own_mib": mib["RssAnon"], "peak_mib": mib["VmHWM"]}


def _in_a_process_of_its_own(home: Path) -> Figures:
    command = [sys.executable, "-m", "benchmarks.sizes", "--measure", str(home), str(home)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    return Figures(**json.loads(done.stdout))


def _print(measured: Sequence[Figures]) -> None:
    columns = ("", *(f"{one.courses:,}" for one in measured))
    values: tuple[tuple[str, Callable[[Figures], float]], ...] = (
        ("turn, p50 ms", lambda one: one.turn_p50),
        ("turn, p95 ms", lambda one: one.turn_p95),
        ("encoding and one search, p50 ms", lambda one: one.raw_p50),
        ("encoding and one search, p95 ms", lambda one: one.raw_p95),
        ("the search alone, p50 ms", lambda one: one.search_p50),
        ("turn / raw at p50", lambda one: one.turn_p50 / one.raw_p50),
        ("turn / raw at p95", lambda one: one.turn_p95 / one.raw_p95),
        ("opening with every checksum, s", lambda one: one.open_seconds),
        ("resident, MiB", lambda one: one.resident_mib),
        ("of it not mapped from files, MiB", lambda one: one.own_mib),
        ("peak, MiB", lambda one: one.peak_mib),
        ("on disk, MiB", lambda one: one.disk_mib),
    )
    rows = [(label, *(f"{value(one):,.2f}" for one in measured)) for label, value in values]
    print_table("One turn with two conditions, synthetic courses, one client", columns, rows)


if __name__ == "__main__":
    main()
