"""Mail out of the house: by SMTP, or into a folder where no server is set."""

import asyncio
import secrets
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

import aiosmtplib

from bot.errors import MailFailure, SettingError
from bot.settings import Settings

TIMEOUT_SECONDS = 10
PORTS = {"smtp": 587, "smtps": 465}
# For every message of ours. Folded at the usual 78 characters, a long link in a header would be
# encoded as if it were a sentence, and no mail program would find it; 998 is the limit of RFC 5322.
MAIL_POLICY = SMTP.clone(max_line_length=998, cte_type="7bit")


class Mailer(Protocol):
    """Takes a message on its way."""

    async def send(self, message: EmailMessage) -> None:
        """Raises MailFailure when the message was not taken."""


class SmtpMailer:
    """A mail server; `smtp` uses STARTTLS where it is offered, `smtps` TLS from the start.

    User and password may be percent-encoded. Raises SettingError for an address of another form.
    """

    def __init__(self, url: str) -> None:
        try:
            parts = urlsplit(url)
            port = parts.port or PORTS[parts.scheme]
        except (ValueError, KeyError):
            raise _unreadable() from None
        if not parts.hostname:
            raise _unreadable()
        self._host, self._port = parts.hostname, port
        self._is_tls = parts.scheme == "smtps"
        self._user = unquote(parts.username) if parts.username else None
        self._password = unquote(parts.password) if parts.password else None

    async def send(self, message: EmailMessage) -> None:
        """Hand the message over; the server's answer is told without the address in it."""
        try:
            # As bytes: the client would fold the headers again by a policy of its own.
            await aiosmtplib.send(
                bytes(message),
                sender=message["From"].addresses[0].addr_spec,
                recipients=[address.addr_spec for address in message["To"].addresses],
                hostname=self._host,
                port=self._port,
                use_tls=self._is_tls,
                username=self._user,
                password=self._password,
                timeout=TIMEOUT_SECONDS,
            )
        except aiosmtplib.SMTPRecipientsRefused as error:
            raise MailFailure(f"it answered with code {error.recipients[0].code}") from None
        except aiosmtplib.SMTPResponseException as error:
            raise MailFailure(f"it answered with code {error.code}") from None
        except (aiosmtplib.SMTPException, OSError) as error:
            raise MailFailure(type(error).__name__) from None


class OutboxMailer:
    """Writes each message into a folder as a file that any mail program opens."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def send(self, message: EmailMessage) -> None:
        """Write the message; it appears whole."""
        try:
            await asyncio.to_thread(self._write, bytes(message))
        except OSError as error:
            raise MailFailure(error.strerror or type(error).__name__) from None

    def _write(self, content: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = secrets.token_hex(8)
        writing = self._folder / f".{name}"
        try:
            writing.touch(mode=0o600)
            writing.write_bytes(content)
            writing.rename(self._folder / f"{name}.eml")
        finally:
            writing.unlink(missing_ok=True)


def mailer_from(settings: Settings) -> Mailer:
    """What the settings name. Raises SettingError for a server or a sender that cannot be used."""
    sender = settings.mail_from
    if "@" not in parseaddr(sender)[1] or not sender.isprintable():
        problem = "expected a sender such as Course Adviser <adviser@example.org>, got another form"
        raise SettingError("ADVISER_MAIL_FROM", problem)
    if settings.smtp_url:
        return SmtpMailer(settings.smtp_url)
    return OutboxMailer(settings.home / "outbox")


def _unreadable() -> SettingError:
    # The value is left out: it holds a password.
    problem = "expected smtp://user:password@host:port or smtps://..., and could not read it"
    return SettingError("ADVISER_SMTP_URL", problem)
