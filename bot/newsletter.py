"""Newsletter sign-up: consent on record, confirmed by mail, ended by one press of a button."""

import asyncio
import csv
import hashlib
import io
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid, parseaddr
from enum import StrEnum

from email_validator import EmailNotValidError, validate_email

from bot.core.wording.mail import MailWording
from bot.errors import InvalidAddress, MailFailure, OutdatedConsent
from bot.links import LinkSigner, Purpose
from bot.mail import Mailer
from bot.settings import Settings
from bot.stores.subscribers import Consent, DueMail, Subscriber, SubscriberStore

LOG = logging.getLogger("adviser.newsletter")

# Nobody is to be pestered by whoever types in their address.
MAIL_AGAIN_AFTER = timedelta(hours=24)
CONFIRM_WITHIN = timedelta(days=7)
# Longer than any mail server takes; a process that dies meanwhile has its mail sent by another.
LEASE = timedelta(minutes=10)
FIRST_RETRY = timedelta(minutes=5)
RETRIES_DOUBLE_MAX = 8
# What spreadsheets take for the start of a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class Outcome(StrEnum):
    """What became of a link."""

    CONFIRMED = "confirmed"
    UNSUBSCRIBED = "unsubscribed"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class ConsentText:
    """The words that a subscriber agrees to, and their version."""

    version: str
    text: str

    @property
    def sha256(self) -> str:
        """Proves which words stood under the version."""
        return hashlib.sha256(self.text.encode()).hexdigest()


