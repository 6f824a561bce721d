"""Servers' parts over one database, between which conversations go."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any

from sqlalchemy import Engine as Database

from bot.core.channels import Channel
from bot.core.message import ReplyDocument
from bot.core.wording.en_au import EN_AU
from bot.core.wording.wording import Site
from bot.crossings import Crossings
from bot.engine import Engine
from bot.incoming import Incoming
from bot.links import LinkSigner
from bot.settings import Settings
from bot.stores.conversations import ConversationStore
from bot.stores.crossings import CrossingStore
from tests.bot.test_engine import RecordedEffects, SmallKnowledge

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SECRET = b"sixteen bytes or more"
WEB, CHAT, OTHER_CHAT = "web-1", "telegram:5", "telegram:6"
WORDS = EN_AU.crossing
_NUMBERS = count(1)


@dataclass
class Process:
    """A server's parts over a database; several of them share it, as workers do."""

    database: Database
    bot_name: str = "course_bot"
    now: datetime = NOW
    ids: Iterator[int] = field(default_factory=lambda: _NUMBERS)

    def __post_init__(self) -> None:
        settings = Settings(telegram_bot_name=self.bot_name)
        self.places = CrossingStore(self.database)
        self.store = ConversationStore(self.database)
        crossings = Crossings(self.places, LinkSigner(SECRET), settings)
        self.effects = RecordedEffects()
        self.engine = Engine(
            self.store, SmallKnowledge, self.effects, Site(EN_AU), crossings=crossings
        )

    async def say(self, where: str, text: str, message_id: str = "") -> ReplyDocument:
        channel = Channel.TELEGRAM if where.startswith("telegram:") else Channel.WEB
        message_id = message_id or f"m{next(self.ids)}"
        incoming = Incoming(where, message_id, channel, self.now, text)
        return (await self.engine.handle(incoming)).reply

    def said(self, where: str) -> list[str]:
        return [turn.visitor_text for turn in self.store.transcript(where)]

    def state(self, where: str) -> dict[str, Any]:
        return self.store.load(where).state.model_dump(mode="json")


def token_of(reply: ReplyDocument) -> str:
    found = re.search(r"(?:start|continue)=(\S+)", reply.text)
    assert found, reply.text
    return found[1]


async def leave(process: Process, where: str = WEB) -> str:
    """Look for nursing there, and ask for the link; its token."""
    await process.say(where, "nursing")
    await process.say(where, "save the first one")
    return token_of(await process.say(where, "can we continue on telegram?"))
