"""Serves the application until the process is told to stop."""

import logging
import signal
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass

import uvicorn
from fastapi import FastAPI

from bot.errors import BotError

# Longer than any turn, shorter than the 30 s after which orchestrators kill.
SHUTDOWN_SECONDS = 20
# Connections that wait to be taken; more than these are refused by the system.
BACKLOG = 2048


@dataclass
class AddressUnavailable(BotError):
    """The address cannot be listened on."""

    host: str
    port: int
    reason: str

    def __str__(self) -> str:
        return (
            f"expected to listen on {self.host} port {self.port}, and could not: {self.reason}; "
            "free it, or choose another with --port"
        )


class Server(uvicorn.Server):
    """Uvicorn, quiet, believing no forwarded address, saying when it listens."""

    def __init__(self, app: FastAPI, announce: Callable[[], None]) -> None:
        config = uvicorn.Config(
            app,
            access_log=False,
            log_config=None,
            lifespan="off",
            proxy_headers=False,
            server_header=False,
            timeout_graceful_shutdown=SHUTDOWN_SECONDS,
            ws="none",
        )
        # Its lines hold addresses and the tokens in paths; whoever adds a handler gets none.
        logging.getLogger("uvicorn.access").setLevel(logging.CRITICAL + 1)
        super().__init__(config)
        self._app = app
        self._announce = announce

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        """Run the application's own parts around the serving of requests.

        Uvicorn's lifespan protocol would print a traceback where a part does not start; this way
        the part's own error is raised.
        """
        with self.capture_signals():
            async with self._app.router.lifespan_context(self._app):
                await super().serve(sockets)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen, then say so."""
        await super().startup(sockets)
        if self.started:
            self._announce()


def serve(
    app: FastAPI, host: str, port: int, announce: Callable[[str, int], None] | None = None
) -> None:
    """Serve until SIGTERM or SIGINT, then finish what is under way and return.

    `announce` is called with the host and the port once requests are taken; port 0 takes a free
    one. Raises AddressUnavailable, and whatever keeps a part of the application from starting.
    """
    _return_after_signals()
    with listen(host, port) as listening:
        bound = int(listening.getsockname()[1])
        server = Server(app, lambda: announce(host, bound) if announce else None)
        server.run(sockets=[listening])


def listen(host: str, port: int) -> socket.socket:
    """A socket that takes connections. Raises AddressUnavailable."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The event loop switches Nagle's delay, 40 ms a response, off where the protocol is named.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(BACKLOG)
    except OSError as error:
        listening.close()
        raise AddressUnavailable(host, port, error.strerror or str(error)) from None
    return listening


def _return_after_signals() -> None:
    """Uvicorn raises a signal again once it has stopped: with the default handler, the process
    would end as killed instead of done."""
    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: None)
