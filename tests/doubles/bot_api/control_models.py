"""What tests and the double say to each other on the control surface."""

from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Wire(BaseModel):
    """An immutable value that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class NewChat(Wire):
    """A person, and the private chat or the group in which they write."""

    first_name: str = "Sam"
    type: Literal["private", "group"] = "private"


class ChatMade(Wire):
    """The chat that was made; in a private one both ids are the same."""

    chat_id: int
    user_id: int


class Say(Wire):
    """A visitor's text."""

    text: str = Field(min_length=1, max_length=4096)


class Press(Wire):
    """A tap on a button, by what it shows or by its data; on the newest message that has it."""

    label: str | None = None
    callback_data: str | None = None
    message_id: int | None = None


class Block(Wire):
    """Whether the visitor has blocked the bot."""

    is_blocked: bool = True


class UpdateMade(Wire):
    """The update that a visitor's deed made, None where the bot did not ask for its kind."""

    update_id: int | None


class FaultKind(StrEnum):
    """What goes wrong with a call."""

    FLOOD = "flood"
    SERVER_ERROR = "server_error"
    DROP = "drop"
    """The connection breaks before the call is carried out."""
    LOSE_ANSWER = "lose_answer"
    """The call is carried out, and the connection breaks before its answer is whole."""


class SetFault(Wire):
    """The next `calls` calls go wrong; only those of a method or to a chat, where given.

    A fault without a method leaves getUpdates alone.
    """

    kind: FaultKind
    calls: int = Field(default=1, ge=1)
    method: str | None = None
    chat_id: int | None = None
    retry_after_seconds: int = Field(default=1, ge=1)


class SetPace(Wire):
    """How many messages a second a chat takes for long, and how many at once; None: any."""

    messages_per_second: float | None = Field(gt=0)
    burst: int = Field(default=3, ge=1)


class ShownButton(Wire):
    """A button as the visitor sees it."""

    text: str
    callback_data: str | None
    url: str | None


class Shown(Wire):
    """A message as the visitor sees it; `html` is what the bot sent, escaped where it was plain."""

    message_id: int
    is_from_bot: bool
    text: str
    html: str
    buttons: tuple[tuple[ShownButton, ...], ...]
    is_edited: bool
    has_link_preview: bool

    @property
    def labels(self) -> tuple[str, ...]:
        """What its buttons say, row after row."""
        return tuple(button.text for row in self.buttons for button in row)


class ShownMessages(Wire):
    """Messages of one chat, oldest first."""

    messages: tuple[Shown, ...]


class Call(Wire):
    """A call of the bot, in the order of arrival; `status` 0 where the connection was broken."""

    method: str
    chat_id: str | None
    status: int
    at_seconds: float


class Calls(Wire):
    """Every call so far."""

    calls: tuple[Call, ...]


class Problem(Wire):
    """Why a control request was not done."""

    error: str
