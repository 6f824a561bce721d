"""Small courses, articles and indexes for tests."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corpus.models import Article, Course, Heading, ItemList, Paragraph, Taxonomy
from retrieval.build import build_snapshot
from retrieval.cache import EmbeddingCache
from retrieval.embedding import Embedder
from retrieval.keyword import KeywordIndex
from retrieval.snapshot import Snapshot, SnapshotContent, open_snapshot


def course(id_: str, title: str = "A course", **fields: Any) -> Course:
    return Course(id=id_, source="test", title=title, **fields)


def article(id_: str, title: str, *blocks: str | tuple[str, ...]) -> Article:
    """An article; a block that starts with # is a heading, a tuple is a list."""
    return Article(id=id_, source="test", title=title, blocks=tuple(map(_block, blocks)))


def keyword_index(documents: Sequence[tuple[str, str]], folder: Path | None) -> KeywordIndex:
    """An index of (title, body); opened from what was saved in a folder, if one is given."""
    index = KeywordIndex.build(documents)
    if folder is None:
        return index
    index.save(folder / "keywords")
    return KeywordIndex.open(folder / "keywords")


def opened_version(articles: Sequence[Article], folder: Path, embedder: Embedder) -> Snapshot:
    """A version of these articles alone, built in a folder and opened."""
    content = SnapshotContent(
        articles=tuple(articles), courses=(), taxonomy=Taxonomy(subjects=()), examples=()
    )
    path, _ = build_snapshot(
        content,
        embedder=embedder,
        cache=EmbeddingCache(folder / "embeddings"),
        snapshots_folder=folder,
        version="v1",
        built_at=datetime(2026, 11, 24, tzinfo=UTC),
    )
    return open_snapshot(path)


def _block(block: str | tuple[str, ...]) -> Heading | Paragraph | ItemList:
    if isinstance(block, tuple):
        return ItemList(items=block)
    if block.startswith("#"):
        marks, _, text = block.partition(" ")
        return Heading(level=len(marks), text=text)
    return Paragraph(text=block)
