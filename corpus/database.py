"""The one database schema's base and how connections to it behave."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, Engine, create_engine, event
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

# Longer than the slowest write of ours (a sync's commit), shorter than a visitor waits.
BUSY_TIMEOUT_SECONDS = 5
_UNHURRIED = "unhurried"


class Base(DeclarativeBase):
    """Root of every table, so that one migration history covers them all."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time, stored in UTC; SQLite itself would drop the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive times, which would silently be read as UTC."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"expected a time with a zone, got {value!r}; use datetime.now(UTC)")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


def connect(url: str) -> Engine:
    """An engine for the address; on SQLite with WAL, full syncs and immediate transactions."""
    if not url.startswith("sqlite"):
        return create_engine(url, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def unhurried(engine: Engine) -> Engine:
    """The same database for what may be lost in a power cut: not forced to disk at each commit.

    A killed process loses nothing of it, and no file is damaged. On SQLite a commit then takes a
    tenth of a millisecond where a disk takes several; elsewhere nothing changes.
    """
    return engine.execution_options(**{_UNHURRIED: True})


def scrub(engine: Engine) -> None:
    """Empty SQLite's log, so that what was deleted or overwritten is in no file any more.

    While another process reads an older state its part of the log stays until the next call.
    """
    if engine.dialect.name != "sqlite":
        return
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        connection.close()


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    # What is deleted is overwritten: an address that was forgotten is in no file.
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Any) -> None:
    is_unhurried = connection.get_execution_options().get(_UNHURRIED, False)
    # Between transactions alone; on the driver's own connection, which costs next to nothing.
    level = "NORMAL" if is_unhurried else "FULL"
    connection.connection.driver_connection.execute(f"PRAGMA synchronous={level}")
    # A transaction that reads before it writes cannot be upgraded while another one writes:
    # taking the write lock first waits for it instead of failing.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
