"""What the adviser remembers of a conversation between two turns."""

from enum import StrEnum
from typing import Any, Literal

from pydantic import Field

from bot.core.blocks import Choice
from bot.core.channels import Channel
from bot.core.circumstances import Circumstances
from bot.core.funding import Condition
from corpus.models import Delivery, Frozen, Level, State
from retrieval.models import Sort


class Motivation(StrEnum):
    """Why someone wants to study: step one of the course finder."""

    CAREER_CHANGE = "career_change"
    UPSKILL = "upskill"
    RETURN_TO_WORK = "return_to_work"
    HOBBY = "hobby"


class Slots(Frozen):
    """What the adviser has understood so far. `any` names the slots that were left open."""

    motivation: Motivation | None = None
    subjects: tuple[str, ...] = ()
    excluded_subjects: tuple[str, ...] = ()
    occupation: str | None = None
    delivery: tuple[Delivery, ...] = ()
    states: tuple[State, ...] = ()
    levels: tuple[Level, ...] = ()
    excluded_levels: tuple[Level, ...] = ()
    duration_weeks_max: float | None = None
    price_aud_max: float | None = None
    funded: Literal[True] | None = None
    sort: Sort | None = None
    pinned: tuple[str, ...] = ()
    any: tuple[str, ...] = ()

    def known(self) -> dict[str, Any]:
        """The slots that hold something, as JSON values."""
        return {
            name: value
            for name, value in self.model_dump(mode="json").items()
            if value not in (None, [])
        }


class Expectation(StrEnum):
    """What the adviser's last turn asked for, so that a bare answer can be understood.

    `PART` asks which part of the subject, `TOPIC` for words where no step tells courses apart.
    """

    MOTIVATION = "motivation"
    SUBJECT = "subject"
    DELIVERY = "delivery"
    STATE = "state"
    LEVEL = "level"
    PART = "part"
    TOPIC = "topic"
    EMAIL = "email"
    CONSENT = "consent"
    FORGET = "forget"
    SUPPORT = "support"
    TOPICS = "topics"
    UNSUBSCRIBE = "unsubscribe"
    HAND_OVER = "hand_over"
    CONTACT = "contact"
    SEND = "send"
    WHICH_TO_SAVE = "which_to_save"
    SHORTLIST_EMAIL = "shortlist_email"
    SHORTLIST_CONSENT = "shortlist_consent"


class Earlier(Frozen):
    """What was looked for before a change of it."""

    slots: Slots
    wish: str
    unrelaxed: Slots | None
    passed: tuple[Expectation, ...] = ()


class FundingTalk(Frozen):
    """What was said about funding. `is_open`: what comes next may answer what was `asked`.

    `own` keeps what visitors said of themselves while they ask for somebody else.
    """

    is_open: bool = True
    programme: str = ""
    said: Circumstances = Circumstances()
    own: Circumstances | None = None
    asked: Condition | None = None
    skipped: tuple[Condition, ...] = ()


class ConversationState(Frozen):
    """A conversation between two turns. `wish` is what was looked for in the visitor's words.

    `unrelaxed` are the slots as they would be if no wish had been relaxed, None when none has;
    `earlier` is what can be undone, the latest change last. `seen_course_ids` are the courses shown
    so far, the latest first; `shortlist` those that the visitor keeps, in the order of keeping.
    `signed_up_as` are newsletter addresses behind masks, `topics` what the newsletter is to be
    about; `contact` and `shown_exchanges` are of a hand-over that waits for a yes.
    `passed` are the questions beyond the five steps that have been answered. `language` is the tag
    of what is spoken. `gone_to` is where the conversation went on, None while it is here.
    """

    schema_version: Literal[1] = 1
    slots: Slots = Slots()
    wish: str = ""
    passed: tuple[Expectation, ...] = ()
    expecting: Expectation | None = None
    offered_course_ids: tuple[str, ...] = ()
    last_course_ids: tuple[str, ...] = ()
    focused_course_id: str | None = None
    cited_article_ids: tuple[str, ...] = ()
    offered_choices: tuple[Choice, ...] = ()
    email: str | None = Field(default=None, max_length=320)
    unrelaxed: Slots | None = None
    earlier: tuple[Earlier, ...] = ()
    funding: FundingTalk | None = None
    signed_up_as: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    contact: str | None = Field(default=None, max_length=320)
    shown_exchanges: int = 0
    seen_course_ids: tuple[str, ...] = ()
    shortlist: tuple[str, ...] = ()
    shortlist_mails: int = 0
    language: str = ""
    gone_to: Channel | None = None
