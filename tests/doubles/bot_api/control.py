"""The control surface: what visitors do, what they see, and what is to go wrong."""

import time
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.doubles.bot_api.answers import RefusalError
from tests.doubles.bot_api.bot_account import BotAccount
from tests.doubles.bot_api.control_models import (
    Block,
    Calls,
    ChatMade,
    NewChat,
    Press,
    Problem,
    Say,
    SetFault,
    SetPace,
    Shown,
    ShownMessages,
    UpdateMade,
)
from tests.doubles.bot_api.formatting import FormattedText, typed
from tests.doubles.bot_api.wire import message_json, tap_json
from tests.doubles.bot_api.world import Chat

Given = TypeVar("Given", bound=BaseModel)
WAIT_SECONDS_MAX = 60.0


class Control:
    """Handlers of the requests under `/control`."""

    def __init__(self, bot: BotAccount) -> None:
        self._bot = bot

    def routes(self) -> list[Route]:
        """Where each handler answers."""
        chat = "/control/chats/{chat_id}"
        return [
            Route("/control/chats", self.add_chat, methods=["POST"]),
            Route(f"{chat}/text", self.say, methods=["POST"]),
            Route(f"{chat}/photo", self.send_photo, methods=["POST"]),
            Route(f"{chat}/messages/{{message_id:int}}/text", self.edit, methods=["POST"]),
            Route(f"{chat}/press", self.press, methods=["POST"]),
            Route(f"{chat}/block", self.block, methods=["POST"]),
            Route(f"{chat}/messages", self.messages, methods=["GET"]),
            Route("/control/faults", self.add_fault, methods=["POST"]),
            Route("/control/pace", self.set_pace, methods=["POST"]),
            Route("/control/updates/{update_id:int}/repeat", self.repeat, methods=["POST"]),
            Route("/control/calls", self.calls, methods=["GET"]),
            Route("/control/reset", self.reset, methods=["POST"]),
        ]

    async def add_chat(self, request: Request) -> Response:
        """A new person, or a group."""
        chat = self._bot.world.add_chat(await _read(request, NewChat))
        return _done(ChatMade(chat_id=chat.chat_id, user_id=chat.user_id))

    async def say(self, request: Request) -> Response:
        """A visitor's text."""
        chat = self._chat(request)
        content = typed((await _read(request, Say)).text)
        message = self._bot.world.post(chat, content, is_from_bot=False)
        return self._made("message", chat, message_json(chat, message, self._bot.token))

    async def send_photo(self, request: Request) -> Response:
        """A visitor's message without a text."""
        chat = self._chat(request)
        message = self._bot.world.post(chat, FormattedText(""), is_from_bot=False)
        message.is_photo = True
        return self._made("message", chat, message_json(chat, message, self._bot.token))

    async def edit(self, request: Request) -> Response:
        """A visitor's second thoughts about a message of theirs."""
        chat = self._chat(request)
        message_id = int(request.path_params["message_id"])
        message = self._bot.world.message(chat, message_id, "edit")
        content = typed((await _read(request, Say)).text)
        self._bot.world.edit(message, content, content.text, ())
        return self._made("edited_message", chat, message_json(chat, message, self._bot.token))

    async def press(self, request: Request) -> Response:
        """A tap on a button that some message of the chat shows."""
        chat = self._chat(request)
        tap = self._bot.world.press(chat, await _read(request, Press))
        return self._made("callback_query", chat, tap_json(tap, self._bot.token))

    async def block(self, request: Request) -> Response:
        """The visitor wants to hear no more, or to hear again."""
        chat = self._chat(request)
        chat.is_blocked = (await _read(request, Block)).is_blocked
        return Response(status_code=204)

    async def messages(self, request: Request) -> Response:
        """What a chat shows after a message; waits for the bot's first one where asked to."""
        chat = self._chat(request)
        after = int(request.query_params.get("after", 0))
        wanted = float(request.query_params.get("timeout_seconds", 0))
        ends_at = time.monotonic() + min(wanted, WAIT_SECONDS_MAX)
        while True:
            shown = _shown_after(chat, after)
            remaining = ends_at - time.monotonic()
            if remaining <= 0 or any(message.is_from_bot for message in shown):
                return _done(ShownMessages(messages=shown))
            await self._bot.world.changed.wait(remaining)

    async def add_fault(self, request: Request) -> Response:
        """Something to go wrong."""
        self._bot.faults.add(await _read(request, SetFault))
        return Response(status_code=204)

    async def set_pace(self, request: Request) -> Response:
        """How fast a chat may be written to."""
        self._bot.pace.set(await _read(request, SetPace))
        return Response(status_code=204)

    async def repeat(self, request: Request) -> Response:
        """An update once more."""
        self._bot.updates.repeat(int(request.path_params["update_id"]))
        return Response(status_code=204)

    async def calls(self, request: Request) -> Response:
        """What the bot called so far."""
        return _done(Calls(calls=tuple(self._bot.calls)))

    async def reset(self, request: Request) -> Response:
        """Begin anew, for the next test."""
        self._bot.reset()
        return Response(status_code=204)

    def _chat(self, request: Request) -> Chat:
        return self._bot.world.chat(request.path_params["chat_id"])

    def _made(self, kind: str, chat: Chat, content: dict[str, object]) -> Response:
        update_id = self._bot.updates.add(kind, chat.chat_id, content)
        return _done(UpdateMade(update_id=update_id))


async def problem(request: Request, error: Exception) -> Response:
    """The answer to a control request that cannot be done."""
    if isinstance(error, LookupError):
        text = str(error.args[0])
    elif isinstance(error, RefusalError | ValidationError):
        text = str(error)
    else:
        raise error
    body = Problem(error=text).model_dump_json()
    return Response(body, 400, media_type="application/json")


async def _read(request: Request, shape: type[Given]) -> Given:
    return shape.model_validate_json(await request.body() or b"{}")


def _done(answer: BaseModel) -> Response:
    return Response(answer.model_dump_json(), media_type="application/json")


def _shown_after(chat: Chat, message_id: int) -> tuple[Shown, ...]:
    return tuple(m.shown() for m in chat.messages if m.message_id > message_id)
