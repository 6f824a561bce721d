"""Turns as this channel takes them: measured, and never cut short by a lost connection."""

import asyncio
import time

from bot.channels.web.metrics import Metrics
from bot.channels.web.services import TurnHandler, Web
from bot.incoming import Handled, Incoming


def begin_turn(web: Web, incoming: Incoming) -> asyncio.Task[Handled]:
    """Start a turn that runs to its end even when nobody waits for it any more."""
    return web.running.start("turn", _take(web, incoming))


async def _take(web: Web, incoming: Incoming) -> Handled:
    handled = await web.engine.handle(incoming)
    await asyncio.to_thread(_forget_if_deleted, web, incoming.conversation_id)
    return handled


def _forget_if_deleted(web: Web, conversation_id: str) -> None:
    """A turn that was under way while its conversation was deleted must not bring it back."""
    conversations = web.services.conversations
    if conversations.token_hash(conversation_id, web.services.clock()) is None:
        conversations.forget(conversation_id)


class MeasuredEngine:
    """The engine, with each turn counted and timed; replays of answered messages are not."""

    def __init__(self, engine: TurnHandler, metrics: Metrics) -> None:
        self._engine = engine
        self._metrics = metrics

    async def handle(self, incoming: Incoming) -> Handled:
        """Answer a message."""
        started = time.perf_counter()
        handled = await self._engine.handle(incoming)
        if not handled.is_replay:
            seconds = time.perf_counter() - started
            self._metrics.record_turn(incoming.channel, handled.reply.kind, seconds)
        return handled
