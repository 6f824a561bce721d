"""What comes into the core and what leaves it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.core.blocks import Block, Choice, Citation, CourseView, ReplyKind
from bot.core.crossing import STAYING, Crossing
from bot.core.effects import Effect
from bot.core.state import ConversationState
from bot.core.understood import Understanding
from corpus.models import Frozen
from retrieval.models import Evidence

# What is spoken where nothing else was chosen.
ENGLISH = "en-AU"


@dataclass(frozen=True, slots=True)
class Message:
    """A visitor's turn: words, or the id of a quick reply; and the day, in UTC, where known.

    `locale` is the language that the channel knows the visitor by, empty where it knows none.
    """

    text: str = ""
    choice_id: str | None = None
    sent_on: date | None = None
    locale: str = ""
    crossing: Crossing = STAYING


class Step(Frozen):
    """Where the finder is, counted from one."""

    number: int
    of: int


@dataclass(frozen=True, slots=True)
class Reply:
    """A turn's whole result: the next state, what to show, and what to do after the save.

    `crosses` says that it holds a link by which the conversation may go on elsewhere. `nearest` is
    the surest evidence that a question has, shown or not; `understood` what the turn was taken for,
    None only for a step on its own.
    """

    state: ConversationState
    kind: ReplyKind
    blocks: tuple[Block, ...]
    step: Step | None = None
    effects: tuple[Effect, ...] = ()
    crosses: bool = False
    nearest: Evidence | None = None
    understood: Understanding | None = None


class ReplyDocument(Frozen):
    """A reply as channels and scripts get it: the JSON of the contract."""

    kind: ReplyKind
    text: str
    blocks: tuple[Block, ...]
    citations: tuple[Citation, ...]
    courses: tuple[CourseView, ...]
    choices: tuple[Choice, ...]
    slots: dict[str, Any]
    step: Step | None
    language: str = ENGLISH
    corpus_version: str
