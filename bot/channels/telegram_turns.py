"""What happens to an update of a Telegram chat, from the words in it to the reply sent.

A reply is sent at least once: where an answer of Telegram's is lost, a message may come twice,
but the turn behind it is never repeated.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.channels.telegram_rendering import TelegramMessage, render
from bot.channels.telegram_text import Run
from bot.core.channels import Channel
from bot.core.wording.telegram import TelegramWording
from bot.core.wording.wording import Site
from bot.errors import BotError
from bot.incoming import Handled, Incoming

LOG = logging.getLogger("adviser.telegram")

SEND_ATTEMPTS = 5
FIRST_BACKOFF_SECONDS = 0.5
# A longer wait than this is left to the update's next delivery.
WAIT_SECONDS_MAX = 60.0


@dataclass
class TryLaterError(BotError):
    """Telegram did not take a message now; `wait_seconds` where it said when it would."""

    wait_seconds: float | None = None

    def __str__(self) -> str:
        return "Telegram did not take the message now; send it again later"


class ChatClosedError(BotError):
    """The visitor has blocked the bot, or is gone."""

    def __str__(self) -> str:
        return "the visitor cannot be written to; wait until they write again"


class MessageRefusedError(BotError):
    """Telegram will never take this message."""

    def __str__(self) -> str:
        return "Telegram refused the message for good; go on with the next"


class DeliveryFailedError(BotError):
    """A reply that is stored and could not be sent."""

    def __str__(self) -> str:
        return "the reply is stored but Telegram did not take it; bring the update again"


class TurnHandler(Protocol):
    """The engine, as a channel sees it."""

    def handle(self, incoming: Incoming) -> Awaitable[Handled]:
        """Answer a message; never raises. The same message again gets the stored answer."""


class Chat(Protocol):
    """A private chat, as turns write to it. Only `send` raises."""

    @property
    def chat_id(self) -> int:
        """Telegram's id of it."""

    @property
    def locale(self) -> str:
        """The language of the visitor's client; empty where it is not known."""

    async def send(self, message: TelegramMessage) -> None:
        """Send once. Raises TryLaterError, ChatClosedError or MessageRefusedError."""

    async def show_typing(self) -> None:
        """Say that an answer is coming."""


class Tap(Protocol):
    """A button that was pressed. Nothing here raises."""

    @property
    def data(self) -> str:
        """The id of the choice."""

    async def acknowledge(self) -> None:
        """Stop the waiting sign on the button."""

    async def show_choice(self, sentence: str) -> None:
        """Put what was chosen, in a sentence with a place for `label`, where the buttons were."""


class TelegramTurns:
    """Answers messages and taps, one at a time for each chat that calls it so."""

    def __init__(
        self,
        engine: TurnHandler,
        site: Site,
        own_wordings: Sequence[TelegramWording],
        clock: Callable[[], datetime],
    ) -> None:
        self._engine = engine
        self._site = site
        self._own_wordings = {own.language: own for own in own_wordings}
        self._clock = clock

    async def answer_text(self, update_id: int, chat: Chat, text: str) -> None:
        """Answer words. Raises DeliveryFailedError, as the others do."""
        await self._turn(self._incoming(update_id, chat, text=text), chat)

    async def answer_tap(self, update_id: int, chat: Chat, tap: Tap) -> None:
        """Answer a quick reply; the button is freed before anything else."""
        await tap.acknowledge()
        incoming = self._incoming(update_id, chat, choice_id=tap.data)
        await self._turn(incoming, chat, tap.show_choice(self._own(chat).choice_taken))

    async def decline_attachment(self, update_id: int, chat: Chat) -> None:
        """Say that only text can be read."""
        message = TelegramMessage(Run(self._own(chat).text_only).html)
        await _send_all(update_id, chat, (message,))

    def _own(self, chat: Chat) -> TelegramWording:
        return self._own_wordings[self._site.wording_for(chat.locale).language]

    def _incoming(
        self, update_id: int, chat: Chat, text: str = "", choice_id: str | None = None
    ) -> Incoming:
        return Incoming(
            f"telegram:{chat.chat_id}",
            f"telegram:{update_id}",
            Channel.TELEGRAM,
            self._clock(),
            text,
            choice_id,
            chat.locale,
        )

    async def _turn(self, incoming: Incoming, chat: Chat, *courtesies: Awaitable[None]) -> None:
        update_id = int(incoming.message_id.removeprefix("telegram:"))
        beside = asyncio.gather(chat.show_typing(), *courtesies)
        handled = await self._engine.handle(incoming)
        await beside
        wording = self._site.wording_for(handled.reply.language)
        await _send_all(update_id, chat, render(handled.reply, wording))


def log_failure(update_id: int, error: BaseException) -> None:
    """Log why an update has no answer yet."""
    if isinstance(error, DeliveryFailedError):
        LOG.warning("telegram_reply_not_sent", extra={"update": update_id})
    else:
        LOG.error("telegram_update_failed", extra={"update": update_id}, exc_info=error)


async def _send_all(update_id: int, chat: Chat, messages: tuple[TelegramMessage, ...]) -> None:
    for message in messages:
        try:
            await _send(chat, message)
        except ChatClosedError:
            LOG.info("telegram_chat_closed", extra={"update": update_id})
            return
        except MessageRefusedError:
            LOG.error("telegram_message_refused", extra={"update": update_id})


async def _send(chat: Chat, message: TelegramMessage) -> None:
    """Send a message, waiting as long as Telegram asks for; that holds up this chat alone."""
    for attempt in range(1, SEND_ATTEMPTS + 1):
        try:
            return await chat.send(message)
        except TryLaterError as error:
            backoff_seconds = FIRST_BACKOFF_SECONDS * 2 ** (attempt - 1)
            wait_seconds = error.wait_seconds or backoff_seconds
        if attempt == SEND_ATTEMPTS or wait_seconds > WAIT_SECONDS_MAX:
            break
        await asyncio.sleep(wait_seconds)
    raise DeliveryFailedError
