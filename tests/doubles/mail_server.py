"""A real SMTP server that takes mail, or refuses it the way that mail servers do."""

import asyncio
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Literal

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

TAKEN = "250 OK"
# Made for these tests alone, with its key; valid for a hundred years.
CERTIFICATE = Path(__file__).with_name("localhost.pem")


@dataclass
class MailServer:
    """What it took, and what it says to recipients to come; `answers` are used up in order."""

    port: int = 0
    asked_for: list[str] = field(default_factory=list)
    taken: list[Envelope] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    delay_seconds: float = 0.0
    logins: list[tuple[str, str]] = field(default_factory=list)
    was_encrypted: list[bool] = field(default_factory=list)

    @property
    def messages(self) -> list[EmailMessage]:
        """The mail as a mail program reads it."""
        contents = [envelope.content for envelope in self.taken]
        return [message_from_bytes(c, policy=default) for c in contents if isinstance(c, bytes)]

    async def handle_RCPT(  # noqa: N802
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        self.asked_for.append(address)
        await asyncio.sleep(self.delay_seconds)
        answer = self.answers.pop(0) if self.answers else TAKEN
        if answer == TAKEN:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        self.taken.append(envelope)
        encryption = server.transport.get_extra_info("ssl_object") if server.transport else None
        self.was_encrypted.append(encryption is not None)
        return TAKEN

    def authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, given: object
    ) -> AuthResult:
        """Let everybody in, and remember as whom."""
        if isinstance(given, LoginPassword):
            self.logins.append((given.login.decode(), given.password.decode()))
        return AuthResult(success=True)


@contextmanager
def running_mail_server(
    *, with_login: bool = False, tls: Literal["none", "starttls", "always"] = "none"
) -> Iterator[MailServer]:
    """The server on a free port of this machine, in a thread of its own.

    Its certificate, `CERTIFICATE`, is for 127.0.0.1 and signed by nobody but itself. A login goes
    over TLS only.
    """
    server = MailServer(port=_free_port())
    login = {"authenticator": server.authenticate, "auth_required": True}
    context = _tls_context()
    controller = Controller(
        server,
        hostname="127.0.0.1",
        port=server.port,
        ssl_context=context if tls == "always" else None,
        tls_context=context if tls == "starttls" else None,
        **(login if with_login else {}),
    )
    controller.start()
    try:
        yield server
    finally:
        controller.stop()


def _tls_context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
