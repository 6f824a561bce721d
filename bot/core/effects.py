"""What a turn asks the outside to do, once its state is saved. Each is idempotent by its key."""

from typing import Annotated, Literal

from pydantic import Field

from corpus.models import Frozen


class Subscribe(Frozen):
    """Ask for a newsletter subscription; the address gets a mail to confirm it."""

    type: Literal["subscribe"] = "subscribe"
    email: str
    consent_version: str
    topics: tuple[str, ...] = ()


class ChooseTopics(Frozen):
    """Note what the sign-ups made in this conversation are to be about; empty: everything."""

    type: Literal["choose_topics"] = "choose_topics"
    topics: tuple[str, ...]


class Unsubscribe(Frozen):
    """End the subscription of an address, whether or not there is one."""

    type: Literal["unsubscribe"] = "unsubscribe"
    email: str


class DropAddress(Frozen):
    """Leave no trace of an address that was given and not consented for."""

    type: Literal["drop_address"] = "drop_address"


class MailShortlist(Frozen):
    """Send a visitor their own list, once, to the address that they agreed to."""

    type: Literal["mail_shortlist"] = "mail_shortlist"
    email: str
    body: str


class ForgetConversation(Frozen):
    """Delete everything that is kept about this conversation."""

    type: Literal["forget_conversation"] = "forget_conversation"


class HandOver(Frozen):
    """Mail what was shown of the conversation to the owner. `contact` is empty for no answer."""

    type: Literal["hand_over"] = "hand_over"
    transcript: str
    contact: str


# Done before the visitor sees the reply.
Immediate = Subscribe | ChooseTopics | Unsubscribe | DropAddress | ForgetConversation
# Kept until a mail server has taken it; nobody waits for that.
Mail = MailShortlist | HandOver
Effect = Annotated[Immediate | Mail, Field(discriminator="type")]
