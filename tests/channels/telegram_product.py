"""The Telegram channel over a real engine and a real database, with a corpus of nothing."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_text import UNITS_MAX
from bot.channels.telegram_turns import DeliveryFailedError
from bot.core.blocks import Choice, ChoicesBlock, ParagraphBlock
from bot.core.document import to_document
from bot.core.effects import ForgetConversation
from bot.core.guidance import Guidance
from bot.core.message import Reply
from bot.core.state import ConversationState
from bot.core.text import fold
from bot.core.vocabulary import Vocabulary
from bot.core.wording.en_au import EN_AU
from bot.core.wording.wording import Site
from bot.engine import Engine
from bot.incoming import Handled, Incoming
from bot.settings import Settings
from bot.stores.conversations import ConversationStore, PendingEffect
from bot.vocabulary_files import load_aliases
from corpus.database import Base, connect
from corpus.models import Article, Course, Taxonomy
from retrieval.models import (
    ActGuess,
    CourseResult,
    Criteria,
    CriterionVerdict,
    Evidence,
    Field,
    Sort,
    Spread,
)


class EmptyKnowledge:
    """A version that holds no courses and no articles."""

    version = "empty"
    built_on = date(2026, 11, 1)
    taxonomy = Taxonomy()
    answer_threshold = 0.5
    guidance = Guidance()

    def __init__(self) -> None:
        self.vocabulary = Vocabulary(self.taxonomy, load_aliases())

    def evidence(self, question: str, limit: int) -> tuple[Evidence, ...]:
        return ()

    def courses(
        self, wish: str, criteria: Criteria, sort: Sort | None, offset: int, limit: int
    ) -> CourseResult:
        return CourseResult((), 0, 0)

    def count(self, criteria: Criteria, wish: str = "") -> int:
        return 0

    def judge(
        self, course_id: str, criteria: Criteria, wish: str = ""
    ) -> tuple[CriterionVerdict, ...]:
        return ()

    def spread(
        self, field: Field, values: Iterable[str], criteria: Criteria, wish: str = ""
    ) -> Spread:
        return Spread(0, 0, ())

    def course(self, course_id: str) -> Course | None:
        return None

    def article(self, article_id: str) -> Article | None:
        return None

    def guess_act(self, text: str) -> ActGuess | None:
        return None

    def knows(self, word: str) -> bool:
        return True

    def mend(self, text: str) -> str:
        return fold(text)


@dataclass
class Forgetting:
    """Does the one effect that these conversations have."""

    conversations: ConversationStore

    async def run(self, pending: PendingEffect) -> None:
        if isinstance(pending.effect, ForgetConversation):
            await asyncio.to_thread(self.conversations.forget, pending.conversation_id)

    def send_mail(self) -> None:
        """Nobody asks for mail here."""


@dataclass
class HeldEngine:
    """The engine, with a gate in front of each conversation that a test closed."""

    engine: Engine
    gates: dict[str, asyncio.Event] = field(default_factory=dict)
    begun: int = 0

    async def handle(self, incoming: Incoming) -> Handled:
        self.begun += 1
        gate = self.gates.get(incoming.conversation_id)
        if gate is not None:
            await gate.wait()
        return await self.engine.handle(incoming)

    def close(self, chat_id: int) -> asyncio.Event:
        """Let no turn of a chat through until the event is set."""
        return self.gates.setdefault(f"telegram:{chat_id}", asyncio.Event())


class LongWindedEngine:
    """Answers everything with two full messages and a quick reply."""

    async def handle(self, incoming: Incoming) -> Handled:
        words = tuple(ParagraphBlock(text=letter * UNITS_MAX) for letter in "ab")
        offer = ChoicesBlock(choices=(Choice(id="more", label="More"),))
        reply = Reply(ConversationState(), "answer", (*words, offer))
        return Handled(to_document(reply, "v1"))


@dataclass
class Product:
    """The parts that tests look at."""

    conversations: ConversationStore
    engine: HeldEngine
    channel: TelegramChannel

    def said(self, chat_id: int) -> list[str]:
        """What the visitor of a chat said in the turns that are stored."""
        return [turn.visitor_text for turn in self.conversations.transcript(f"telegram:{chat_id}")]


def build(folder: Path, settings: Settings) -> Product:
    """A product whose database lies in a folder."""
    database = connect(f"sqlite:///{folder / 'adviser.sqlite3'}")
    Base.metadata.create_all(database)
    conversations = ConversationStore(database)
    knowledge = EmptyKnowledge()
    site = Site(EN_AU)
    engine = HeldEngine(Engine(conversations, lambda: knowledge, Forgetting(conversations), site))
    channel = TelegramChannel(engine, settings, Site(EN_AU), lambda: datetime.now(UTC))
    return Product(conversations, engine, channel)


@asynccontextmanager
async def running(product: Product) -> AsyncIterator[Product]:
    """The product between start and stop."""
    await product.channel.start()
    try:
        yield product
    finally:
        await product.channel.stop()


@asynccontextmanager
async def webhook_server(channel: Callable[[], TelegramChannel]) -> AsyncIterator[str]:
    """A web server that hands what it gets to the channel; gives its address."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        headers = {name.lower(): value for name, _, value in (h.partition(": ") for h in head)}
        body = await reader.readexactly(int(headers["content-length"]))
        secret = headers.get("x-telegram-bot-api-secret-token", "")
        try:
            status = 200 if await channel().receive(body.decode(), secret) else 401
        except DeliveryFailedError:
            status = 503
        answer = f"HTTP/1.1 {status} Any\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
        writer.write(answer.encode())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
