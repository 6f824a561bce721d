"""Who changed what is served, when and why; entries are added, and never changed."""

from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot.stores.tables import AuditRow


class Action(StrEnum):
    """What was done with a version."""

    PUBLISHED = "published"
    FORCED = "forced"
    HELD = "held"
    RELEASED = "released"
    DROPPED = "dropped"
    ROLLED_BACK = "rolled back"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One act. `detail` is the gate's report as JSON, empty where there was none."""

    at: datetime
    by: str
    action: Action
    version: str
    reason: str = ""
    detail: str = ""


class AuditStore:
    """The audit in the database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def record(self, entry: AuditEntry) -> None:
        """Add an entry."""
        with Session(self._engine) as session, session.begin():
            session.add(AuditRow(**asdict(entry)))

    def entries(self, limit: int) -> tuple[AuditEntry, ...]:
        """The last entries, newest first."""
        with Session(self._engine) as session:
            rows = session.scalars(select(AuditRow).order_by(AuditRow.id.desc()).limit(limit))
            return tuple(
                AuditEntry(row.at, row.by, Action(row.action), row.version, row.reason, row.detail)
                for row in rows
            )
