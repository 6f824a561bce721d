"""Visitors of the whole product, whose turns are noted."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from bot.composition import Adviser
from bot.core.channels import Channel
from bot.core.message import ReplyDocument
from bot.incoming import Incoming

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def clock() -> datetime:
    return NOW


def say(
    adviser: Adviser,
    *lines: str,
    by: str = "visitor",
    channel: Channel = Channel.WEB,
    at: datetime = NOW,
) -> list[ReplyDocument]:
    """What somebody gets who says these lines; what they tell is written by then."""

    async def talk() -> list[ReplyDocument]:
        said = []
        for number, line in enumerate(lines):
            message = f"{by}-{at:%j%H%M}-{number}"
            incoming = Incoming(by, message, channel, at, line)
            said.append((await adviser.engine.handle(incoming)).reply)
        return said

    replies = asyncio.run(talk())
    adviser.recorder.drain()
    return replies


def database_bytes(home: Path) -> bytes:
    """Every byte of the database's files, its log among them."""
    return b"".join(path.read_bytes() for path in sorted(home.glob("adviser.sqlite3*")))


def found_in(home: Path, details: Iterable[str]) -> list[str]:
    """Which of the details stand in the database, whatever the case."""
    kept = database_bytes(home).lower()
    return [detail for detail in details if detail.lower().encode() in kept]
