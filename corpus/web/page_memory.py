"""What was fetched, kept in the data folder: pages as they last were, and how far a round got."""

import json
import sqlite3
import zlib
from collections.abc import Iterator, Set
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from corpus.web.choice import CrawlChoice

FILE = "web.sqlite3"
# A round that was broken off goes on until then; later, pages may have changed since.
RESUMED_WITHIN = timedelta(hours=24)
_LOCK_SECONDS = 60
_SCHEMA = """
CREATE TABLE IF NOT EXISTS sources (
    source TEXT PRIMARY KEY, choice TEXT NOT NULL DEFAULT '{}', round INTEGER NOT NULL DEFAULT 0,
    began_at TEXT NOT NULL DEFAULT '', is_open INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS pages (
    source TEXT NOT NULL, address TEXT NOT NULL, final TEXT NOT NULL, name TEXT NOT NULL,
    content_type TEXT NOT NULL,
    etag TEXT NOT NULL, modified TEXT NOT NULL, body BLOB NOT NULL, round INTEGER NOT NULL,
    PRIMARY KEY (source, address)) WITHOUT ROWID;
"""
_PAGE = "address, final, name, content_type, etag, modified, body, round"


@dataclass(frozen=True, slots=True)
class Page:
    """What an address last held. `final` is where it redirected to, `round` when it was asked.

    `name` is what the site calls it as a file.
    """

    address: str
    final: str
    name: str
    content_type: str
    etag: str
    modified: str
    data: bytes
    round: int


@dataclass(frozen=True, slots=True)
class Round:
    """One time of asking a source's pages. `is_resumed` if an earlier process began it."""

    number: int
    is_resumed: bool


class PageMemory:
    """A database file of its own: what it holds can be fetched again, so it needs no back-up."""

    def __init__(self, home: Path) -> None:
        self._home = home

    def choice(self, source: str) -> CrawlChoice:
        """What staff chose for a source when they last did."""
        with self._open() as database:
            row = database.execute(
                "SELECT choice FROM sources WHERE source = ?", (source,)
            ).fetchone()
        return CrawlChoice.from_fields(json.loads(row[0])) if row else CrawlChoice()

    def keep_choice(self, source: str, choice: CrawlChoice) -> None:
        """Remember it for the next time."""
        with self._open() as database:
            database.execute("INSERT OR IGNORE INTO sources (source) VALUES (?)", (source,))
            fields = json.dumps(choice.fields(), ensure_ascii=False)
            database.execute("UPDATE sources SET choice = ? WHERE source = ?", (fields, source))

    def begin(self, source: str, now: datetime) -> Round:
        """The round that was broken off, or the next."""
        with self._open() as database:
            database.execute("INSERT OR IGNORE INTO sources (source) VALUES (?)", (source,))
            number, began_at, is_open = database.execute(
                "SELECT round, began_at, is_open FROM sources WHERE source = ?", (source,)
            ).fetchone()
            if is_open and now - datetime.fromisoformat(began_at) < RESUMED_WITHIN:
                return Round(number, is_resumed=True)
            database.execute(
                "UPDATE sources SET round = ?, began_at = ?, is_open = 1 WHERE source = ?",
                (number + 1, now.isoformat(), source),
            )
        return Round(number + 1, is_resumed=False)

    def end(self, source: str) -> None:
        """The round got through: the next one asks everything again."""
        with self._open() as database:
            database.execute("UPDATE sources SET is_open = 0 WHERE source = ?", (source,))

    def page(self, source: str, address: str) -> Page | None:
        """What an address held when it last answered."""
        with self._open() as database:
            row = database.execute(
                f"SELECT {_PAGE} FROM pages WHERE source = ? AND address = ?",  # noqa: S608
                (source, address),
            ).fetchone()
        if row is None:
            return None
        final, name, content_type, etag, modified, body, number = row[1:]
        data = zlib.decompress(body)
        return Page(address, final, name, content_type, etag, modified, data, number)

    def addresses(self, source: str) -> tuple[str, ...]:
        """Every address of a source that something is kept of."""
        with self._open() as database:
            rows = database.execute(
                "SELECT address FROM pages WHERE source = ? ORDER BY address", (source,)
            )
            return tuple(row[0] for row in rows)

    def keep(self, source: str, page: Page) -> None:
        """Remember a page as it is now."""
        values = (
            source, page.address, page.final, page.name, page.content_type, page.etag,
            page.modified, zlib.compress(page.data, 1), page.round,
        )  # fmt: skip
        with self._open() as database:
            database.execute(
                f"INSERT OR REPLACE INTO pages (source, {_PAGE}) "  # noqa: S608
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                values,
            )

    def touch(self, source: str, address: str, number: int) -> None:
        """Remember that a page is as it was."""
        with self._open() as database:
            database.execute(
                "UPDATE pages SET round = ? WHERE source = ? AND address = ?",
                (number, source, address),
            )

    def forget(self, source: str, addresses: Set[str]) -> None:
        """Let go of pages that are gone or not listed any more."""
        with self._open() as database:
            database.executemany(
                "DELETE FROM pages WHERE source = ? AND address = ?",
                [(source, address) for address in sorted(addresses)],
            )

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """A connection for one change, which is kept whole or not at all."""
        self._home.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._home / FILE
        with closing(sqlite3.connect(path, timeout=_LOCK_SECONDS)) as database, database:
            if not _has_tables(database):
                database.executescript(_SCHEMA)
            yield database


def _has_tables(database: sqlite3.Connection) -> bool:
    found = database.execute("SELECT count(*) FROM sqlite_master WHERE name = 'pages'").fetchone()
    return bool(found[0])
