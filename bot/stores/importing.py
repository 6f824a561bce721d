"""What an address from elsewhere does to the subscribers that are known."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.stores.sign_ups import Consent, Status, consent_row, key, packed
from bot.stores.tables import SubscriberRow, SuppressionRow


@dataclass(frozen=True, slots=True)
class Imported:
    """An address as a file or a mail tool has it, with what proves its consent."""

    email: str
    status: Status
    topics: tuple[str, ...]
    consents: tuple[Consent, ...]


class Fate(StrEnum):
    """What became of an address."""

    ADDED = "added"
    UNSUBSCRIBED = "unsubscribed"
    UNCHANGED = "unchanged"
    FORGOTTEN = "forgotten"


@dataclass(frozen=True, slots=True)
class ImportReport:
    """How many addresses met which fate."""

    added: int
    unsubscribed: int
    unchanged: int
    forgotten: int

    @classmethod
    def of(cls, fates: Iterable[Fate]) -> "ImportReport":
        """Counted."""
        counts = Counter(fates)
        return cls(**{fate.value: counts[fate] for fate in Fate})


def take_in(session: Session, new_id: str, email_hash: str, one: Imported, ended: Consent) -> Fate:
    """Add an address, or end its subscription: a no from anywhere counts, a yes needs proof."""
    row = session.scalar(select(SubscriberRow).where(SubscriberRow.email_key == key(one.email)))
    if row is None and session.get(SuppressionRow, email_hash) is not None:
        return Fate.FORGOTTEN
    if row is None:
        return _add(session, new_id, one, ended)
    if one.status != Status.UNSUBSCRIBED or row.status == Status.UNSUBSCRIBED:
        return Fate.UNCHANGED
    row.status, row.mail_due_at = Status.UNSUBSCRIBED, None
    session.add(consent_row(row.id, ended))
    return Fate.UNSUBSCRIBED


def _add(session: Session, new_id: str, one: Imported, ended: Consent) -> Fate:
    events = one.consents or (ended,)
    session.add(
        SubscriberRow(
            id=new_id,
            email=one.email,
            email_key=key(one.email),
            status=one.status,
            conversation_id=None,
            requested_at=events[0].at,
            mail_due_at=None,
            mail_sent_at=None,
            mail_attempts=0,
            topics=packed(one.topics),
        )
    )
    session.flush()
    session.add_all(consent_row(new_id, event) for event in events)
    return Fate.ADDED
