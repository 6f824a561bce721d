"""Mail addresses as people type them: told apart from other words, and checked before use."""

import re

from pydantic.networks import validate_email
from pydantic_core import PydanticCustomError

from bot.core.text import find_email

# One word with a dot or an @ in it, where an address was asked for.
_ATTEMPT = re.compile(r"^\S*(?:@|\w\.\w)\S*$|\S@(?:\s|$)|(?:^|\s)@\S")


class BadAddressError(Exception):
    """What was typed is no address that mail can be sent to; `reason` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def checked_address(text: str) -> str:
    """The address in a text, its domain in lower case. Raises BadAddressError."""
    typed = find_email(text) or text.strip()
    try:
        _, address = validate_email(typed)
    except PydanticCustomError as error:
        reason = (error.context or {}).get("reason", error.message())
        # What follows a colon are the characters themselves, which say less than they confuse.
        raise BadAddressError(str(reason).partition(":")[0].rstrip(".")) from None
    name = address.rpartition("@")[0]
    if not name.isascii():
        raise BadAddressError("most mail servers take only plain letters before the @")
    return address


def is_attempt(text: str) -> bool:
    """Whether a text is meant as an address, however wrong."""
    return bool(find_email(text) or _ATTEMPT.search(text.strip()))
