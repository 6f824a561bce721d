"""The corpus in the database: what each source owns now, and which versions were published."""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Engine, insert, select, update
from sqlalchemy.orm import Session

from corpus.models import ITEM, Article, Course
from corpus.tables import ItemRow, VersionRow

# SQLite's limit on parameters of one statement is 32,766; a few hundred are as quick.
IDS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Change:
    """An item whose text or fields differ, and the fields that do."""

    item: Course | Article
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Diff:
    """What a sync of one source would do."""

    source: str
    added: tuple[Course | Article, ...] = ()
    changed: tuple[Change, ...] = ()
    retired: tuple[Course | Article, ...] = ()
    unchanged: tuple[Course | Article, ...] = ()

    @property
    def unchanged_count(self) -> int:
        """How many items are as they were."""
        return len(self.unchanged)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.retired)


@dataclass(frozen=True, slots=True)
class Version:
    """A published version, and what changed in it."""

    version: str
    content_hash: str
    created_at: datetime
    added: int
    changed: int
    retired: int
    courses: int
    articles: int


class ContentStore:
    """Courses and articles by source. An item belongs to one source and is retired by it alone."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def active(self) -> tuple[Course | Article, ...]:
        """Everything that is not retired, in the order of the ids."""
        with Session(self._engine) as session:
            rows = session.scalars(
                select(ItemRow.body).where(ItemRow.retired_at.is_(None)).order_by(ItemRow.id)
            )
            return tuple(ITEM.validate_json(body) for body in rows)

    def without(self, ids: Set[str]) -> Iterator[Course | Article]:
        """Everything that is not retired but these, in the order of the ids."""
        return self._read(self.hashes().keys() - ids)

    def item(self, item_id: str) -> Course | Article | None:
        """One item, retired or not."""
        with Session(self._engine) as session:
            row = session.get(ItemRow, item_id)
            return ITEM.validate_json(row.body) if row else None

    def sources(self) -> tuple[tuple[str, int], ...]:
        """Each source with the number of its items that are not retired."""
        counts: dict[str, int] = {}
        with Session(self._engine) as session:
            for source in session.scalars(
                select(ItemRow.source).where(ItemRow.retired_at.is_(None))
            ):
                counts[source] = counts.get(source, 0) + 1
        return tuple(sorted(counts.items()))

    def diff(self, source: str, items: Sequence[Course | Article]) -> Diff:
        """What would change if `items` were all that the source has."""
        hashes = self.hashes(source)
        # The same hash is the same item: only the others are read.
        same = {item.id for item in items if hashes.get(item.id) == item.content_hash}
        others = [item for item in items if item.id not in same]
        found = compare(source, self._read(hashes.keys() - same), others)
        as_before = (item for item in items if item.id in same)
        return replace(found, unchanged=(*found.unchanged, *as_before))

    def hashes(self, source: str | None = None) -> dict[str, str]:
        """The content hash of each item that is not retired, of one source or of all."""
        wanted = select(ItemRow.id, ItemRow.content_hash).where(ItemRow.retired_at.is_(None))
        if source is not None:
            wanted = wanted.where(ItemRow.source == source)
        with self._engine.connect() as connection:
            return {row.id: row.content_hash for row in connection.execute(wanted)}

    def apply(self, diffs: Iterable[Diff], now: datetime) -> None:
        """Carry out several sources' diffs in one transaction."""
        with Session(self._engine) as session, session.begin():
            known = set(session.scalars(select(ItemRow.id)))
            for diff in diffs:
                items = (*diff.added, *(change.item for change in diff.changed))
                rows = [_row(item, now) for item in items]
                new = [row for row in rows if row["id"] not in known]
                old = [row for row in rows if row["id"] in known]
                for statement, values in ((insert(ItemRow), new), (update(ItemRow), old)):
                    if values:
                        session.execute(statement, values)
                for item in diff.retired:
                    session.get_one(ItemRow, item.id).retired_at = now

    def record_version(self, version: Version) -> None:
        """Add a published version to the history; recording it twice changes nothing."""
        with Session(self._engine) as session, session.begin():
            session.merge(VersionRow(**{name: getattr(version, name) for name in _VERSION_FIELDS}))

    def versions(self) -> tuple[Version, ...]:
        """Every published version, newest first."""
        with Session(self._engine) as session:
            rows = session.scalars(select(VersionRow).order_by(VersionRow.version.desc()))
            return tuple(
                Version(**{name: getattr(row, name) for name in _VERSION_FIELDS}) for row in rows
            )

    def _read(self, ids: Iterable[str]) -> Iterator[Course | Article]:
        """Items by their ids, in the order of the ids."""
        with self._engine.connect() as connection:
            wanted = sorted(ids)
            for start in range(0, len(wanted), IDS_AT_ONCE):
                part = wanted[start : start + IDS_AT_ONCE]
                rows = select(ItemRow.body).where(ItemRow.id.in_(part)).order_by(ItemRow.id)
                yield from (ITEM.validate_json(body) for body in connection.scalars(rows))


def compare(
    source: str, before: Iterable[Course | Article], after: Sequence[Course | Article]
) -> Diff:
    """What has to change for a set of items to become another one."""
    old = {item.id: item for item in before}
    new_ids = {item.id for item in after}
    known = [(old[item.id], item) for item in after if item.id in old]
    changed = [(was, now) for was, now in known if was.content_hash != now.content_hash]
    changed_ids = {now.id for _, now in changed}
    return Diff(
        source=source,
        added=tuple(item for item in after if item.id not in old),
        changed=tuple(Change(now, _changed_fields(was, now)) for was, now in changed),
        retired=tuple(item for item_id, item in old.items() if item_id not in new_ids),
        unchanged=tuple(now for _, now in known if now.id not in changed_ids),
    )


_VERSION_FIELDS = tuple(Version.__dataclass_fields__)


def _row(item: Course | Article, now: datetime) -> dict[str, object]:
    return {
        "id": item.id,
        "source": item.source,
        "kind": item.kind,
        "content_hash": item.content_hash,
        "body": item.model_dump_json(),
        "changed_at": now,
        "retired_at": None,
    }


def _changed_fields(before: Course | Article, after: Course | Article) -> tuple[str, ...]:
    if type(before) is not type(after):
        return ("kind",)
    names = type(after).model_fields
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))
