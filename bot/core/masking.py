"""Contact details as they may be shown and kept: enough to recognise, too little to use."""

import re

HIDDEN = "•••"
DIGITS_SHOWN = 3
_NOT_DIGIT = re.compile(r"\D")


def mask(contact: str) -> str:
    """A mail address as "j•••@e•••.org", a phone number by its last three digits."""
    name, at, domain = contact.rpartition("@")
    if not at:
        return HIDDEN + _NOT_DIGIT.sub("", contact)[-DIGITS_SHOWN:]
    host, _, ending = domain.rpartition(".")
    return f"{name[:1]}{HIDDEN}@{host[:1]}{HIDDEN}.{ending}"
