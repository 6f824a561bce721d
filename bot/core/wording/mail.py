"""The sentences of our mail, as one value a language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MailWording:
    """Braces name what is filled in: link, stop, sender, contact."""

    confirm_subject: str
    confirm_body: str
