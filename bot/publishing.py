"""From staff's sources to a served version: diff, store, build, publish."""

import logging
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from bot.collector import collector_at_rest
from bot.errors import BotError
from corpus.importers.read import Imported, read_source
from corpus.models import Article, Course, Taxonomy
from corpus.store import ContentStore, Diff, Version
from retrieval.build import build_snapshot
from retrieval.cache import EmbeddingCache, Progress
from retrieval.embedding import Embedder
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

# A second sync waits for the first: long enough for a small one, short enough to be told.
LOCK_TIMEOUT_SECONDS = 60
# The version that serves, and what to go back to.
VERSIONS_KEPT = 5
SAMPLE_SOURCE = "sample"
# Owns what staff add one by one.
STAFF_SOURCE = "staff"


@dataclass
class SyncUnderWay(BotError):
    """Another process is changing the corpus."""

    def __str__(self) -> str:
        return (
            f"another sync has been running for more than {LOCK_TIMEOUT_SECONDS} seconds; "
            "wait until it is done and repeat this one"
        )


@dataclass
class UnknownVersion(BotError):
    """No such version on disk."""

    version: str

    def __str__(self) -> str:
        return f"there is no version {self.version!r}; `adviser corpus versions` lists them"


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a sync found and did. `version` is None when nothing was published."""

    imported: tuple[Imported, ...]
    diffs: tuple[Diff, ...]
    version: str | None
    embedded: int
    reused: int


class Publisher:
    """The one writer of the corpus and of its versions; a file lock keeps it the only one."""

    def __init__(
        self,
        store: ContentStore,
        home: Path,
        embedder: Callable[[], Embedder],
        taxonomy: Taxonomy,
        examples: tuple[Example, ...],
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._home = home
        self._embedder = embedder
        self._taxonomy = taxonomy
        self._examples = examples
        self._clock = clock

    @collector_at_rest()
    def sync(
        self,
        locations: Sequence[str],
        *,
        source_name: str | None = None,
        format_: str | None = None,
        column_map: Mapping[str, str] | None = None,
        is_dry_run: bool = False,
        keeps_rest: bool = False,
        progress: Progress | None = None,
    ) -> SyncReport:
        """Bring sources into the corpus and publish what they changed.

        Every source is read before anything is stored. Raises CorpusError for one that cannot be.
        With `keeps_rest`, what a source does not hold any more is not retired.
        """
        imported = tuple(
            read_source(
                location, source_name=source_name, format=format_, column_map=column_map or {}
            )
            for location in locations
        )
        with self._lock():
            diffs = tuple(self._store.diff(one.source, one.items) for one in imported)
            if keeps_rest:
                diffs = tuple(replace(diff, retired=()) for diff in diffs)
            if is_dry_run:
                return SyncReport(imported, diffs, None, 0, 0)
            return self._carry_out(imported, diffs, progress)

    def retire(self, item_ids: Iterable[str], progress: Progress | None = None) -> SyncReport:
        """Take items out of what is served."""
        wanted = set(item_ids)
        with self._lock():
            leaving = [item for item in self._store.active() if item.id in wanted]
            diffs = tuple(Diff(source=item.source, retired=(item,)) for item in leaving)
            return self._carry_out((), diffs, progress)

    @collector_at_rest()
    def ensure_published(self, progress: Progress | None = None) -> str:
        """The served version, built first if the store holds something else than it serves.

        This mends what a process left that was killed between the store and the pointer.
        """
        with self._lock():
            serving = read_pointer(self._home)
            if serving and self._serves(self._stored_hash()):
                return serving
            content = self._content(self._store.active())
            if serving and (self._serves(content.content_hash) or self._is_rolled_back(content)):
                return serving
            return self._publish(content, (), progress)[0]

    def open_version(self, version: str) -> Snapshot:
        """A version that is kept. Raises UnknownVersion, or SnapshotError if it is broken."""
        folder = self._home / "snapshots" / version
        if not version or "/" in version or not (folder / "manifest.json").is_file():
            raise UnknownVersion(version)
        return open_snapshot(folder)

    def rollback(self, version: str) -> None:
        """Serve an earlier version again. Raises UnknownVersion, or SnapshotError if broken."""
        with self._lock():
            self.open_version(version)
            publish(self._home, version)
            LOG.info("corpus_rolled_back", extra={"version": version})

    def _carry_out(
        self, imported: tuple[Imported, ...], diffs: tuple[Diff, ...], progress: Progress | None
    ) -> SyncReport:
        if not any(diffs) and self._serves(self._stored_hash()):
            return SyncReport(imported, diffs, None, 0, 0)
        content = self._content(_after(self._store.active(), diffs))
        if not any(diffs) and self._serves(content.content_hash):
            return SyncReport(imported, diffs, None, 0, 0)
        # Built before the store changes: a build that fails leaves both as they were.
        version, embedded, reused = self._publish(content, diffs, progress)
        return SyncReport(imported, diffs, version, embedded, reused)

    def _publish(
        self, content: SnapshotContent, diffs: tuple[Diff, ...], progress: Progress | None
    ) -> tuple[str, int, int]:
        now = self._clock()
        version = self._new_version(content, now)
        path, report = build_snapshot(
            content,
            embedder=self._embedder(),
            cache=EmbeddingCache(self._home / "embeddings"),
            snapshots_folder=self._home / "snapshots",
            version=version,
            built_at=now,
            progress=progress,
        )
        open_snapshot(path)
        self._store.apply(diffs, now)
        publish(self._home, version)
        self._store.record_version(_history(version, content, diffs, now))
        self._drop_old_versions(version)
        LOG.info("corpus_published", extra={"version": version})
        return version, report.embedded, report.reused

    def _content(self, items: Iterable[Course | Article]) -> SnapshotContent:
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

    def _serves(self, content: str) -> bool:
        """Whether the served version is whole, of our model, and has this content hash."""
        version = read_pointer(self._home)
        if version is None:
            return False
        served = snapshot_hash(self._home / "snapshots" / version)
        return served == (content, self._embedder().name)

    def _stored_hash(self) -> str:
        """The hash of what the store holds, without reading it.

        Another one than the content's own where an earlier release stored items with fewer fields.
        """
        return content_hash(self._store.hashes(), self._taxonomy, self._examples)

    def _is_rolled_back(self, content: SnapshotContent) -> bool:
        """Whether the store's content was published and staff chose an earlier version since.

        A store without any history has not changed since: its database is a new one, beside
        versions that were brought along. They keep serving.
        """
        newest = next(iter(self._store.versions()), None)
        if newest is not None and newest.content_hash != content.content_hash:
            return False
        if newest is None and (content.courses or content.articles):
            return False
        served = snapshot_hash(self._home / "snapshots" / (read_pointer(self._home) or ""))
        return served is not None and served[1] == self._embedder().name

    def _new_version(self, content: SnapshotContent, now: datetime) -> str:
        return f"{now:%Y%m%dT%H%M%S}.{now.microsecond // 1000:03d}Z-{content.content_hash[:8]}"

    def _drop_old_versions(self, serving: str) -> None:
        folder = self._home / "snapshots"
        versions = sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
        for version in versions[:-VERSIONS_KEPT]:
            if version != serving:
                shutil.rmtree(folder / version, ignore_errors=True)

    def _lock(self) -> "_Lock":
        self._home.mkdir(parents=True, exist_ok=True)
        return _Lock(self._home / "sync.lock")


class _Lock:
    """A lock held by one process of all that share the data folder."""

    def __init__(self, path: Path) -> None:
        self._lock = FileLock(path, timeout=LOCK_TIMEOUT_SECONDS)

    def __enter__(self) -> None:
        try:
            self._lock.acquire()
        except Timeout:
            raise SyncUnderWay from None

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def _after(
    items: Iterable[Course | Article], diffs: Iterable[Diff]
) -> tuple[Course | Article, ...]:
    """The corpus as it will be once the diffs are applied."""
    after = {item.id: item for item in items}
    for diff in diffs:
        after.update((item.id, item) for item in diff.added)
        after.update((change.item.id, change.item) for change in diff.changed)
        for item in diff.retired:
            after.pop(item.id, None)
    return tuple(after.values())


def _history(
    version: str, content: SnapshotContent, diffs: tuple[Diff, ...], now: datetime
) -> Version:
    return Version(
        version=version,
        content_hash=content.content_hash,
        created_at=now,
        added=sum(len(diff.added) for diff in diffs),
        changed=sum(len(diff.changed) for diff in diffs),
        retired=sum(len(diff.retired) for diff in diffs),
        courses=len(content.courses),
        articles=len(content.articles),
    )
