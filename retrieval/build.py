"""Builds a snapshot beside the others and moves it into place when it is whole."""

import json
import shutil
import time
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np

from corpus.models import Course
from retrieval.answerability import calibration_for
from retrieval.arrays import save_array
from retrieval.cache import EmbeddingCache, Progress
from retrieval.catalogue import write_catalogue
from retrieval.embedding import Embedder
from retrieval.library import Library, write_lines
from retrieval.manifest import FORMAT, Manifest, entries, sync_folder, sync_to_disk, write_manifest
from retrieval.snapshot import SnapshotContent


@dataclass(frozen=True, slots=True)
class BuildReport:
    """How many distinct texts had to be embedded, how many were known, and how long that took."""

    embedded: int
    reused: int
    seconds_embedding: float


def build_snapshot(
    content: SnapshotContent,
    *,
    embedder: Embedder,
    cache: EmbeddingCache,
    snapshots_folder: Path,
    version: str,
    built_at: datetime,
    progress: Progress | None = None,
) -> tuple[Path, BuildReport]:
    """Write the version's folder. It appears whole or not at all."""
    snapshots_folder.mkdir(parents=True, exist_ok=True)
    _sweep(snapshots_folder)
    building = snapshots_folder / f".building-{version}"
    building.mkdir()
    try:
        report = _write(content, embedder, cache, building, progress)
        _seal(content, embedder, building, version, built_at)
        sync_to_disk(building)
        building.rename(snapshots_folder / version)
        sync_folder(snapshots_folder)
    finally:
        shutil.rmtree(building, ignore_errors=True)
    return snapshots_folder / version, report


def course_text(course: Course) -> str:
    """What is embedded for a course. The provider is no part of it, so that it ranks nothing."""
    facts = (", ".join(course.subjects), course.level or course.level_text)
    parts = (course.title, *facts, course.summary, course.description)
    return ". ".join(part.rstrip(".") for part in parts if part)


def _write(
    content: SnapshotContent,
    embedder: Embedder,
    cache: EmbeddingCache,
    folder: Path,
    progress: Progress | None,
) -> BuildReport:
    # Their order in the files, so that one is found by its id and equals rank the same every time.
    courses = sorted(content.courses, key=lambda course: course.id)
    library = Library.of(content.articles, embedder)
    groups = (
        [course_text(course) for course in courses],
        library.passage_texts(),
        library.heading_texts(),
        library.question_texts(),
        [example.text for example in content.examples],
    )
    texts = [text for group in groups for text in group]
    started = time.perf_counter()
    vectors, embedded = cache.encode(texts, embedder, progress)
    sentences, read = cache.read(library.sentence_texts(), embedder, progress)
    seconds = time.perf_counter() - started
    bounds = np.cumsum([len(group) for group in groups[:-1]])
    described, passages, headings, questions, examples = np.split(vectors, bounds)
    write_catalogue(folder, courses, groups[0], described, content.taxonomy)
    library.write(
        folder, passages=passages, headings=headings, questions=questions, sentences=sentences
    )
    save_array(folder / "examples.npy", examples)
    _write_content(folder, content, embedder.name)
    distinct = len(set(texts)) + len(set(library.sentence_texts()))
    return BuildReport(embedded + read, distinct - embedded - read, seconds)


def _write_content(folder: Path, content: SnapshotContent, embedder_name: str) -> None:
    (folder / "taxonomy.json").write_text(content.taxonomy.model_dump_json(), encoding="utf-8")
    calibration = calibration_for(embedder_name).model_dump_json(indent=1)
    (folder / "calibration.json").write_text(calibration, encoding="utf-8")
    examples = (json.dumps([e.act, e.text]) for e in content.examples)
    write_lines(folder / "examples.jsonl", examples)


def _seal(
    content: SnapshotContent, embedder: Embedder, folder: Path, version: str, built_at: datetime
) -> None:
    manifest = Manifest(
        format=FORMAT,
        version=version,
        built_at=built_at,
        content_hash=content.content_hash,
        embedder=embedder.name,
        dimensions=embedder.dimensions,
        files=entries(folder),
    )
    write_manifest(folder, manifest)


def _sweep(folder: Path) -> None:
    """Remove what killed builds left; the sync lock says that no other build is under way."""
    for left in folder.glob(".building-*"):
        shutil.rmtree(left, ignore_errors=True)
