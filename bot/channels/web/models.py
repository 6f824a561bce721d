"""Bodies of the API, as they come and go."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StrictBool,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from bot.core.message import ReplyDocument
from corpus.models import Frozen

CHOICE_ID_BYTES_MAX = 64


def _well_formed(value: object) -> object:
    """Half of a surrogate pair, as a cut-off emoji leaves it, becomes the replacement character."""
    if not isinstance(value, str):
        return value
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _agreed(value: bool) -> bool:
    if not value:
        raise ValueError("expected true: nobody is signed up without having agreed")
    return value


MessageId = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9_.:-]{1,80}$"),
    Field(description="the client's own, unique in the conversation: sent again, same answer"),
]


class MessageIn(Frozen):
    """A visitor's turn: either words or the id of a quick reply."""

    message_id: MessageId
    text: Annotated[str, BeforeValidator(_well_formed)] | None = None
    choice_id: Annotated[str, BeforeValidator(_well_formed)] | None = Field(
        default=None, min_length=1, max_length=CHOICE_ID_BYTES_MAX
    )

    @model_validator(mode="after")
    def _one_of_two(self) -> "MessageIn":
        if (self.text is None) == (self.choice_id is None):
            raise ValueError("expected either text or choice_id")
        return self


class ConversationIn(Frozen):
    """What a page knows of its visitor before they say anything."""

    locale: str = Field(
        default="",
        pattern=r"^[A-Za-z0-9_-]{0,35}$",
        description="the visitor's language as a BCP 47 tag, such as zh-Hans; "
        "English where it isn't spoken",
    )


class ConversationOut(Frozen):
    """A new conversation. The token opens it, and is shown this once."""

    id: str
    token: str
    expires_at: datetime
    reply: ReplyDocument = Field(description="the greeting")


class VisitorTurn(Frozen):
    """What the visitor said, mail addresses taken out."""

    role: Literal["visitor"] = "visitor"
    message_id: str
    text: str


class AdviserTurn(Frozen):
    """What the adviser answered."""

    role: Literal["adviser"] = "adviser"
    message_id: str
    reply: ReplyDocument


class Transcript(Frozen):
    """A conversation so far, oldest first."""

    turns: tuple[Annotated[VisitorTurn | AdviserTurn, Field(discriminator="role")], ...]


class FeedbackIn(Frozen):
    """What a visitor thought of the reply to a message."""

    message_id: MessageId
    helpful: StrictBool


class ConsentOut(Frozen):
    """What a visitor has to have read, and agreed to, before signing up."""

    consent_version: str
    consent_text: str


class SignUpIn(Frozen):
    """A request for the newsletter, made by somebody who agreed to this version of the consent."""

    email: str = Field(max_length=320)
    # Not Literal[True], which takes 1 for it.
    consent: Annotated[StrictBool, AfterValidator(_agreed), WithJsonSchema({"const": True})]
    consent_version: str = Field(max_length=32)


class SignUpOut(Frozen):
    """The same for every address, so that nobody learns who is subscribed."""

    status: Literal["accepted"] = "accepted"
    message: str


class TokenOutcome(Frozen):
    """What following a link of ours did."""

    outcome: Literal["confirmed", "unsubscribed"]


class Alive(Frozen):
    """The process answers."""

    status: Literal["alive"] = "alive"


class Ready(Frozen):
    """Visitors are answered, from this version of the corpus."""

    status: Literal["ready"] = "ready"
    corpus_version: str | None
    fault: str | None = Field(default=None, description="what to mend although visitors are served")


class Accepted(Frozen):
    """These sources of the corpus are looked at soon."""

    status: Literal["accepted"] = "accepted"
    sources: tuple[str, ...]


class Received(Frozen):
    """An update was taken, now or before."""

    status: Literal["received"] = "received"
