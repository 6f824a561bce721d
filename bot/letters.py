"""How every mail of ours begins: from whom, to whom, about what, when, and by what name."""

from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid, parseaddr

from bot.mail import MAIL_POLICY
from bot.settings import Settings


def letter(
    settings: Settings, to: str, subject: str, sent_at: datetime, name: str | None = None
) -> EmailMessage:
    """A message without a body; one that is written again under a `name` keeps its Message-ID."""
    domain = _sender_address(settings).rpartition("@")[2]
    message = EmailMessage(policy=MAIL_POLICY)
    message["From"], message["To"] = settings.mail_from, to
    message["Subject"] = subject
    message["Date"] = format_datetime(sent_at)
    message["Message-ID"] = f"<{name}@{domain}>" if name else make_msgid(domain=domain)
    return message


def contact(settings: Settings) -> str:
    """Where whoever gets a mail can turn to: the owner's contact, else the sender's address."""
    return settings.owner_contact or _sender_address(settings)


def _sender_address(settings: Settings) -> str:
    """The sender's address without the name beside it."""
    return parseaddr(settings.mail_from)[1]
