"""The double as an ASGI application: the Bot API under `/bot`, its control under `/control`."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from pydantic import ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from tests.doubles.bot_api.answers import RefusalError, flood, refused, success
from tests.doubles.bot_api.arguments import Arguments, read_arguments
from tests.doubles.bot_api.bot_account import BotAccount
from tests.doubles.bot_api.control import Control, problem
from tests.doubles.bot_api.control_models import FaultKind, SetFault
from tests.doubles.bot_api.methods import METHODS

BROKEN = 0
DESCRIPTIONS = {"setwebhook": "Webhook was set", "deletewebhook": "Webhook was deleted"}


class BrokenConnection(Response):
    """Half an answer. The server closes the connection when the rest does not come."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Promise a body, and end within it."""
        headers = [(b"content-length", b"100"), (b"content-type", b"application/json")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b'{"ok":', "more_body": True})


class Api:
    """Answers the calls of one bot."""

    def __init__(self, bot: BotAccount) -> None:
        self._bot = bot

    async def answer(self, request: Request) -> Response:
        """One call: checked, perhaps disturbed, carried out and recorded."""
        method = request.path_params["method"].lower()
        chat_id = None
        try:
            if request.path_params["token"] != self._bot.token:
                raise RefusalError(401, "Unauthorized")
            arguments = await read_arguments(request)
            chat_id = arguments.text("chat_id")
            response = await self._carry_out(method, chat_id, arguments)
        except RefusalError as refusal:
            response = refused(refusal)
        status = BROKEN if isinstance(response, BrokenConnection) else response.status_code
        self._bot.record(method, chat_id, status)
        return response

    async def _carry_out(self, method: str, chat_id: str | None, given: Arguments) -> Response:
        if method not in METHODS:
            raise RefusalError(404, "Not Found: method not found")
        fault = self._bot.faults.take(method, chat_id)
        if fault is not None and fault.kind is not FaultKind.LOSE_ANSWER:
            return _broken(fault)
        self._bot.pace.spend(method, chat_id)
        result = await METHODS[method](self._bot, given)
        if fault is not None:
            return BrokenConnection()
        return success(result, DESCRIPTIONS.get(method))


def application(token: str) -> Starlette:
    """A Bot API for one token."""
    bot = BotAccount(token)
    routes = [
        Route("/bot{token}/{method}", Api(bot).answer, methods=["GET", "POST"]),
        *Control(bot).routes(),
    ]
    handled = {RefusalError: problem, LookupError: problem, ValidationError: problem}

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        bot.webhook.delete()
        await asyncio.sleep(0)

    return Starlette(routes=routes, exception_handlers=handled, lifespan=lifespan)


def _broken(fault: SetFault) -> Response:
    if fault.kind is FaultKind.FLOOD:
        raise flood(fault.retry_after_seconds)
    if fault.kind is FaultKind.SERVER_ERROR:
        raise RefusalError(500, "Internal Server Error")
    return BrokenConnection()
