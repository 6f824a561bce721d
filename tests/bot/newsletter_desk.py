"""A newsletter over a real database and mail server, with a clock that tests can turn."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from sqlalchemy import Engine

from bot.core.wording.en_au import MAIL_EN_AU
from bot.database import migrate
from bot.hand_overs import HandOvers
from bot.links import LinkSigner
from bot.mail import SmtpMailer
from bot.newsletter import ConsentText, Newsletter
from bot.settings import Settings
from bot.shortlist_mail import ShortlistMail
from bot.stores.outgoing import OutgoingStore
from bot.stores.subscribers import Subscriber, SubscriberStore
from bot.stores.waiting_mail import WaitingMailStore
from bot.turn_mail import TurnMail
from corpus.database import connect
from tests.doubles.mail_server import MailServer

CONSENT = ConsentText("2026-11", "I'd like to get the newsletter.")
SECRET = b"a secret for these tests alone"
OWNER = "owner@example.edu.au"
PUBLIC_URL = "https://courses.example.com.au"


@dataclass
class Clock:
    """Tells the time that it is set to."""

    now: datetime = datetime(2026, 11, 24, 9, 0, 0, 123_456, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class Desk:
    """A process's newsletter; `another` is one more process over the same database."""

    database: Engine
    server: MailServer
    clock: Clock = field(default_factory=Clock)
    consent: ConsentText = CONSENT

    def __post_init__(self) -> None:
        settings = Settings(
            public_url=PUBLIC_URL,
            mail_from="Course Adviser <adviser@example.org>",
            owner_contact="02 9999 0000",
            owner_email=OWNER,
        )
        mailer = SmtpMailer(f"smtp://127.0.0.1:{self.server.port}")
        signer = LinkSigner(SECRET)
        self.outgoing = OutgoingStore(self.database)
        self.hand_overs = HandOvers(self.outgoing, mailer, signer, settings, self.clock, MAIL_EN_AU)
        lists = ShortlistMail(mailer, signer, settings, self.clock, MAIL_EN_AU)
        waiting = WaitingMailStore(self.database)
        self.turn_mail = TurnMail(waiting, self.hand_overs, lists, self.clock)
        self.newsletter = Newsletter(
            SubscriberStore(self.database),
            mailer,
            signer,
            settings,
            self.clock,
            (self.consent,),
            MAIL_EN_AU,
        )

    def another(self, consent: ConsentText = CONSENT) -> "Desk":
        return Desk(connect(str(self.database.url)), self.server, self.clock, consent)

    def ask(self, email: str = "sam@example.org", conversation_id: str | None = None) -> None:
        self.newsletter.request(
            email,
            consent_version=self.consent.version,
            source="web",
            conversation_id=conversation_id,
        )

    async def subscribe(self, email: str = "sam@example.org", **given: str | None) -> EmailMessage:
        """Ask, get the mail and confirm; the mail."""
        self.ask(email, **given)
        await self.newsletter.send_due_mail()
        message = self.server.messages[-1]
        assert self.newsletter.confirm(token_in(message, "confirm")) == "confirmed"
        return message

    @property
    def recipients(self) -> Sequence[str]:
        return [address for envelope in self.server.taken for address in envelope.rcpt_tos]

    @property
    def only(self) -> Subscriber:
        (subscriber,) = self.newsletter.subscribers()
        return subscriber

    @property
    def events(self) -> list[str]:
        return [str(consent.event) for consent in self.only.consents]


def open_desk(folder: Path, server: MailServer) -> Desk:
    """A desk whose database is a file of the folder."""
    database = connect(f"sqlite:///{folder / 'test.sqlite3'}")
    migrate(database)
    return Desk(database, server)


def token_in(message: EmailMessage, action: str) -> str:
    """The token of a link in a mail's words."""
    found = re.search(rf"{PUBLIC_URL}/api/v1/newsletter/{action}/(\S+)", message.get_content())
    assert found, message.get_content()
    return found.group(1)


def everything_in(folder: Path) -> bytes:
    """Every byte of every file, to look for what must not be kept."""
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
