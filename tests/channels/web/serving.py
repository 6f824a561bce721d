"""The web application served for real, in a thread of the test's process."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from fastapi import FastAPI

from bot.channels.web.app import create_app
from bot.channels.web.metrics import Metrics
from bot.channels.web.server import Server, listen
from bot.channels.web.services import (
    CorpusDesk,
    Readiness,
    Startable,
    WebhookReceiver,
    WebServices,
)
from bot.composition import Adviser

STOP_SECONDS = 20


def services_of(
    adviser: Adviser,
    *,
    telegram: WebhookReceiver | None = None,
    corpus: CorpusDesk | None = None,
    startables: tuple[Startable, ...] = (),
    readiness: Readiness | None = None,
) -> WebServices:
    """The real parts over the adviser's data folder."""
    ready = readiness or Readiness(ready=True, corpus_version=adviser.served.current().version)
    return WebServices(
        settings=adviser.settings,
        site=adviser.site,
        clock=adviser.clock,
        engine=adviser.engine,
        conversations=adviser.conversations,
        effects=adviser.effects,
        crossings=adviser.crossings,
        newsletter=adviser.newsletter,
        readiness=lambda: ready,
        metrics=Metrics(adviser.rephrasings, adviser.rerankings),
        telegram=telegram,
        corpus=corpus,
        insights=adviser.insights,
        startables=startables,
    )


@contextmanager
def serving(app: FastAPI, on: socket.socket | None = None) -> Iterator[str]:
    """The address at which the application is served, on a socket that listens if one is given."""
    is_listening = threading.Event()
    with on or listen("127.0.0.1", 0) as listening:
        address = address_of(listening)
        server = Server(app, is_listening.set)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            assert is_listening.wait(STOP_SECONDS), "the server did not start"
            yield address
        finally:
            server.should_exit = True
            thread.join(STOP_SECONDS)
        assert not thread.is_alive(), "the server did not stop"


@contextmanager
def served(adviser: Adviser) -> Iterator[str]:
    """The address of the whole product over the adviser's data folder."""
    with serving(create_app(services_of(adviser))) as address:
        yield address


def address_of(listening: socket.socket) -> str:
    return f"http://127.0.0.1:{listening.getsockname()[1]}"


class Clock:
    """A clock that a test sets."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now
