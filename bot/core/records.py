"""What is kept of a conversation, for the turns that speak of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.core.channels import Channel


@dataclass(frozen=True, slots=True)
class Exchange:
    """A turn as it is kept: what the visitor said, personal details taken out, and the answer."""

    visitor: str
    adviser: str


@dataclass(frozen=True, slots=True)
class Kept:
    """The exchanges before this turn, oldest first; since when; how many opinions on answers.

    `elsewhere` names the channels where the same conversation was led, with its turns there.
    """

    since: date | None = None
    exchanges: tuple[Exchange, ...] = ()
    opinions: int = 0
    elsewhere: tuple[tuple[Channel, int], ...] = ()


# Read by the few turns that need it alone: it costs a look into the database.
Records = Callable[[], Kept]


def nothing_kept() -> Kept:
    """Of a conversation without a store."""
    return Kept()
