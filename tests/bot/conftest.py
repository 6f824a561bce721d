"""A mail server, and a newsletter that sends through it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

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
