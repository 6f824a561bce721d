"""What was asked on which day, counted; no row says who asked."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import cast

from sqlalchemy import Connection, Engine, Table, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.core.message import ReplyDocument
from bot.stores.tables import ConsentRow, FeedbackRow, ObservedEventRow, ObservedTurnRow, TurnRow
from corpus.database import Base, scrub, unhurried

# Of the opinions kept, the latest are read for what they were about.
OPINIONS_READ_MAX = 1000


class EventKind(StrEnum):
    """What an event is of; `name` and `detail` of the event are read by it.

    `STEP`: a question of the finder, and its fate. `DEMAND`: a wish as JSON. `NEWSLETTER`: a stage.
    """

    STEP = "step"
    DEMAND = "demand"
    NEWSLETTER = "newsletter"


@dataclass(frozen=True, slots=True)
class ObservedTurn:
    """A kind of turn on a day; see `ObservedTurnRow`."""

    day: date
    channel: str
    outcome: str
    act: str
    subject: str = ""
    article_id: str = ""
    confidence_tenths: int = -1
    question: str = ""


@dataclass(frozen=True, slots=True)
class ObservedEvent:
    """Something that happened on a day; see `ObservedEventRow`."""

    day: date
    channel: str
    kind: EventKind
    name: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a visitor thought of a reply, and the article that it cites, if any."""

    helpful: bool
    article_id: str


class ObservationStore:
    """Observations in the database. May be lost in a power cut: they are no promise to anybody."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._unhurried = unhurried(engine)

    def add(self, turns: Counter[ObservedTurn], events: Counter[ObservedEvent]) -> None:
        """Add to the counts, all in one transaction."""
        with self._unhurried.begin() as connection:
            _count(connection, ObservedTurnRow, turns)
            _count(connection, ObservedEventRow, events)

    def turns(self, since: date) -> Counter[ObservedTurn]:
        """How often each kind of turn was taken, from that day on."""
        wanted = select(ObservedTurnRow.__table__).where(ObservedTurnRow.day >= since)
        with self._engine.connect() as connection:
            rows = connection.execute(wanted).all()
        return Counter({ObservedTurn(*row[:-1]): row[-1] for row in rows})

    def events(self, since: date) -> Counter[ObservedEvent]:
        """How often each event happened, from that day on."""
        wanted = select(ObservedEventRow.__table__).where(ObservedEventRow.day >= since)
        with self._engine.connect() as connection:
            rows = connection.execute(wanted).all()
        return Counter({ObservedEvent(r[0], r[1], EventKind(r[2]), r[3], r[4]): r[5] for r in rows})

    def opinions(self, since: datetime) -> tuple[Opinion, ...]:
        """The latest opinions on replies of conversations that are still kept."""
        wanted = (
            select(FeedbackRow.helpful, TurnRow.reply)
            .join(
                TurnRow,
                (TurnRow.conversation_id == FeedbackRow.conversation_id)
                & (TurnRow.message_id == FeedbackRow.message_id),
            )
            .where(FeedbackRow.at >= since)
            .order_by(FeedbackRow.at.desc())
            .limit(OPINIONS_READ_MAX)
        )
        with self._engine.connect() as connection:
            rows = connection.execute(wanted).all()
        return tuple(Opinion(row.helpful, _cited(row.reply)) for row in rows)

    def consents(self, since: datetime) -> Counter[str]:
        """How often each event of a consent's life happened, of addresses that are still known."""
        wanted = select(ConsentRow.event, func.count()).where(ConsentRow.at >= since)
        with self._engine.connect() as connection:
            rows = connection.execute(wanted.group_by(ConsentRow.event)).all()
        return Counter({row[0]: row[1] for row in rows})

    def drop(self, questions: Iterable[str]) -> int:
        """Delete every row with one of these questions; how often they had been asked."""
        dropped = 0
        with self._engine.begin() as connection:
            for question in questions:
                gone = delete(ObservedTurnRow).where(ObservedTurnRow.question == question)
                rows = connection.execute(gone.returning(ObservedTurnRow.count)).all()
                dropped += sum(row[0] for row in rows)
        scrub(self._engine)
        return dropped

    def purge(self, before: date) -> None:
        """Delete what was noted before that day."""
        with self._engine.begin() as connection:
            gone = [
                connection.execute(delete(ObservedTurnRow).where(ObservedTurnRow.day < before)),
                connection.execute(delete(ObservedEventRow).where(ObservedEventRow.day < before)),
            ]
        if any(result.rowcount for result in gone):
            scrub(self._engine)


def _count(
    connection: Connection,
    row: type[Base],
    counts: Counter[ObservedTurn] | Counter[ObservedEvent],
) -> None:
    table = cast("Table", row.__table__)
    is_sqlite = connection.dialect.name == "sqlite"
    new = sqlite.insert(table) if is_sqlite else postgresql.insert(table)
    added = new.on_conflict_do_update(
        index_elements=list(table.primary_key.columns),
        set_={"count": table.c.count + new.excluded.count},
    )
    rows = [{**asdict(key), "count": count} for key, count in counts.items()]
    if rows:
        connection.execute(added, rows)


def _cited(reply: str) -> str:
    citations = ReplyDocument.model_validate_json(reply).citations
    return citations[0].source_id if citations else ""
