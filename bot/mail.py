"""Mail out of the house: by SMTP, or into a folder where no server is set."""

import asyncio
import secrets
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

import aiosmtplib

from bot.errors import MailFailure, SettingError
from bot.settings import Settings

TIMEOUT_SECONDS = 10
PORTS = {"smtp": 587, "smtps": 465}


class Mailer(Protocol):
    """Takes a message on its way."""

    async def send(self, message: EmailMessage) -> None:
        """Raises MailFailure when the message was not taken."""


class SmtpMailer:
    """A mail server; `smtp` uses STARTTLS where it is offered, `smtps` TLS from the start."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._host = parts.hostname or ""
        self._port = parts.port or PORTS[parts.scheme]
        self._is_tls = parts.scheme == "smtps"
        self._user = unquote(parts.username) if parts.username else None
        self._password = unquote(parts.password) if parts.password else None

    async def send(self, message: EmailMessage) -> None:
        """Hand the message over; the server's answer is told without the address in it."""
        try:
            await aiosmtplib.send(
                message,
                hostname=self._host,
                port=self._port,
                use_tls=self._is_tls,
                username=self._user,
                password=self._password,
                timeout=TIMEOUT_SECONDS,
            )
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
        writing.touch(mode=0o600)
        writing.write_bytes(content)
        writing.rename(self._folder / f"{name}.eml")


def mailer_from(settings: Settings) -> Mailer:
    """What the settings name. Raises SettingError for an address that is no mail server's."""
    if not settings.smtp_url:
        return OutboxMailer(settings.home / "outbox")
    try:
        parts = urlsplit(settings.smtp_url)
        is_usable = parts.scheme in PORTS and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        is_usable = False
    if not is_usable:
        problem = "expected smtp://user:password@host:port or smtps://..., and could not read it"
        raise SettingError("ADVISER_SMTP_URL", problem)
    return SmtpMailer(settings.smtp_url)
