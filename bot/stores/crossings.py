"""Links by which conversations move, and where those that moved have gone."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, delete, func, insert, or_, select, update

from bot.core.channels import Channel
from bot.core.message import ReplyDocument
from bot.core.state import ConversationState
from bot.errors import StaleConversation
from bot.stores.conversations import StoredConversation
from bot.stores.tables import (
    ConversationRow,
    CrossingRow,
    EffectRow,
    FeedbackRow,
    MoveRow,
    SubscriberRow,
    TurnRow,
    WaitingMailRow,
)


@dataclass(frozen=True, slots=True)
class Origin:
    """A conversation that a link would bring, as it stands."""

    token_hash: str
    conversation_id: str
    channel: Channel
    stored: StoredConversation


@dataclass(frozen=True, slots=True)
class Left:
    """What stays where a conversation was: its state, and what is said there from now on."""

    state: ConversationState
    notice: ReplyDocument


class CrossingStore:
    """Crossings in the database. What changes something is part of the turn's transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def origin(self, token_hash: str, now: datetime) -> Origin | None:
        """What the link of a token would bring; None for one that works no more, or never did."""
        wanted = (
            select(ConversationRow)
            .join(CrossingRow, CrossingRow.conversation_id == ConversationRow.id)
            .where(CrossingRow.token_hash == token_hash, CrossingRow.expires_at > now)
        )
        with self._engine.connect() as connection:
            row = connection.execute(wanted).first()
        if row is None:
            return None
        state = ConversationState.model_validate_json(row.state)
        stored = StoredConversation(state, row.revision)
        return Origin(token_hash, row.id, Channel(row.channel), stored)

    def linked(self, conversation_id: str) -> tuple[tuple[str, Channel, int], ...]:
        """The other places of a conversation that moved, each with its channel and its turns."""
        with self._engine.connect() as connection:
            others = _linked_ids(connection, conversation_id) - {conversation_id}
            wanted = (
                select(ConversationRow.id, ConversationRow.channel, func.count(TurnRow.number))
                .outerjoin(TurnRow, TurnRow.conversation_id == ConversationRow.id)
                .where(ConversationRow.id.in_(others))
                .group_by(ConversationRow.id, ConversationRow.channel)
                .order_by(ConversationRow.id)
            )
            return tuple((i, Channel(c), n) for i, c, n in connection.execute(wanted))

    def close(self, conversation_id: str) -> tuple[str, ...]:
        """Let no link bring the conversation anywhere any more; all the places where it was led."""
        with self._engine.begin() as connection:
            known: set[str] = set()
            # Another place may have been added meanwhile, where the database does not lock us all.
            while known != (places := _linked_ids(connection, conversation_id)):
                known = places
                connection.execute(
                    delete(CrossingRow).where(CrossingRow.conversation_id.in_(places))
                )
        return tuple(sorted(known))


def open_crossing(
    connection: Connection, conversation_id: str, token_hash: str, expires_at: datetime
) -> None:
    """Let a link work from now on; an earlier one of the conversation does not any more."""
    connection.execute(delete(CrossingRow).where(CrossingRow.conversation_id == conversation_id))
    row = {
        "token_hash": token_hash,
        "conversation_id": conversation_id,
        "expires_at": expires_at,
    }
    connection.execute(insert(CrossingRow), row)


def move(
    connection: Connection, origin: Origin, left: Left, into: str, message_id: str, now: datetime
) -> None:
    """Bring a conversation to where the turn of `message_id` has just been saved.

    Raises StaleConversation where the link was used, or the conversation went on, meanwhile.
    """
    _claim(connection, origin, now)
    _leave(connection, origin, left, now)
    _make_way(connection, origin, into, message_id)
    arrived = {"conversation_id": into}
    came = origin.conversation_id
    revision = _revision_before(connection, into)
    connection.execute(
        update(TurnRow)
        .where(TurnRow.conversation_id == came)
        .values(number=TurnRow.number + revision, **arrived)
    )
    for table in (FeedbackRow, SubscriberRow, EffectRow, WaitingMailRow):
        connection.execute(update(table).where(table.conversation_id == came).values(**arrived))
    connection.execute(
        insert(TurnRow),
        {
            "conversation_id": came,
            "message_id": f"moved:{origin.token_hash[:32]}",
            "number": origin.stored.revision,
            "received_at": now,
            "visitor_text": "/start",
            "reply": left.notice.model_dump_json(),
        },
    )
    _settle(connection, origin, into, message_id, revision)


def _claim(connection: Connection, origin: Origin, now: datetime) -> None:
    """Use the link up: of several who try at once, one."""
    used = connection.execute(
        delete(CrossingRow).where(
            CrossingRow.token_hash == origin.token_hash, CrossingRow.expires_at > now
        )
    )
    if not used.rowcount:
        raise StaleConversation(origin.conversation_id)


def _leave(connection: Connection, origin: Origin, left: Left, now: datetime) -> None:
    revision = origin.stored.revision
    gone = connection.execute(
        update(ConversationRow)
        .where(ConversationRow.id == origin.conversation_id, ConversationRow.revision == revision)
        .values(state=left.state.model_dump_json(), revision=revision + 1, updated_at=now)
    )
    if not gone.rowcount:
        raise StaleConversation(origin.conversation_id)


def _make_way(connection: Connection, origin: Origin, into: str, message_id: str) -> None:
    """Give turns that would share an id with one of the new place another id."""
    there = select(TurnRow.message_id).where(TurnRow.conversation_id == into)
    came = TurnRow.conversation_id == origin.conversation_id
    shared = connection.scalars(
        select(TurnRow.message_id).where(came, TurnRow.message_id.in_(there))
    ).all()
    for one in shared:
        for table in (TurnRow, FeedbackRow):
            connection.execute(
                update(table)
                .where(table.conversation_id == origin.conversation_id, table.message_id == one)
                .values(message_id=f"came:{secrets.token_hex(16)}")
            )


def _revision_before(connection: Connection, into: str) -> int:
    """How many turns the new place had before the one that has just been saved."""
    wanted = select(ConversationRow.revision).where(ConversationRow.id == into)
    return int(connection.execute(wanted).scalar_one()) - 1


def _settle(
    connection: Connection, origin: Origin, into: str, message_id: str, revision: int
) -> None:
    """Put the arrival after what came, and note where the conversation is now."""
    turns = origin.stored.revision
    begun = select(func.min(ConversationRow.created_at)).where(
        ConversationRow.id.in_((origin.conversation_id, into))
    )
    begun_at = connection.execute(begun).scalar_one()
    connection.execute(
        update(TurnRow)
        .where(TurnRow.conversation_id == into, TurnRow.message_id == message_id)
        .values(number=revision + turns)
    )
    connection.execute(
        update(ConversationRow)
        .where(ConversationRow.id == into)
        .values(revision=revision + turns + 1, created_at=begun_at)
    )
    ids = (origin.conversation_id, into)
    connection.execute(delete(MoveRow).where(MoveRow.from_id.in_(ids)))
    connection.execute(insert(MoveRow), {"from_id": ids[0], "to_id": ids[1]})


def _linked_ids(connection: Connection, conversation_id: str) -> set[str]:
    known: set[str] = set()
    new = {conversation_id}
    while new:
        known |= new
        pairs = connection.execute(
            select(MoveRow.from_id, MoveRow.to_id).where(
                or_(MoveRow.from_id.in_(new), MoveRow.to_id.in_(new))
            )
        )
        new = {one for pair in pairs for one in pair} - known
    return known
