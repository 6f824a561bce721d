"""Subscribers with the record of their consent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Engine, delete, or_, select, true, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.stores.importing import Imported, ImportReport, take_in
from bot.stores.sign_ups import (
    Consent,
    ConsentEvent,
    SignUp,
    Status,
    consent_row,
    key,
    packed,
    record,
    unpacked,
)
from bot.stores.tables import ConsentRow, OutgoingRow, SubscriberRow, SuppressionRow
from corpus.database import scrub


@dataclass(frozen=True, slots=True)
class Subscriber:
    """An address, its state, what it wants to read about, and what proves the consent.

    `topics` are subjects of the taxonomy, empty for everything; `consents` are oldest first.
    """

    id: str
    email: str
    status: Status
    requested_at: datetime
    topics: tuple[str, ...]
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

    def request(self, sign_up: SignUp, mail_every: timedelta) -> None:
        """Record a request; a mail falls due unless the address had one within `mail_every`."""
        try:
            self._request(sign_up, mail_every)
        except IntegrityError:
            # Another process added the address after we had looked: now it is there.
            self._request(sign_up, mail_every)

    def claim_due_mail(self, now: datetime, lease_until: datetime) -> DueMail | None:
        """Take on the mail that has been due longest; no other process gets it until the lease."""
        with Session(self._engine) as session, session.begin():
            row = session.scalar(
                select(SubscriberRow)
                .where(SubscriberRow.mail_due_at <= now, SubscriberRow.status == Status.PENDING)
                .order_by(SubscriberRow.mail_due_at)
                .limit(1)
                .with_for_update(skip_locked=True)
            )
            if row is None:
                return None
            row.mail_due_at = lease_until
            row.mail_attempts += 1
            return DueMail(row.id, row.email, row.requested_at, row.mail_attempts)

    def mail_sent(self, subscriber_id: str, now: datetime) -> bool:
        """The mail is on its way; False where the address has been forgotten meanwhile."""
        return self._set(subscriber_id, mail_due_at=None, mail_sent_at=now)

    def mail_failed(self, subscriber_id: str, again_at: datetime) -> None:
        """The mail was not taken; try again then."""
        self._set(subscriber_id, mail_due_at=again_at)

    def confirm(self, subscriber_id: str, requested_at: datetime, consent: Consent) -> bool:
        """Confirm the pending request of that moment; False where there is none."""
        with Session(self._engine) as session, session.begin():
            row = session.get(SubscriberRow, subscriber_id, with_for_update=True)
            if row is None or row.status != Status.PENDING or row.requested_at != requested_at:
                return False
            row.status, row.mail_due_at = Status.CONFIRMED, None
            session.add(consent_row(row.id, consent))
            return True

    def unsubscribe(self, subscriber_id: str, consent: Consent) -> bool:
        """End the subscription; again is fine. False where there is no such subscriber."""
        with Session(self._engine) as session, session.begin():
            row = session.get(SubscriberRow, subscriber_id, with_for_update=True)
            if row is None:
                return False
            if row.status != Status.UNSUBSCRIBED:
                row.status, row.mail_due_at = Status.UNSUBSCRIBED, None
                session.add(consent_row(row.id, consent))
            return True

    def choose_topics(self, conversation_id: str, topics: tuple[str, ...]) -> None:
        """Note what the sign-ups made in a conversation are to be about."""
        with Session(self._engine) as session, session.begin():
            session.execute(
                update(SubscriberRow)
                .where(SubscriberRow.conversation_id == conversation_id)
                .values(topics=packed(topics))
            )

    def email_if_confirmed(self, subscriber_id: str) -> str | None:
        """The address as of now, None for one that gets no mail any more."""
        with Session(self._engine) as session:
            row = session.get(SubscriberRow, subscriber_id)
            return row.email if row and row.status == Status.CONFIRMED else None

    def id_of(self, email: str) -> str | None:
        """The id of an address."""
        with Session(self._engine) as session:
            return session.scalar(
                select(SubscriberRow.id).where(SubscriberRow.email_key == key(email))
            )

    def of_conversation(self, conversation_id: str) -> tuple[Subscriber, ...]:
        """The subscribers whose addresses were given in a conversation."""
        return self._read(SubscriberRow.conversation_id == conversation_id)

    def all(self) -> tuple[Subscriber, ...]:
        """Every subscriber, in the order of the requests."""
        return self._read(true())

    def is_suppressed(self, email_hash: str) -> bool:
        """Whether the address of that hash asked to be forgotten."""
        with Session(self._engine) as session:
            return session.get(SuppressionRow, email_hash) is not None

    def take_in(
        self, imported: Sequence[tuple[str, str, Imported]], ended: Consent
    ) -> ImportReport:
        """Add addresses, each with an id and its hash, all of them or none."""
        with Session(self._engine) as session, session.begin():
            return ImportReport.of(
                take_in(session, new_id, email_hash, one, ended)
                for new_id, email_hash, one in imported
            )

    def purge_pending(self, requested_before: datetime, mailed_before: datetime) -> int:
        """Delete requests that nobody confirmed; how many addresses went.

        Where an earlier request was confirmed, its proof stays: the address is unsubscribed again.
        """
        was_confirmed = SubscriberRow.id.in_(
            select(ConsentRow.subscriber_id).where(ConsentRow.event == ConsentEvent.CONFIRMED)
        )
        is_expired = (
            (SubscriberRow.status == Status.PENDING)
            & (SubscriberRow.requested_at < requested_before)
            # Kept for as long as it keeps another mail from being sent.
            & or_(SubscriberRow.mail_sent_at.is_(None), SubscriberRow.mail_sent_at < mailed_before)
        )
        with Session(self._engine) as session, session.begin():
            session.execute(
                update(SubscriberRow)
                .where(is_expired, was_confirmed)
                .values(status=Status.UNSUBSCRIBED, mail_due_at=None)
                .execution_options(synchronize_session=False)
            )
            gone = session.execute(
                delete(SubscriberRow)
                .where(is_expired)
                .returning(SubscriberRow.id)
                .execution_options(synchronize_session=False)
            ).all()
        if gone:
            scrub(self._engine)
        return len(gone)

    def forget(self, emails: Sequence[str], hashes: Sequence[str], now: datetime) -> None:
        """Delete addresses with their consents; only keyed hashes stay."""
        with Session(self._engine) as session, session.begin():
            for email, email_hash in zip(emails, hashes, strict=True):
                gone = session.scalars(
                    delete(SubscriberRow)
                    .where(SubscriberRow.email_key == key(email))
                    .returning(SubscriberRow.id)
                ).all()
                session.execute(delete(OutgoingRow).where(OutgoingRow.recipient.in_(gone)))
                session.merge(SuppressionRow(email_hash=email_hash, at=now))
        scrub(self._engine)

    def _read(self, which: ColumnElement[bool]) -> tuple[Subscriber, ...]:
        wanted = select(SubscriberRow).where(which).order_by(SubscriberRow.requested_at)
        proofs = select(ConsentRow).join(SubscriberRow).where(which).order_by(ConsentRow.id)
        with Session(self._engine) as session:
            consents: dict[str, list[Consent]] = {}
            for event in session.scalars(proofs):
                consents.setdefault(event.subscriber_id, []).append(_consent(event))
            return tuple(
                Subscriber(
                    row.id,
                    row.email,
                    Status(row.status),
                    row.requested_at,
                    unpacked(row.topics),
                    tuple(consents.get(row.id, ())),
                )
                for row in session.scalars(wanted)
            )

    def _request(self, sign_up: SignUp, mail_every: timedelta) -> None:
        with Session(self._engine) as session, session.begin():
            record(session, sign_up, mail_every)

    def _set(self, subscriber_id: str, **values: datetime | None) -> bool:
        with Session(self._engine) as session, session.begin():
            changed = session.execute(
                update(SubscriberRow)
                .where(SubscriberRow.id == subscriber_id)
                .values(**values)
                .returning(SubscriberRow.id)
            )
            return changed.first() is not None


def _consent(row: ConsentRow) -> Consent:
    return Consent(ConsentEvent(row.event), row.at, row.source, row.text_version, row.text_hash)
