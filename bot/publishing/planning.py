"""What a sync is going to change, as values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from bot.publishing.errors import WouldRetire
from bot.publishing.gate_report import GateReport
from corpus.importers.read import Imported
from corpus.models import Article, Course
from corpus.store import ContentStore, Diff, Version
from retrieval.snapshot import SnapshotContent

# Beyond it a source is far more likely cut off than really so much smaller.
RETIRED_SHARE_MAX = 2 / 3
# Of a handful of items any may go, though never all of them without a word.
RETIRED_MIN = 5


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a sync found and did.

    `version` is None when nothing was published, `held` the version that the gate held back.
    `gate` is None where no version was built or nothing was served before. `warning` is what a
    dry run says would stop the sync.
    """

    imported: tuple[Imported, ...]
    diffs: tuple[Diff, ...]
    version: str | None = None
    embedded: int = 0
    reused: int = 0
    held: str | None = None
    gate: GateReport | None = None
    warning: str = ""


def items_after(store: ContentStore, diffs: Sequence[Diff]) -> tuple[Course | Article, ...]:
    """The corpus as it will be once the diffs are applied; what they hold is not read again."""
    after: dict[str, Course | Article] = {}
    retired: set[str] = set()
    for diff in diffs:
        items = (*diff.unchanged, *diff.added, *(change.item for change in diff.changed))
        after.update((item.id, item) for item in items)
        for item in diff.retired:
            after.pop(item.id, None)
            retired.add(item.id)
    return (*after.values(), *store.without(after.keys() | retired))


def emptying(diffs: Iterable[Diff]) -> WouldRetire | None:
    """The first diff that takes most of its source away, None where none does."""
    for diff in diffs:
        retired = len(diff.retired)
        owned = retired + len(diff.changed) + diff.unchanged_count
        is_all = retired == owned and not diff.added
        if retired > RETIRED_SHARE_MAX * owned and (retired >= RETIRED_MIN or is_all):
            return WouldRetire(diff.source, retired, owned)
    return None


def base_of(store: ContentStore, diffs: Iterable[Diff]) -> dict[str, str]:
    """The hash of what each source that the diffs change holds now."""
    changed = [diff for diff in diffs if diff]
    items = (item for diff in changed for item in diff.retired)
    sources = {diff.source for diff in changed} | {item.source for item in items}
    return {source: hash_of(store.hashes(source)) for source in sorted(sources)}


def hash_of(hashes: Mapping[str, str]) -> str:
    """One hash of items' ids and hashes, whatever their order."""
    return sha256("\n".join(f"{id_} {hashes[id_]}" for id_ in sorted(hashes)).encode()).hexdigest()


def new_version(content: SnapshotContent, now: datetime) -> str:
    """A name that sorts by time and tells the content."""
    return f"{now:%Y%m%dT%H%M%S}.{now.microsecond // 1000:03d}Z-{content.content_hash[:8]}"


def history(
    version: str, content: SnapshotContent, diffs: Iterable[Diff], now: datetime
) -> Version:
    """The line that a version gets in the history."""
    diffs = tuple(diffs)
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
