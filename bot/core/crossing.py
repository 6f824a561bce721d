"""Crossings: a conversation goes on elsewhere by a link that works once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.core.acts import Act
from bot.core.channels import Channel
from bot.core.state import ConversationState

LINK_MINUTES = 15
# What a client says that begins, with or without a link's token behind it.
START = "/start"
# Where a link's token goes. A stored reply holds this; the token is put in on the way out.
STAND_IN = "c_…"
# "/start" with a token behind it, whole or cut short; other words behind it are a campaign's. Or
# the link itself, by whoever cannot open it where they are.
_SAID_LINK = re.compile(
    r"(?:/start(?:@\w+)?\s+|\S{1,300}[?&#](?:start|continue)=)(c_\S*)", re.IGNORECASE
)
_TOKEN = re.compile(r"\bc_[A-Za-z0-9_-]{43}")

_MOVE = (
    r"(?:continue|carry on|go on|keep going|keep (?:talking|chatting)|pick (?:this|it|up)|resume"
    r"|move|switch|take|bring|transfer|send|shift)"
)
_TALK = (
    r"(?:this|it|us|me|there|up|over|talking|chatting"
    r"|(?:the|this|our|my) (?:chat|conversation|talk))"
)
_END = r"(?: (?:please|instead|later|now|then|app|chat|version))*[ .?!]*$"
_PLACES: Mapping[Channel | None, str] = {
    Channel.TELEGRAM: r"telegram",
    Channel.WEB: r"(?:web ?)?(?:site|page)|web|browser|computer|laptop|desktop|pc",
    None: r"phone|mobile|another (?:device|app|channel)|other device|elsewhere",
}
_WORDS = {
    channel: re.compile(
        rf"\b{_MOVE}(?: {_TALK})*(?: (?:on|to|in|into|from|via|over|with))*"
        rf" ?(?:the |my |your |a )?(?:{place}){_END}"
    )
    for channel, place in _PLACES.items()
}
_TELEGRAM_ASKED = re.compile(
    r"^(?:are|can|could|do|is|have|how) .{0,30}\b(?:you|i|this|we|use|reach)\b.{0,20}\btelegram"
    + _END
    + r"|^telegram"
    + _END
)
_COMMANDS = {"/telegram": Channel.TELEGRAM, "/web": Channel.WEB, "/continue": None}


class Link(StrEnum):
    """What stands behind "/start": nothing, a link of ours that works, one that does not, or this
    very conversation's own."""

    NONE = "none"
    LIVE = "live"
    DEAD = "dead"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A conversation that a link brings here, as it was left."""

    state: ConversationState
    channel: Channel


@dataclass(frozen=True, slots=True)
class Crossing:
    """Where a turn is spoken, and where else its conversation can go on.

    `addresses` have STAND_IN where the token goes; a channel without one cannot be reached.
    """

    here: Channel = Channel.TERMINAL
    addresses: Mapping[Channel, str] = field(default_factory=dict)
    link: Link = Link.NONE
    arrival: Arrival | None = None


# Of a turn that has nothing to do with another channel.
STAYING = Crossing()


def token_in(text: str) -> str | None:
    """The token of a link that was opened, also one that was cut short."""
    found = _SAID_LINK.fullmatch(text.strip())
    return found[1] if found else None


def without_token(text: str) -> str:
    """What was said, with nothing in it that opens a link."""
    return START if token_in(text) else _TOKEN.sub("…", text)


def crossing_act(folded: str) -> Act | None:
    """Whether a turn wants to go on elsewhere."""
    return Act.CROSS if _is_wanted(folded) else None


def wanted_channel(folded: str, here: Channel) -> Channel:
    """Where a turn wants to go on; where it names no channel, the other one."""
    named = _COMMANDS.get(_command(folded))
    if named is None and not folded.startswith("/"):
        named = next((c for c, words in _WORDS.items() if c and words.search(folded)), None)
        if named is None and _TELEGRAM_ASKED.search(folded):
            named = Channel.TELEGRAM
    return named or (Channel.WEB if here is Channel.TELEGRAM else Channel.TELEGRAM)


def _is_wanted(folded: str) -> bool:
    if folded.startswith("/"):
        return _command(folded) in _COMMANDS
    return any(words.search(folded) for words in (*_WORDS.values(), _TELEGRAM_ASKED))


def _command(folded: str) -> str:
    return folded.split(maxsplit=1)[0].split("@")[0] if folded else ""


def joined(came: ConversationState, own: ConversationState) -> ConversationState:
    """The conversation that came, with what its new place had kept: lists and sign-ups join.

    What was asked once, such as an address, is asked anew where it is still wanted.
    """
    return came.model_copy(
        update={
            "shortlist": _union(came.shortlist, own.shortlist),
            "shortlist_mails": max(came.shortlist_mails, own.shortlist_mails),
            "signed_up_as": _union(came.signed_up_as, own.signed_up_as),
            "topics": _union(came.topics, own.topics),
            "seen_course_ids": _union(came.seen_course_ids, own.seen_course_ids),
            "email": None,
            "contact": None,
            "shown_exchanges": 0,
            "funding": came.funding and came.funding.model_copy(update={"is_open": False}),
            "gone_to": None,
        }
    )


def _union(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))
