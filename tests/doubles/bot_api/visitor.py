"""A person on the other side of the Bot API, and the hand that sets what goes wrong."""

from types import TracebackType
from typing import Literal, Self

import httpx
from pydantic import BaseModel

from tests.doubles.bot_api.control_models import (
    Block,
    Call,
    Calls,
    ChatMade,
    FaultKind,
    NewChat,
    Press,
    Say,
    SetFault,
    SetPace,
    Shown,
    ShownMessages,
    UpdateMade,
)

# Above the longest wait that a caller asks the double for.
ANSWER_TIMEOUT_SECONDS = 70.0


class ControlError(AssertionError):
    """The double says that what a test wants cannot be done."""


class NoReplyError(AssertionError):
    """The bot sent nothing in the time it had."""


class BotApiControl:
    """Everything of a double but the bot's own side. Use as `async with`."""

    def __init__(self, base_url: str) -> None:
        self._client = httpx.AsyncClient(
            base_url=f"{base_url}/control", timeout=ANSWER_TIMEOUT_SECONDS
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        await self._client.aclose()

    async def add_visitor(
        self, first_name: str = "Sam", chat_type: Literal["private", "group"] = "private"
    ) -> "Visitor":
        """A new person, in a private chat with the bot or in a group with it."""
        wanted = NewChat(first_name=first_name, type=chat_type)
        made = ChatMade.model_validate_json(await self.post("/chats", wanted))
        return Visitor(self, made.chat_id)

    async def add_fault(
        self,
        kind: FaultKind,
        calls: int = 1,
        method: str | None = None,
        chat_id: int | None = None,
        retry_after_seconds: int = 1,
    ) -> None:
        """Let the next calls that fit go wrong."""
        fault = SetFault(
            kind=kind,
            calls=calls,
            method=method,
            chat_id=chat_id,
            retry_after_seconds=retry_after_seconds,
        )
        await self.post("/faults", fault)

    async def set_pace(self, messages_per_second: float | None, burst: int = 3) -> None:
        """Limit how fast a chat may be written to; None lifts the limit."""
        await self.post("/pace", SetPace(messages_per_second=messages_per_second, burst=burst))

    async def repeat(self, update_id: int) -> None:
        """Bring an update that was confirmed once more."""
        await self.post(f"/updates/{update_id}/repeat")

    async def reset(self) -> None:
        """Forget every chat, update, call and fault."""
        await self.post("/reset")

    async def calls(self, method: str | None = None) -> tuple[Call, ...]:
        """The bot's calls so far, of one method where named."""
        calls = Calls.model_validate_json(await self.get("/calls")).calls
        return tuple(c for c in calls if method is None or c.method == method.lower())

    async def post(self, path: str, body: BaseModel | None = None) -> bytes:
        """A control request. Raises ControlError where the double refuses it."""
        content = body.model_dump_json() if body is not None else None
        return _checked(await self._client.post(path, content=content))

    async def get(self, path: str, **query: int | float) -> bytes:
        """A question to the double. Raises ControlError where it refuses it."""
        return _checked(await self._client.get(path, params=query))


class Visitor:
    """A person who writes, presses, and reads what the bot sent, message after message."""

    def __init__(self, control: BotApiControl, chat_id: int) -> None:
        self.chat_id = chat_id
        self._control = control
        self._path = f"/chats/{chat_id}"
        self._seen_message_id = 0

    async def say(self, text: str) -> int | None:
        """Send a text; gives the id of the update that it made."""
        return await self._do("text", Say(text=text))

    async def send_photo(self) -> int | None:
        """Send a picture without words."""
        return await self._do("photo")

    async def edit(self, message_id: int, text: str) -> int | None:
        """Change a text of one's own."""
        return await self._do(f"messages/{message_id}/text", Say(text=text))

    async def press(self, label: str, message_id: int | None = None) -> int | None:
        """Tap the newest button with this label. Raises ControlError where none is shown."""
        return await self._do("press", Press(label=label, message_id=message_id))

    async def press_data(self, callback_data: str) -> int | None:
        """Tap the newest button with this data. Raises ControlError where none is shown."""
        return await self._do("press", Press(callback_data=callback_data))

    async def block(self, is_blocked: bool = True) -> None:
        """Block the bot, or let it write again."""
        await self._control.post(f"{self._path}/block", Block(is_blocked=is_blocked))

    async def messages(self) -> tuple[Shown, ...]:
        """Everything that the chat shows, oldest first."""
        return await self._shown()

    async def wait_for_reply(self, timeout_seconds: float = 5.0) -> Shown:
        """The bot's next message not returned before. Raises NoReplyError in its absence."""
        shown = await self._shown(after=self._seen_message_id, timeout_seconds=timeout_seconds)
        reply = next((message for message in shown if message.is_from_bot), None)
        if reply is None:
            raise NoReplyError(f"expected a message within {timeout_seconds} s, got none")
        self._seen_message_id = reply.message_id
        return reply

    async def _shown(self, **query: int | float) -> tuple[Shown, ...]:
        body = await self._control.get(f"{self._path}/messages", **query)
        return ShownMessages.model_validate_json(body).messages

    async def _do(self, deed: str, body: BaseModel | None = None) -> int | None:
        answer = await self._control.post(f"{self._path}/{deed}", body)
        return UpdateMade.model_validate_json(answer).update_id


def _checked(answer: httpx.Response) -> bytes:
    if not answer.is_success:
        raise ControlError(f"{answer.request.url.path}: {answer.text}")
    return answer.content
