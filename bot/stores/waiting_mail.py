"""Mail that turns asked for, until a mail server has taken it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pydantic import Field, TypeAdapter
from sqlalchemy import Connection, Engine, delete, func, insert, select, update
from sqlalchemy.orm import Session

from bot.core.effects import Mail
from bot.stores.tables import WaitingMailRow
from corpus.database import scrub

# With waits that double from a minute: a day and a half. Then somebody has to look.
ATTEMPTS_MAX = 12
MAIL: TypeAdapter[Mail] = TypeAdapter(Annotated[Mail, Field(discriminator="type")])


@dataclass(frozen=True, slots=True)
class WaitingMail:
    """Mail that this process has taken on. `key` names it, whoever sends it and however often."""

    key: str
    conversation_id: str
    mail: Mail
    attempts: int


@dataclass(frozen=True, slots=True)
class Backlog:
    """How much waits for a mail server, and how much is not tried any more."""

    waiting: int
    given_up: int


class WaitingMailStore:
    """One row a mail; every method is one transaction, on disk when it returns."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def claim(self, now: datetime, lease_until: datetime) -> WaitingMail | None:
        """Take on what has been due longest; no other process gets it until the lease ends."""
        with Session(self._engine) as session, session.begin():
            row = session.scalar(
                select(WaitingMailRow)
                .where(WaitingMailRow.due_at <= now, WaitingMailRow.attempts < ATTEMPTS_MAX)
                .order_by(WaitingMailRow.due_at)
                .limit(1)
                .with_for_update(skip_locked=True)
            )
            if row is None:
                return None
            row.due_at = lease_until
            row.attempts += 1
            mail = MAIL.validate_json(row.body)
            return WaitingMail(row.key, row.conversation_id, mail, row.attempts)

    def put_off(self, key: str, due_at: datetime) -> None:
        """It was not taken; it is tried again then, unless it was tried often enough."""
        with Session(self._engine) as session, session.begin():
            later = update(WaitingMailRow).where(WaitingMailRow.key == key).values(due_at=due_at)
            session.execute(later)

    def done(self, key: str) -> bool:
        """Leave nothing of it here; False where it was forgotten meanwhile."""
        with Session(self._engine) as session, session.begin():
            struck = session.execute(
                delete(WaitingMailRow)
                .where(WaitingMailRow.key == key)
                .returning(WaitingMailRow.key)
            ).first()
        scrub(self._engine)
        return struck is not None

    def revive(self, now: datetime) -> int:
        """Let what was given up be tried again from now on; how many mails that are."""
        with Session(self._engine) as session, session.begin():
            revived = session.execute(
                update(WaitingMailRow)
                .where(WaitingMailRow.attempts >= ATTEMPTS_MAX, WaitingMailRow.due_at <= now)
                .values(due_at=now, attempts=0)
                .returning(WaitingMailRow.key)
            ).all()
        return len(revived)

    def backlog(self) -> Backlog:
        """How many mails are here."""
        given_up = WaitingMailRow.attempts >= ATTEMPTS_MAX
        with Session(self._engine) as session:
            counted = dict(session.execute(select(given_up, func.count()).group_by(given_up)).all())
        return Backlog(counted.get(False, 0), counted.get(True, 0))


def keep(
    connection: Connection, conversation_id: str, mails: Sequence[tuple[str, Mail]], now: datetime
) -> None:
    """Put mails down, each with its key, in the transaction of the turn that asked for them."""
    rows = [
        {
            "key": key,
            "conversation_id": conversation_id,
            "body": mail.model_dump_json(),
            "due_at": now,
            "attempts": 0,
        }
        for key, mail in mails
    ]
    if rows:
        connection.execute(insert(WaitingMailRow), rows)
