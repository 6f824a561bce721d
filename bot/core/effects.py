"""What a turn asks the outside to do, once its state is saved. Each is idempotent by its key."""

from typing import Annotated, Literal

from pydantic import Field

from corpus.models import Frozen


class Subscribe(Frozen):
    """Ask for a newsletter subscription; the address gets a mail to confirm it."""

    type: Literal["subscribe"] = "subscribe"
    email: str
    consent_version: str


class Unsubscribe(Frozen):
    """End the subscription of an address, whether or not there is one."""

    type: Literal["unsubscribe"] = "unsubscribe"
    email: str


class DropAddress(Frozen):
    """Leave no trace of an address that was given and not consented for."""

    type: Literal["drop_address"] = "drop_address"


class ForgetConversation(Frozen):
    """Delete everything that is kept about this conversation."""

    type: Literal["forget_conversation"] = "forget_conversation"


Effect = Annotated[
    Subscribe | Unsubscribe | DropAddress | ForgetConversation, Field(discriminator="type")
]
