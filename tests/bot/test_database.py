"""The schema: what the migrations make is what the tables say."""

import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

import bot.stores.tables
import corpus.tables
from bot.database import migrate
from corpus.database import Base, connect

TABLES = (bot.stores.tables, corpus.tables)


def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'test.sqlite3'}"


def test_the_migrations_make_the_tables_as_they_are_declared(tmp_path: Path) -> None:
    database = connect(url(tmp_path))
    migrate(database)
    with database.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_migrating_again_changes_nothing(tmp_path: Path) -> None:
    for _ in range(2):
        migrate(connect(url(tmp_path)))


def test_several_processes_can_start_on_a_new_database_at_once(tmp_path: Path) -> None:
    failures: list[Exception] = []

    def start() -> None:
        try:
            migrate(connect(url(tmp_path)))
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=start) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1)],
)
def test_sqlite_is_set_to_keep_what_it_acknowledged(
    pragma: str, value: object, tmp_path: Path
) -> None:
    with connect(url(tmp_path)).connect() as connection:
        assert connection.execute(text(f"PRAGMA {pragma}")).scalar() == value
