"""The serving process: the web channel, Telegram beside it, and what has to happen in between."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.background import Background
from bot.channels.telegram import TelegramChannel
from bot.channels.web.app import create_app
from bot.channels.web.metrics import Metrics
from bot.channels.web.server import serve
from bot.channels.web.services import Readiness, WebServices
from bot.channels.web.turns import MeasuredEngine
from bot.composition import Adviser
from bot.source_desk import SourceDesk
from retrieval.errors import RetrievalError

LOG = logging.getLogger("adviser.serving")

# Mail that could not be sent is tried again, and sign-ups that ran out are purged, this often.
HOUSEKEEPING_SECONDS = 60


def serve_until_stopped(app: Adviser, announce: Callable[[str], None]) -> None:
    """Serve until SIGTERM or SIGINT; what is under way is finished first.

    `announce` is told the address once requests are taken.
    """
    # The first visitor does not wait for what every later one shares.
    _ = app.knowledge().vocabulary
    metrics = Metrics(app.rephrasings, app.rerankings)
    telegram = TelegramChannel(
        MeasuredEngine(app.engine, metrics),
        app.settings,
        app.site,
        app.clock,
        app.crossings.telegram_is,
    )
    desk = SourceDesk(app.settings.home)
    is_webhook = telegram.is_on and app.settings.telegram == "webhook"
    services = WebServices(
        settings=app.settings,
        site=app.site,
        clock=app.clock,
        engine=app.engine,
        conversations=app.conversations,
        effects=app.effects,
        crossings=app.crossings,
        newsletter=app.newsletter,
        readiness=lambda: readiness(app),
        metrics=metrics,
        telegram=telegram if is_webhook else None,
        corpus=desk if app.settings.sources else None,
        insights=app.insights,
        startables=(Housekeeping(app), desk, telegram),
    )
    serve(
        create_app(services),
        app.settings.host,
        app.settings.port,
        lambda host, port: announce(_address(host, port)),
    )


def readiness(app: Adviser) -> Readiness:
    """Whether visitors can be answered now."""
    try:
        version = app.knowledge().version
    except RetrievalError as error:
        return Readiness(ready=False, fault=str(error))
    return Readiness(ready=True, corpus_version=version, fault=app.served.fault)


class Housekeeping(Background):
    """Finishes what an earlier process left, then looks after mail and sign-ups that ran out.

    The first round is the one after a restart; what is half done when this ends is done again by
    the next process.
    """

    def __init__(self, app: Adviser) -> None:
        self._app = app

    async def stop(self) -> None:
        """End, once what turns told is noted."""
        await super().stop()
        await asyncio.to_thread(self._app.recorder.drain)

    async def _run(self) -> None:
        await self._do(self._app.turn_mail.revive)
        while True:
            await self._do(self._round)
            await asyncio.sleep(HOUSEKEEPING_SECONDS)

    async def _round(self) -> None:
        await self._app.engine.finish_pending_effects()
        await asyncio.to_thread(self._app.privacy.purge)
        await asyncio.to_thread(self._app.recorder.purge)
        await self._app.newsletter.send_due_mail()
        await self._app.turn_mail.send_due()

    async def _do(self, work: Callable[[], Awaitable[None]]) -> None:
        try:
            await work()
        except Exception:
            LOG.exception("housekeeping_failed")


def _address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
