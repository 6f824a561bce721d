"""The corpus in the database: what each source owns now, and which versions were published."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from corpus.models import ITEM, Article, Course
from corpus.tables import ItemRow, VersionRow


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
    unchanged_count: int = 0

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
        before = self._owned(source)
        now = {item.id: item for item in items}
        known = {i: (row, now[i]) for i, row in before.items() if i in now}
        changed = tuple(
            Change(item, _changed_fields(ITEM.validate_json(row.body), item))
            for row, item in known.values()
            if row.content_hash != item.content_hash
        )
        return Diff(
            source=source,
            added=tuple(item for item in items if item.id not in before),
            changed=changed,
            retired=tuple(ITEM.validate_json(r.body) for i, r in before.items() if i not in now),
            unchanged_count=len(known) - len(changed),
        )

    def apply(self, diffs: Iterable[Diff], now: datetime) -> None:
        """Carry out several sources' diffs in one transaction."""
        with Session(self._engine) as session, session.begin():
            for diff in diffs:
                for item in (*diff.added, *(change.item for change in diff.changed)):
                    session.merge(_row(item, now))
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

    def _owned(self, source: str) -> dict[str, ItemRow]:
        with Session(self._engine, expire_on_commit=False) as session:
            rows = session.scalars(
                select(ItemRow).where(ItemRow.source == source, ItemRow.retired_at.is_(None))
            ).all()
            session.expunge_all()
        return {row.id: row for row in rows}


def content_hash(items: Iterable[Course | Article]) -> str:
    """SHA-256, in hex, of a set of items, whatever their order."""
    digest = hashlib.sha256()
    for item_id, item_hash in sorted((item.id, item.content_hash) for item in items):
        digest.update(f"{item_id}\0{item_hash}\n".encode())
    return digest.hexdigest()


_VERSION_FIELDS = tuple(Version.__dataclass_fields__)


def _row(item: Course | Article, now: datetime) -> ItemRow:
    return ItemRow(
        id=item.id,
        source=item.source,
        kind=item.kind,
        content_hash=item.content_hash,
        body=item.model_dump_json(),
        changed_at=now,
        retired_at=None,
    )


def _changed_fields(before: Course | Article, after: Course | Article) -> tuple[str, ...]:
    if type(before) is not type(after):
        return ("kind",)
    names = type(after).model_fields
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))
