"""A mail server and a newsletter that sends through it; a place that conversations go between."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.database import migrate
from corpus.database import connect
from tests.bot.crossing_places import Process
from tests.bot.newsletter_desk import Desk, open_desk
from tests.doubles.mail_server import MailServer, running_mail_server


@pytest.fixture
def server() -> Iterator[MailServer]:
    with running_mail_server() as server:
        yield server


@pytest.fixture
def desk(tmp_path: Path, server: MailServer) -> Iterator[Desk]:
    desk = open_desk(tmp_path, server)
    yield desk
    desk.database.dispose()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "test.sqlite3"


@pytest.fixture
def process(path: Path) -> Iterator[Process]:
    database = connect(f"sqlite:///{path}")
    migrate(database)
    yield Process(database)
    database.dispose()
