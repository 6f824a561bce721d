"""What every channel hands to the engine, and what it gets back."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.channels import Channel
from bot.core.message import ReplyDocument


@dataclass(frozen=True, slots=True)
class Incoming:
    """A visitor's turn. `message_id` is the channel's own, unique within the conversation.

    `received_at` is aware UTC. Exactly one of `text` and `choice_id` carries the turn. `locale` is
    the language that the channel knows the visitor by, as a BCP 47 tag; empty where it knows none.
    """

    conversation_id: str
    message_id: str
    channel: Channel
    received_at: datetime
    text: str = ""
    choice_id: str | None = None
    locale: str = ""


@dataclass(frozen=True, slots=True)
class Handled:
    """The answer; `is_replay` when this message had been answered before."""

    reply: ReplyDocument
    is_replay: bool = False
