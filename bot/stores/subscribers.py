"""Subscribers with the record of their consent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Engine, delete, or_, select, update
from sqlalchemy.orm import Session

from bot.stores.tables import ConsentRow, SubscriberRow, SuppressionRow
from corpus.database import scrub


class Status(StrEnum):
    """Where a subscription stands."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    UNSUBSCRIBED = "unsubscribed"


@dataclass(frozen=True, slots=True)
class Consent:
    """One event of a consent's life, with the words that were shown, by version and SHA-256."""

    event: str
    at: datetime
    source: str
    text_version: str
    text_hash: str


@dataclass(frozen=True, slots=True)
class Subscriber:
    """An address, its state, and what proves the consent, oldest first."""

    id: str
    email: str
    status: Status
    requested_at: datetime
    consents: tuple[Consent, ...]


@dataclass(frozen=True, slots=True)
class DueMail:
    """A confirmation mail that this process has taken on."""

    subscriber_id: str
    email: str
    requested_at: datetime
    attempts: int


class SubscriberStore:
    """One row an address; every method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def request(
        self,
        new_id: str,
        email: str,
        conversation_id: str | None,
        consent: Consent,
        mail_again_before: datetime,
    ) -> None:
        """Record a request. A mail falls due unless one was sent after `mail_again_before`."""
        with Session(self._engine) as session, session.begin():
            row = session.scalar(select(SubscriberRow).where(SubscriberRow.email_key == key(email)))
            if row is None:
                row = SubscriberRow(
                    id=new_id,
                    email=email,
                    email_key=key(email),
                    status=Status.PENDING,
                    conversation_id=conversation_id,
                    requested_at=consent.at,
                    mail_due_at=consent.at,
                    mail_sent_at=None,
                    mail_attempts=0,
                )
                session.add(row)
                session.flush()
            elif row.status != Status.CONFIRMED:
                row.status = Status.PENDING
                row.conversation_id = conversation_id or row.conversation_id
                is_old = row.mail_sent_at is None or row.mail_sent_at <= mail_again_before
                if row.mail_due_at is None and is_old:
                    # Only now does the link in an earlier mail stop working: a new one follows.
                    row.requested_at = row.mail_due_at = consent.at
                    row.mail_attempts = 0
            session.add(_consent_row(row.id, consent))

    def claim_due_mail(self, now: datetime, lease_until: datetime) -> DueMail | None:
        """Take on the mail that has been due longest; no other process gets it until the lease."""
        with Session(self._engine) as session, session.begin():
            row = session.scalar(
                select(SubscriberRow)
                .where(SubscriberRow.mail_due_at <= now, SubscriberRow.status == Status.PENDING)
                .order_by(SubscriberRow.mail_due_at)
                .limit(1)
            )
            if row is None:
                return None
            row.mail_due_at = lease_until
            row.mail_attempts += 1
            return DueMail(row.id, row.email, row.requested_at, row.mail_attempts)

    def mail_sent(self, subscriber_id: str, now: datetime) -> None:
        """The mail is on its way."""
        self._set(subscriber_id, mail_due_at=None, mail_sent_at=now)

    def mail_failed(self, subscriber_id: str, again_at: datetime) -> None:
        """The mail was not taken; try again then."""
        self._set(subscriber_id, mail_due_at=again_at)

    def confirm(self, subscriber_id: str, requested_at: datetime, consent: Consent) -> bool:
        """Confirm the pending request of that moment; False where there is none."""
        with Session(self._engine) as session, session.begin():
            row = session.get(SubscriberRow, subscriber_id)
            if row is None or row.status != Status.PENDING or row.requested_at != requested_at:
                return False
            row.status, row.mail_due_at = Status.CONFIRMED, None
            session.add(_consent_row(row.id, consent))
            return True

    def unsubscribe(self, subscriber_id: str, consent: Consent) -> bool:
        """End the subscription; again is fine. False where there is no such subscriber."""
        with Session(self._engine) as session, session.begin():
            row = session.get(SubscriberRow, subscriber_id)
            if row is None:
                return False
            if row.status != Status.UNSUBSCRIBED:
                row.status, row.mail_due_at = Status.UNSUBSCRIBED, None
                session.add(_consent_row(row.id, consent))
            return True

    def id_of(self, email: str) -> str | None:
        """The id of an address."""
        with Session(self._engine) as session:
            return session.scalar(
                select(SubscriberRow.id).where(SubscriberRow.email_key == key(email))
            )

    def of_conversation(self, conversation_id: str) -> tuple[str, ...]:
        """The addresses that were given in a conversation."""
        with Session(self._engine) as session:
            return tuple(
                session.scalars(
                    select(SubscriberRow.email).where(
                        SubscriberRow.conversation_id == conversation_id
                    )
                )
            )

    def all(self) -> tuple[Subscriber, ...]:
        """Every subscriber, in the order of the requests."""
        with Session(self._engine) as session:
            consents: dict[str, list[Consent]] = {}
            for event in session.scalars(select(ConsentRow).order_by(ConsentRow.id)):
                consents.setdefault(event.subscriber_id, []).append(
                    Consent(
                        event.event, event.at, event.source, event.text_version, event.text_hash
                    )
                )
            rows = session.scalars(select(SubscriberRow).order_by(SubscriberRow.requested_at))
            return tuple(
                Subscriber(
                    row.id,
                    row.email,
                    Status(row.status),
                    row.requested_at,
                    tuple(consents.get(row.id, ())),
                )
                for row in rows
            )

    def purge_pending(self, requested_before: datetime) -> int:
        """Delete requests that nobody confirmed."""
        with Session(self._engine) as session, session.begin():
            gone = session.execute(
                delete(SubscriberRow)
                .where(
                    SubscriberRow.status == Status.PENDING,
                    SubscriberRow.requested_at < requested_before,
                    or_(
                        SubscriberRow.mail_sent_at.is_(None),
                        SubscriberRow.mail_sent_at < requested_before,
                    ),
                )
                .returning(SubscriberRow.id)
            ).all()
        return len(gone)

    def forget(self, emails: Sequence[str], hashes: Sequence[str], now: datetime) -> None:
        """Delete addresses with their consents; only keyed hashes stay."""
        with Session(self._engine) as session, session.begin():
            for email, email_hash in zip(emails, hashes, strict=True):
                session.execute(delete(SubscriberRow).where(SubscriberRow.email_key == key(email)))
                session.merge(SuppressionRow(email_hash=email_hash, at=now))
        scrub(self._engine)

    def _set(self, subscriber_id: str, **values: datetime | None) -> None:
        with Session(self._engine) as session, session.begin():
            session.execute(
                update(SubscriberRow).where(SubscriberRow.id == subscriber_id).values(**values)
            )


def key(email: str) -> str:
    """What makes two spellings one address: case does not."""
    return email.casefold()


def _consent_row(subscriber_id: str, consent: Consent) -> ConsentRow:
    return ConsentRow(
        subscriber_id=subscriber_id,
        event=consent.event,
        at=consent.at,
        source=consent.source,
        text_version=consent.text_version,
        text_hash=consent.text_hash,
    )
