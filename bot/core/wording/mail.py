"""The sentences of our mail, as one value a language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MailWording:
    """Braces name what is filled in: link, stop, sender, contact."""

    confirm_subject: str
    confirm_body: str


MAIL_EN_AU = MailWording(
    confirm_subject="Please confirm your newsletter sign-up",
    confirm_body="""\
Hello,

somebody, most likely you, asked for the course adviser newsletter at this address. To get it, open this page and press
the button there:

{link}

The link works for seven days. If it wasn't you, do nothing: you won't hear from us, and the address is deleted.

To end it at any time, now or later:

{stop}

This mail was sent by {sender}. Contact: {contact}
""",
)
