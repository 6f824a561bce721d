"""The mail that the product wrote to its outbox folder."""

import email
import re
import time
from email.message import EmailMessage
from email.policy import default as mail_policy
from pathlib import Path
from urllib.parse import urlsplit

from bot.composition import Adviser


def outbox(adviser: Adviser, count: int) -> list[EmailMessage]:
    """The mail that was sent, once there are so many."""
    folder: Path = adviser.settings.home / "outbox"
    deadline = time.monotonic() + 10
    while len(found := sorted(folder.glob("*.eml"))) < count and time.monotonic() < deadline:
        time.sleep(0.02)
    assert len(found) == count
    return [email.message_from_bytes(f.read_bytes(), policy=mail_policy) for f in found]


def link_in(message: EmailMessage, action: str) -> str:
    """The path of a link in a mail."""
    body = message.get_body()
    assert body is not None
    found = re.search(rf"https?://\S+/newsletter/{action}/\S+", body.get_content())
    assert found, body.get_content()
    return urlsplit(found.group()).path
