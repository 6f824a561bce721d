"""Mail out of the house: by SMTP, or into a folder where no server is set."""

import asyncio
import hashlib
import secrets
from collections.abc import Awaitable, Callable, Collection
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import getaddresses, parseaddr
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

import aiosmtplib
from aiosmtplib.typing import Default

from bot.errors import MailFailure, SettingError
from bot.settings import Settings

TIMEOUT_SECONDS = 10
PORTS = {"smtp": 587, "smtps": 465}
# For every message of ours. Folded at the usual 78 characters, a long link in a header would be
# encoded as if it were a sentence, and no mail program would find it; 998 is the limit of RFC 5322.
MAIL_POLICY = SMTP.clone(max_line_length=998, cte_type="7bit")
# SMTP answers from here on are for good, RFC 5321 4.2.1.
PERMANENT = 500
NAME_CHARACTERS = 32
# Names what a message is about where no address does: a keyed hash, never an id.
REFERENCE = "X-Adviser-Reference"


# Called when a message is about to be handed over, of which nobody can tell how it ended but the
# server's answer.
HandingOver = Callable[[], Awaitable[None]]


async def unnoticed() -> None:
    """Nothing has to be known of it."""


class Mailer(Protocol):
    """Takes a message on its way."""

    async def send(self, message: EmailMessage, handing_over: HandingOver = unnoticed) -> None:
        """Raises MailFailure when the message was not taken."""

    def forget(self, marks: Collection[str]) -> None:
        """Delete what is kept here of messages with one of these addresses or references."""


class _Client(aiosmtplib.SMTP):
    """Says when the message itself is about to go; until then the server has taken nothing."""

    handing_over: HandingOver = staticmethod(unnoticed)

    async def data(
        self, message: str | bytes, /, *, timeout: float | Default | None = Default.token
    ) -> aiosmtplib.SMTPResponse:
        await self.handing_over()
        return await super().data(message, timeout=timeout)


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

    async def send(self, message: EmailMessage, handing_over: HandingOver = unnoticed) -> None:
        """Hand the message over; the server's answer is told without the address in it."""
        sender = message["From"].addresses[0].addr_spec
        recipients = [address.addr_spec for address in message["To"].addresses]
        client = _Client(
            hostname=self._host,
            port=self._port,
            use_tls=self._is_tls,
            username=self._user,
            password=self._password,
            timeout=TIMEOUT_SECONDS,
        )
        client.handing_over = handing_over
        try:
            async with client:
                # As bytes: the client would fold the headers again by a policy of its own.
                await client.sendmail(sender, recipients, bytes(message))
        except aiosmtplib.SMTPRecipientsRefused as error:
            code = error.recipients[0].code
            raise _answered(code, is_final=code >= PERMANENT) from None
        except aiosmtplib.SMTPDataError as error:
            raise _answered(error.code, is_final=error.code >= PERMANENT) from None
        except aiosmtplib.SMTPResponseException as error:
            raise _answered(error.code, is_final=False) from None
        except (aiosmtplib.SMTPException, OSError) as error:
            raise MailFailure(type(error).__name__) from None

    def forget(self, marks: Collection[str]) -> None:
        """A server keeps what it took; nothing of it stays here."""


class OutboxMailer:
    """Writes each message into a folder as a file that any mail program opens."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def send(self, message: EmailMessage, handing_over: HandingOver = unnoticed) -> None:
        """Write the message; it appears whole, and once however often it is sent."""
        del handing_over  # The same message again is the same file again.
        identity = str(message["Message-ID"] or secrets.token_hex())
        name = hashlib.sha256(identity.encode()).hexdigest()[:NAME_CHARACTERS]
        try:
            await asyncio.to_thread(self._write, name, bytes(message))
        except OSError as error:
            raise MailFailure(error.strerror or type(error).__name__) from None

    def forget(self, marks: Collection[str]) -> None:
        """Delete the messages, those that a killed process left half written among them."""
        wanted = {mark.lower() for mark in marks}
        for file in self._folder.glob("*"):
            if wanted & _marks_of(file.read_bytes()):
                file.unlink(missing_ok=True)

    def _write(self, name: str, content: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        writing = self._folder / f".{secrets.token_hex(8)}"
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


def _answered(code: int, *, is_final: bool) -> MailFailure:
    return MailFailure(f"it answered with code {code}", code, is_final)


def _marks_of(content: bytes) -> set[str]:
    """The addresses that a message goes to or is answered at, and its reference."""
    message = message_from_bytes(content)
    fields = [str(v) for name in ("To", "Reply-To") for v in message.get_all(name, [])]
    addresses = {address for _, address in getaddresses(fields)}
    return {mark.lower() for mark in (*addresses, str(message.get(REFERENCE, ""))) if mark}


def _unreadable() -> SettingError:
    # The value is left out: it holds a password.
    problem = "expected smtp://user:password@host:port or smtps://..., and could not read it"
    return SettingError("ADVISER_SMTP_URL", problem)
