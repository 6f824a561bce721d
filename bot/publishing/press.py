"""Makes versions of the corpus and puts them in front of visitors."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.publishing.errors import UnknownVersion
from bot.publishing.planning import history, new_version
from bot.publishing.shelf import Shelf
from corpus.models import Article, Course, Taxonomy
from corpus.store import ContentStore, Diff
from retrieval.build import build_snapshot
from retrieval.cache import EmbeddingCache, Progress
from retrieval.embedding import Embedder
from retrieval.errors import SnapshotError
from retrieval.models import Example
from retrieval.pointer import publish, read_pointer
from retrieval.snapshot import (
    Snapshot,
    SnapshotContent,
    content_hash,
    open_snapshot,
    snapshot_hash,
)

LOG = logging.getLogger("adviser.publishing")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A version that was built and is not served yet."""

    content: SnapshotContent
    snapshot: Snapshot
    embedded: int = 0
    reused: int = 0

    @property
    def version(self) -> str:
        """Its name."""
        return self.snapshot.version


class Press:
    """Builds candidates, and publishes them. Only the holder of the sync lock uses it."""

    def __init__(
        self,
        store: ContentStore,
        home: Path,
        embedder: Callable[[], Embedder],
        taxonomy: Taxonomy,
        examples: tuple[Example, ...],
        clock: Callable[[], datetime],
        versions_kept: int,
    ) -> None:
        self._store = store
        self._home = home
        self._embedder = embedder
        self._taxonomy = taxonomy
        self._examples = examples
        self._clock = clock
        self._kept = versions_kept
        self._shelf = Shelf(home)

    def content(self, items: Iterable[Course | Article]) -> SnapshotContent:
        """What a version of these items is made from."""
        kept = tuple(sorted(items, key=lambda item: item.id))
        courses = tuple(item for item in kept if isinstance(item, Course))
        articles = tuple(item for item in kept if isinstance(item, Article))
        used = {name for course in courses for name in course.subjects}
        return SnapshotContent(
            articles=articles,
            courses=courses,
            taxonomy=self._taxonomy.with_names(used),
            examples=self._examples,
        )

    def candidate(self, content: SnapshotContent, progress: Progress | None) -> Candidate:
        """A version of this content beside the others; one that is held already is not rebuilt."""
        held = self._held(content)
        if held is not None:
            return Candidate(content, held)
        self._shelf.sweep()
        now = self._clock()
        path, report = build_snapshot(
            content,
            embedder=self._embedder(),
            cache=EmbeddingCache(self._home / "embeddings"),
            snapshots_folder=self._shelf.candidates,
            version=new_version(content, now),
            built_at=now,
            progress=progress,
        )
        return Candidate(content, open_snapshot(path), report.embedded, report.reused)

    def publish(self, candidate: Candidate, diffs: tuple[Diff, ...]) -> None:
        """Serve a candidate: the store changes, then the pointer, then the history.

        A failure before the pointer leaves what is served; one after the store is mended by
        `Publisher.ensure_published`.
        """
        version, now = candidate.version, self._clock()
        self._shelf.admit(version)
        try:
            self._store.apply(diffs, now)
        except BaseException:
            self._shelf.withdraw(version)
            raise
        publish(self._home, version)
        self._store.record_version(history(version, candidate.content, diffs, now))
        self._shelf.retain(self._kept)
        LOG.info("corpus_published", extra={"version": version})

    def served(self) -> Snapshot | None:
        """The served version, None where none is whole and of our model."""
        version = read_pointer(self._home)
        return self._usable(version) if version else None

    def serves(self, content: str) -> bool:
        """Whether the served version is whole, of our model, and has this content hash."""
        return self._served_hash() == (content, self._embedder().name)

    def stored_hash(self) -> str:
        """The hash of what the store holds, without reading it.

        Another one than the content's own where an earlier release stored items with fewer fields.
        """
        return content_hash(self._store.hashes(), self._taxonomy, self._examples)

    def is_rolled_back(self, content: SnapshotContent) -> bool:
        """Whether the store's content was published and staff chose an earlier version since.

        A store without any history has not changed since: its database is a new one, beside
        versions that were brought along. They keep serving.
        """
        newest = next(iter(self._store.versions()), None)
        if newest is not None and newest.content_hash != content.content_hash:
            return False
        if newest is None and (content.courses or content.articles):
            return False
        served = self._served_hash()
        return served is not None and served[1] == self._embedder().name

    def _held(self, content: SnapshotContent) -> Snapshot | None:
        """A held version of this content; one that is broken or outdated makes room for another."""
        for note in self._shelf.held():
            if note.entry.content_hash == content.content_hash:
                found = self._usable(note.version)
                if found is not None:
                    return found
                self._shelf.drop(note.version)
        return None

    def _usable(self, version: str) -> Snapshot | None:
        """A version, None where it is missing, damaged, of an earlier format or another model."""
        try:
            found = self._shelf.open(version)
        except (SnapshotError, UnknownVersion):
            return None
        return found if found.embedder_name == self._embedder().name else None

    def _served_hash(self) -> tuple[str, str] | None:
        version = read_pointer(self._home)
        return snapshot_hash(self._shelf.published / version) if version else None