class Newsletter:
    """Sign-ups; an address learns nothing about whether another one is known."""

    def __init__(
        self,
        store: SubscriberStore,
        mailer: Mailer,
        signer: LinkSigner,
        settings: Settings,
        clock: Callable[[], datetime],
        consent: ConsentText,
        wording: MailWording,
    ) -> None:
        self._store = store
        self._mailer = mailer
        self._signer = signer
        self._settings = settings
        self._clock = clock
        self._consent = consent
        self._wording = wording

    def request(
        self, email: str, *, consent_version: str, source: str, conversation_id: str | None = None
    ) -> None:
        """Record a request with its consent; a mail to confirm it falls due.

        Raises InvalidAddress, and OutdatedConsent when the words have changed since they were read.
        """
        if consent_version != self._consent.version:
            raise OutdatedConsent(self._consent.version)
        address = _valid(email)
        now = self._clock()
        self._store.request(
            secrets.token_hex(16),
            address,
            conversation_id,
            self._event("requested", source, now),
            now - MAIL_AGAIN_AFTER,
        )

    async def send_due_mail(self) -> int:
        """Send the confirmation mails that are due; how many were taken by the mail server."""
        sent = 0
        while due := await asyncio.to_thread(self._claim):
            try:
                await self._mailer.send(self._message(due))
            except MailFailure:
                LOG.warning("mail_failed", extra={"attempts": due.attempts})
                wait = FIRST_RETRY * 2 ** min(due.attempts - 1, RETRIES_DOUBLE_MAX)
                again_at = self._clock() + wait
                await asyncio.to_thread(self._store.mail_failed, due.subscriber_id, again_at)
            else:
                await asyncio.to_thread(self._store.mail_sent, due.subscriber_id, self._clock())
                sent += 1
        return sent

    def confirm(self, token: str) -> Outcome:
        """Confirm the request that the link belongs to; a link works once, for seven days."""
        claim = self._signer.read(Purpose.CONFIRM, token)
        requested_at = _moment(claim.request) if claim else None
        now = self._clock()
        if claim is None or requested_at is None or now - requested_at > CONFIRM_WITHIN:
            return Outcome.INVALID
        event = self._event("confirmed", "mail", now)
        is_confirmed = self._store.confirm(claim.subscriber_id, requested_at, event)
        return Outcome.CONFIRMED if is_confirmed else Outcome.INVALID

    def unsubscribe(self, token: str) -> Outcome:
        """End the subscription that the link belongs to; the link never expires."""
        claim = self._signer.read(Purpose.UNSUBSCRIBE, token)
        if claim is None:
            return Outcome.INVALID
        event = self._event("unsubscribed", "mail", self._clock())
        is_known = self._store.unsubscribe(claim.subscriber_id, event)
        return Outcome.UNSUBSCRIBED if is_known else Outcome.INVALID

    def unsubscribe_address(self, email: str) -> None:
        """End the subscription of an address, if there is one."""
        subscriber_id = self._store.id_of(email)
        if subscriber_id is not None:
            event = self._event("unsubscribed", "conversation", self._clock())
            self._store.unsubscribe(subscriber_id, event)

    def forget(self, email: str) -> None:
        """Delete an address and its consents; a keyed hash stays."""
        fingerprint = self._signer.fingerprint(email.casefold())
        self._store.forget([email], [fingerprint], self._clock())

    def forget_conversation(self, conversation_id: str) -> None:
        """Delete every address that was given in a conversation."""
        for email in self._store.of_conversation(conversation_id):
            self.forget(email)

    def purge_expired(self) -> int:
        """Delete requests that nobody confirmed in time."""
        return self._store.purge_pending(self._clock() - CONFIRM_WITHIN)

    def subscribers(self) -> tuple[Subscriber, ...]:
        """Everybody, with the record of their consent."""
        return self._store.all()

    def export_csv(self) -> str:
        """Everybody as CSV; no cell is a formula to a spreadsheet."""
        written = io.StringIO()
        writer = csv.writer(written)
        writer.writerow(["email", "status", "event", "at", "source", "text_version", "text_sha256"])
        for one in self.subscribers():
            for c in one.consents:
                cells = [
                    one.email,
                    one.status,
                    c.event,
                    c.at.isoformat(),
                    c.source,
                    c.text_version,
                    c.text_hash,
                ]
                writer.writerow([_plain_cell(cell) for cell in cells])
        return written.getvalue()

    def unsubscribe_link(self, subscriber_id: str) -> str:
        """The link that ends a subscription, for every issue that is sent."""
        return self._link("unsubscribe", self._signer.sign(Purpose.UNSUBSCRIBE, subscriber_id))

    def _claim(self) -> DueMail | None:
        now = self._clock()
        return self._store.claim_due_mail(now, now + LEASE)

    def _message(self, due: DueMail) -> EmailMessage:
        stamp = str(_microseconds(due.requested_at))
        token = self._signer.sign(Purpose.CONFIRM, due.subscriber_id, stamp)
        stop = self.unsubscribe_link(due.subscriber_id)
        sender = self._settings.mail_from
        message = EmailMessage(policy=SMTP)
        message["From"], message["To"] = sender, due.email
        message["Subject"] = self._wording.confirm_subject
        message["Date"] = format_datetime(self._clock())
        message["Message-ID"] = make_msgid(domain=parseaddr(sender)[1].rpartition("@")[2] or None)
        message["List-Unsubscribe"] = f"<{stop}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message.set_content(
            self._wording.confirm_body.format(
                link=self._link("confirm", token),
                stop=stop,
                sender=sender,
                contact=self._settings.owner_contact or parseaddr(sender)[1],
            )
        )
        return message

    def _link(self, action: str, token: str) -> str:
        return f"{self._settings.effective_public_url}/api/v1/newsletter/{action}/{token}"

    def _event(self, event: str, source: str, at: datetime) -> Consent:
        return Consent(event, at, source, self._consent.version, self._consent.sha256)


def _valid(email: str) -> str:
    try:
        return validate_email(email, check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise InvalidAddress(str(error)) from None


def _microseconds(moment: datetime) -> int:
    return int((moment - datetime.fromtimestamp(0, UTC)) / timedelta(microseconds=1))


def _moment(stamp: str) -> datetime | None:
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) < 18):
        return None
    return datetime.fromtimestamp(0, UTC) + timedelta(microseconds=int(stamp))


def _plain_cell(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell
