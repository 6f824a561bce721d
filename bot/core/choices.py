"""Quick replies: the ids that channels send back, and what they stand for."""

import hashlib
from collections.abc import Iterable

from bot.core.blocks import Choice
from bot.core.state import Expectation, Motivation
from corpus.models import Delivery, Level, State, Taxonomy

# Telegram's limit for callback data: core.telegram.org/bots/api#inlinekeyboardbutton
ID_BYTES_MAX = 64

FIND = "find"
MORE = "more"
SUBSCRIBE = "subscribe"
START_OVER = "start_over"
HELP = "help"
CROSS = "cross"
SKIP = "skip"
RELAX = "relax"
UNDO = "undo"
AGAIN = "again"
SAVE = "save"
ADMIT = "admit"
SHORTLIST = "shortlist"
COMPARE_SHORTLIST = "shortlist:compare"
MAIL_SHORTLIST = "shortlist:mail"
MAIL_AGREE = "shortlist:yes"
MAIL_DISAGREE = "shortlist:no"
AGREE = "consent:yes"
DISAGREE = "consent:no"
FORGET = "forget:yes"
KEEP = "forget:no"
# Before a quick reply that stands for its label, as if the visitor had typed it.
SAY = "say:"
TOPICS_OFFERED = "topics:offered"
TOPICS_ALL = "topics:all"
HAND_OVER = "hand_over:show"
NO_ANSWER = "hand_over:no_answer"
SEND_CHAT = "hand_over:send"
KEEP_CHAT = "hand_over:no"
# Before the tag of a language.
LANGUAGE = "language:"


# How the ids of relaxations begin.
OPEN = "open"
ALSO = "also"


def open_id(slot: str) -> str:
    """The id that lets go of a wish."""
    return f"{OPEN}:{slot}"


def also_id(slot: str, value: str) -> str:
    """The id that takes one more value into a wish, or a higher limit."""
    return f"{ALSO}:{slot}:{value}"


def course_of(chosen: str, kind: str, course_ids: Iterable[str]) -> str | None:
    """Which of some courses an id stands for."""
    return next((one for one in course_ids if choice_id(kind, one) == chosen), None)


def choice_id(slot: str, value: str) -> str:
    """The id of a value of a slot; a value too long for a channel is shortened to its hash."""
    plain = f"{slot}:{value}"
    if len(plain.encode()) <= ID_BYTES_MAX:
        return plain
    return f"{slot}:#{hashlib.sha256(value.encode()).hexdigest()[:24]}"


def saying(label: str) -> Choice:
    """A quick reply that stands for its own words."""
    return Choice(id=choice_id(SAY.removesuffix(":"), label), label=label)


def value_of(chosen: str, taxonomy: Taxonomy) -> tuple[str, str] | None:
    """The slot and the value that an id stands for, None for an id that means nothing now."""
    slot, _, _ = chosen.partition(":")
    values: tuple[str, ...] = _VALUES.get(slot, ())
    if slot == Expectation.SUBJECT:
        values = tuple(subject.name for subject in taxonomy.subjects)
    return next(((slot, value) for value in values if choice_id(slot, value) == chosen), None)


def choice(slot: str, value: str, label: str) -> Choice:
    """A quick reply that fills a slot."""
    return Choice(id=choice_id(slot, value), label=label)


_VALUES: dict[str, tuple[str, ...]] = {
    Expectation.MOTIVATION: tuple(Motivation),
    Expectation.DELIVERY: tuple(Delivery),
    Expectation.STATE: tuple(State),
    Expectation.LEVEL: tuple(Level),
}
