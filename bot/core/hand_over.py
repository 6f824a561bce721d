"""What a person would be sent of a conversation, word for word as the visitor is shown it."""

import re
from collections.abc import Sequence

from pydantic.networks import validate_email
from pydantic_core import PydanticCustomError

from bot.core.records import Exchange
from bot.core.text import find_email
from bot.core.wording.wording import Wording

# A person reads the end of a long chat first, and the courses on their own pages.
EXCHANGES_MAX = 12
ANSWER_CHARACTERS_MAX = 400
# National numbers have eight digits at least; E.164 allows fifteen.
_PHONE = re.compile(r"\+?\(?\d(?:[\s().-]{0,2}\d){7,14}")


def transcript(exchanges: Sequence[Exchange], wording: Wording) -> str:
    """The last exchanges as a person reads them; long answers are cut."""
    return "\n\n".join(
        wording.hand_over_exchange.format(
            visitor=exchange.visitor, adviser=_shortened(exchange.adviser)
        )
        for exchange in exchanges[-EXCHANGES_MAX:]
    )


def contact_in(text: str) -> str | None:
    """The mail address or phone number that a text gives, None where neither is usable."""
    email = find_email(text)
    if email is None:
        phone = _PHONE.search(text)
        return phone.group() if phone else None
    try:
        return validate_email(email)[1]
    except PydanticCustomError:
        return None


def _shortened(text: str) -> str:
    if len(text) <= ANSWER_CHARACTERS_MAX:
        return text
    return text[:ANSWER_CHARACTERS_MAX].rsplit(maxsplit=1)[0] + " …"
