"""What the web channel needs from the rest of the product."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Protocol

from fastapi import Depends, Request

from bot.background import RunningTasks
from bot.channels.web.metrics import Metrics
from bot.channels.web.rate_limit import RateLimiter
from bot.core.wording.en_au import PAGES_EN_AU
from bot.core.wording.pages import PageWording
from bot.core.wording.wording import Site
from bot.crossings import Crossings
from bot.incoming import Handled, Incoming
from bot.insights.report import Insights
from bot.settings import Settings
from bot.stores.conversations import ConversationStore, PendingEffect


class TurnHandler(Protocol):
    """The engine, as a channel sees it."""

    def handle(self, incoming: Incoming) -> Awaitable[Handled]:
        """Answer a message; never raises."""


class EffectDesk(Protocol):
    """Runs effects, and waits for those that it began."""

    def run(self, pending: PendingEffect) -> Awaitable[None]:
        """Do what a turn asked for."""

    def drain(self) -> Awaitable[None]:
        """Wait until nothing is under way."""


class NewsletterDesk(Protocol):
    """Sign-ups by address, and what the links in mail do."""

    def request(
        self, email: str, *, consent_version: str, source: str, conversation_id: str | None = None
    ) -> None:
        """Record the request. Raises InvalidAddress or OutdatedConsent."""

    def confirm(self, token: str) -> str:
        """`confirmed`, or `invalid`."""

    def unsubscribe(self, token: str) -> str:
        """`unsubscribed`, or `invalid`."""

    async def send_due_mail(self) -> int:
        """Send the confirmation mails that are due."""


class WebhookReceiver(Protocol):
    """Telegram's channel, where updates arrive by webhook."""

    def receive(self, update_json: str, secret: str) -> Awaitable[bool]:
        """Take an update; False when the secret is not ours. Raises DeliveryFailedError."""


class CorpusDesk(Protocol):
    """Syncs sources of the corpus."""

    def look_at(self, sources: Iterable[str]) -> None:
        """Sync them soon."""


class InsightsReports(Protocol):
    """What visitors asked, for staff."""

    @property
    def today(self) -> date:
        """The day, in UTC."""

    def report(self, since: date) -> Insights:
        """What was asked from that day on; takes seconds where much was."""


class Startable(Protocol):
    """Something that runs for as long as the application does."""

    def start(self) -> Awaitable[None]:
        """Begin."""

    def stop(self) -> Awaitable[None]:
        """End, with what is under way done."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """Whether visitors can be answered; `fault` is what keeps them from it, or has to be mended."""

    ready: bool
    corpus_version: str | None = None
    fault: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WebServices:
    """The parts that the routes use. `startables` start in order and stop in reverse."""

    settings: Settings
    site: Site
    clock: Callable[[], datetime]
    engine: TurnHandler
    conversations: ConversationStore
    effects: EffectDesk
    crossings: Crossings
    newsletter: NewsletterDesk
    readiness: Callable[[], Readiness]
    metrics: Metrics
    telegram: WebhookReceiver | None = None
    corpus: CorpusDesk | None = None
    insights: InsightsReports | None = None
    startables: tuple[Startable, ...] = ()
    pages: PageWording = PAGES_EN_AU


@dataclass(frozen=True, slots=True)
class Web:
    """The services, and what one application keeps in memory."""

    services: WebServices
    engine: TurnHandler
    limiter: RateLimiter
    sign_ins: RateLimiter
    running: RunningTasks


def web_of(request: Request) -> Web:
    """What the application that serves this request works with."""
    web: Web = request.app.state.web
    return web


WebOf = Annotated[Web, Depends(web_of)]
