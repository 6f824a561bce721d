"""How far each message to somebody got, so that nobody gets it twice.

A message is claimed, then handed over: from that moment until the server's answer nobody but the
server knows whether it took it. A process that dies before leaves a claim, which is taken up again;
one that dies after leaves a doubt, which only whoever runs the sending can settle.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from bot.stores.tables import OutgoingRow

HAND_OVERS = "hand_over"


class Stage(StrEnum):
    """Where a message stands."""

    CLAIMED = "claimed"
    HANDED_OVER = "handed_over"
    SENT = "sent"
    REFUSED = "refused"


class OutgoingStore:
    """One row a message of a batch; every method is one transaction, on disk when it returns."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def claim(
        self, batch: str, recipient: str, now: datetime, *, though_in_doubt: bool = False
    ) -> bool:
        """Take a message on; False for one that was sent, refused, or may have been sent."""
        with Session(self._engine) as session, session.begin():
            row = session.get(OutgoingRow, (batch, recipient), with_for_update=True)
            if row is None:
                session.add(
                    OutgoingRow(batch=batch, recipient=recipient, stage=Stage.CLAIMED, at=now)
                )
                return True
            is_open = row.stage == Stage.CLAIMED
            if is_open or (though_in_doubt and row.stage == Stage.HANDED_OVER):
                row.stage, row.at = Stage.CLAIMED, now
                return True
            return False

    def note(self, batch: str, recipient: str, stage: Stage, now: datetime) -> None:
        """The message got there."""
        with Session(self._engine) as session, session.begin():
            row = session.get(OutgoingRow, (batch, recipient))
            if row is not None:
                row.stage, row.at = stage, now

    def stages(self, batch: str) -> dict[str, Stage]:
        """Where each message of a batch stands, by recipient."""
        wanted = select(OutgoingRow.recipient, OutgoingRow.stage).where(OutgoingRow.batch == batch)
        with Session(self._engine) as session:
            return {recipient: Stage(stage) for recipient, stage in session.execute(wanted)}

    def purge_hand_overs(self, before: datetime) -> None:
        """Delete what was noted of conversations handed over before then."""
        with Session(self._engine) as session, session.begin():
            session.execute(
                delete(OutgoingRow).where(OutgoingRow.batch == HAND_OVERS, OutgoingRow.at < before)
            )
