"""What a request for the newsletter does to an address's row and to its record of consent."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.stores.tables import ConsentRow, SubscriberRow, SuppressionRow


class Status(StrEnum):
    """Where a subscription stands."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    UNSUBSCRIBED = "unsubscribed"


class ConsentEvent(StrEnum):
    """What happened to a consent."""

    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    UNSUBSCRIBED = "unsubscribed"


@dataclass(frozen=True, slots=True)
class Consent:
    """One event of a consent's life, with the words that were shown, by version and SHA-256."""

    event: ConsentEvent
    at: datetime
    source: str
    text_version: str
    text_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignUp:
    """A request for the newsletter. `new_id` is for an address that is not known yet."""

    new_id: str
    email: str
    email_hash: str
    conversation_id: str | None
    consent: Consent
    topics: tuple[str, ...] = ()


def record(session: Session, sign_up: SignUp, mail_every: timedelta) -> None:
    """Store a request with its consent; an address gets a mail at most every `mail_every`.

    Asking again while a mail is on its way, or once it is confirmed, does not change the state.
    """
    row = session.scalar(
        select(SubscriberRow).where(SubscriberRow.email_key == key(sign_up.email)).with_for_update()
    )
    if row is None:
        row = _new_row(session, sign_up, mail_every)
        begins_anew = True
    else:
        begins_anew = _renew(row, sign_up, mail_every)
    if begins_anew or not _is_repeated(session, row.id, sign_up.consent):
        session.add(consent_row(row.id, sign_up.consent))
    else:
        _write_as_it_is(session, row.id)


def key(email: str) -> str:
    """What makes two spellings one address: case does not."""
    return email.lower()


def packed(topics: tuple[str, ...]) -> str:
    """Topics as they are stored."""
    return json.dumps(topics, ensure_ascii=False)


def unpacked(topics: str) -> tuple[str, ...]:
    """Topics as they were stored."""
    return tuple(json.loads(topics))


def consent_row(subscriber_id: str, consent: Consent) -> ConsentRow:
    """A consent event as it is stored."""
    return ConsentRow(
        subscriber_id=subscriber_id,
        event=consent.event,
        at=consent.at,
        source=consent.source,
        text_version=consent.text_version,
        text_hash=consent.text_hash,
    )


def _new_row(session: Session, sign_up: SignUp, mail_every: timedelta) -> SubscriberRow:
    now = sign_up.consent.at
    # Asking, being forgotten and asking again does not get an address more mail either.
    forgotten = session.get(SuppressionRow, sign_up.email_hash)
    row = SubscriberRow(
        id=sign_up.new_id,
        email=sign_up.email,
        email_key=key(sign_up.email),
        status=Status.PENDING,
        conversation_id=sign_up.conversation_id,
        requested_at=now,
        mail_due_at=max(now, forgotten.at + mail_every) if forgotten else now,
        mail_sent_at=None,
        mail_attempts=0,
        topics=packed(sign_up.topics),
    )
    session.add(row)
    session.flush()
    return row


def _renew(row: SubscriberRow, sign_up: SignUp, mail_every: timedelta) -> bool:
    """Whether the request begins anew, with a mail of its own: the earlier link then ends."""
    if row.status == Status.CONFIRMED:
        # Whoever writes in another conversation may be somebody else.
        if sign_up.topics and row.conversation_id == sign_up.conversation_id:
            row.topics = packed(sign_up.topics)
        return False
    row.topics = packed(sign_up.topics)
    now = sign_up.consent.at
    may_mail_at = max(now, row.mail_sent_at + mail_every) if row.mail_sent_at else now
    is_mail_ahead = row.mail_due_at is not None or may_mail_at > now
    row.conversation_id = sign_up.conversation_id or row.conversation_id
    if row.status == Status.PENDING and is_mail_ahead:
        return False
    row.status = Status.PENDING
    row.requested_at, row.mail_due_at, row.mail_attempts = now, may_mail_at, 0
    return True


def _write_as_it_is(session: Session, subscriber_id: str) -> None:
    # Without a write there is nothing to wait for on the disk, and the time that a request takes
    # would tell whoever asks that the address is known.
    session.execute(
        update(SubscriberRow)
        .where(SubscriberRow.id == subscriber_id)
        .values(email_key=SubscriberRow.email_key)
        .execution_options(synchronize_session=False)
    )


def _is_repeated(session: Session, subscriber_id: str, consent: Consent) -> bool:
    """Whether the last event says the same, as when an effect is run a second time."""
    last = session.scalar(
        select(ConsentRow)
        .where(ConsentRow.subscriber_id == subscriber_id)
        .order_by(ConsentRow.id.desc())
        .limit(1)
    )
    return last is not None and (last.event, last.source, last.text_hash) == (
        consent.event,
        consent.source,
        consent.text_hash,
    )
