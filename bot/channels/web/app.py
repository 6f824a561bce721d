"""The web application, put together."""

import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager

from fastapi import FastAPI
from starlette.middleware import Middleware

from bot.background import RunningTasks
from bot.channels.web import (
    conversations,
    corpus,
    newsletter,
    operations,
    site,
    staff,
    telegram,
)
from bot.channels.web.errors import install_handlers
from bot.channels.web.limits import BODY_BYTES_MAX, WEBHOOK_BYTES_MAX, WEBHOOKS
from bot.channels.web.middleware import BodyLimit, Cors, Envelope, LastResort
from bot.channels.web.rate_limit import RateLimiter
from bot.channels.web.services import Web, WebServices
from bot.channels.web.turns import MeasuredEngine
from bot.settings import Settings

PREFLIGHT_SECONDS = 600
# Somebody who mistypes, not somebody who guesses.
SIGN_INS_PER_MINUTE = 6
LOG = logging.getLogger("adviser.web")


def create_app(services: WebServices) -> FastAPI:
    """The application over these services; nothing runs until it is served."""
    limiter = RateLimiter(services.settings.rate_limit_per_minute, time.monotonic)
    engine = MeasuredEngine(services.engine, services.metrics)
    sign_ins = RateLimiter(SIGN_INS_PER_MINUTE, time.monotonic)
    web = Web(services, engine, limiter, sign_ins, RunningTasks())
    app = FastAPI(
        title="Course adviser",
        version="1",
        summary="Cited answers about study in Australia, and courses that fit.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        lifespan=_lifespan(web),
        middleware=_middleware(services),
    )
    app.state.web = web
    install_handlers(app)
    for part in (conversations, newsletter, telegram, corpus, operations, site, staff):
        app.include_router(part.router)
    return app


def _middleware(services: WebServices) -> list[Middleware]:
    """The outermost first."""
    return [
        Middleware(Envelope, metrics=services.metrics),
        Middleware(
            Cors,
            allow_origins=_origins(services.settings),
            allow_methods=("GET", "POST", "DELETE"),
            allow_headers=("Authorization",),
            expose_headers=("X-Request-ID", "Retry-After"),
            max_age=PREFLIGHT_SECONDS,
        ),
        Middleware(LastResort),
        Middleware(
            BodyLimit,
            default_bytes=BODY_BYTES_MAX,
            by_path=dict.fromkeys(WEBHOOKS, WEBHOOK_BYTES_MAX),
        ),
    ]


def _origins(settings: Settings) -> tuple[str, ...]:
    named = (*settings.allowed_origins, settings.effective_public_url)
    return tuple(dict.fromkeys(origin.rstrip("/").lower() for origin in named))


def _lifespan(web: Web) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def running(_app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            stack.push_async_callback(web.services.effects.drain)
            for startable in web.services.startables:
                await startable.start()
                stack.push_async_callback(startable.stop)
            stack.push_async_callback(web.running.drain)
            LOG.info("web_started")
            yield
        LOG.info("web_stopped")

    return running
