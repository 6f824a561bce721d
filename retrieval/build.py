"""Builds a snapshot beside the others and moves it into place when it is whole."""

import json
import shutil
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np

from corpus.models import BULLET, Article, Course, Taxonomy
from retrieval.cache import EmbeddingCache, Progress
from retrieval.catalogue import write_catalogue
from retrieval.embedding import Embedder, Vectors
from retrieval.keyword import KeywordIndex
from retrieval.manifest import FORMAT, Manifest, entries, sync_folder, sync_to_disk, write_manifest
from retrieval.passages import Passage, passages_of, place_of
from retrieval.sentences import Sentence, sentences_of
from retrieval.snapshot import SnapshotContent
from retrieval.vectors import VectorIndex

# Characters of a list's items that are embedded with its lead-in.
LIST_LENGTH_EMBEDDED = 80


@dataclass(frozen=True, slots=True)
class BuildReport:
    """How many distinct texts had to be embedded, how many were known, and how long that took."""

    embedded: int
    reused: int
    seconds_embedding: float


@dataclass(frozen=True, slots=True)
class _Texts:
    passages: list[str]
    headings: list[str]
    sentences: list[str]
    courses: list[str]
    examples: list[str]

    def all(self) -> list[str]:
        return [*self.passages, *self.headings, *self.sentences, *self.courses, *self.examples]


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


def passage_text(article: Article, passage: Passage) -> str:
    """What is embedded for a passage: its place in the article, then its words."""
    return "\n".join((place_of(article, passage.heading_path), passage.text))


def heading_text(article: Article, passage: Passage) -> str:
    """The heading right above a passage: often the very question that the passage answers."""
    return passage.heading_path[-1] if passage.heading_path else article.title


def sentence_text(article: Article, passage: Passage, sentence: Sentence) -> str:
    """What is embedded for a sentence: the heading it stands under tells what it speaks of.

    Of a list, the sentence that leads into it and its first items: all of them would drown it.
    """
    heading = heading_text(article, passage)
    lead, bullet, items = sentence.text.partition(BULLET)
    return f"{heading}: {lead}{bullet}{items[:LIST_LENGTH_EMBEDDED]}"


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
    articles = {article.id: article for article in content.articles}
    passages = [
        passage
        for article in content.articles
        for passage in passages_of(article, embedder.count_tokens, embedder.max_tokens)
    ]
    sentences = [s for row, p in enumerate(passages) for s in sentences_of(p, row)]
    # Their order in the files, so that one is found by its id and equals rank the same every time.
    courses = sorted(content.courses, key=lambda course: course.id)
    texts = _Texts(
        passages=[passage_text(articles[p.article_id], p) for p in passages],
        headings=[heading_text(articles[p.article_id], p) for p in passages],
        sentences=[
            sentence_text(articles[s.article_id], passages[s.passage], s) for s in sentences
        ],
        courses=[course_text(course) for course in courses],
        examples=[example.text for example in content.examples],
    )
    started = time.perf_counter()
    vectors, embedded = cache.encode(texts.all(), embedder, progress)
    seconds = time.perf_counter() - started
    _write_vectors(folder, texts, vectors, courses, content.taxonomy)
    _write_keywords(folder, articles, passages)
    _write_content(folder, content, passages, sentences)
    return BuildReport(embedded, len(set(texts.all())) - embedded, seconds)


def _write_vectors(
    folder: Path, texts: _Texts, vectors: Vectors, courses: Sequence[Course], taxonomy: Taxonomy
) -> None:
    groups = (texts.passages, texts.headings, texts.sentences, texts.courses)
    bounds = np.cumsum([len(group) for group in groups])
    passages, headings, sentences, described, examples = np.split(vectors, bounds)
    write_catalogue(folder, courses, texts.courses, described, taxonomy)
    VectorIndex.build(passages).save(folder / "passages.faiss")
    np.save(folder / "headings.npy", headings, allow_pickle=False)
    np.save(folder / "sentences.npy", sentences, allow_pickle=False)
    np.save(folder / "examples.npy", examples, allow_pickle=False)


def _write_keywords(
    folder: Path,
    articles: dict[str, Article],
    passages: Sequence[Passage],
) -> None:
    placed = [(place_of(articles[p.article_id], p.heading_path), p.text) for p in passages]
    KeywordIndex.build(placed).save(folder / "passages.bm25")


def _write_content(
    folder: Path,
    content: SnapshotContent,
    passages: Sequence[Passage],
    sentences: Sequence[Sentence],
) -> None:
    articles = (article.model_dump_json() for article in content.articles)
    _write_lines(folder / "articles.jsonl", articles)
    (folder / "taxonomy.json").write_text(content.taxonomy.model_dump_json(), encoding="utf-8")
    rows: dict[str, Iterable[list[object]]] = {
        "passages": ([p.article_id, p.heading_path, p.blocks] for p in passages),
        "sentences": ([s.article_id, s.passage, s.block, s.text] for s in sentences),
        "examples": ([e.act, e.text] for e in content.examples),
    }
    for name, values in rows.items():
        _write_lines(folder / f"{name}.jsonl", (json.dumps(value) for value in values))


def _write_lines(path: Path, lines: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(line + "\n" for line in lines)


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
