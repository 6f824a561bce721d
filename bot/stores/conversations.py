"""Conversations, their turns, and the effects that a turn leaves to be done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated

from pydantic import Field, TypeAdapter
from sqlalchemy import Connection, Engine, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.core.channels import Channel
from bot.core.effects import Effect, Immediate, Mail
from bot.core.message import ReplyDocument
from bot.core.records import Exchange, Kept
from bot.core.state import ConversationState
from bot.errors import StaleConversation
from bot.incoming import Incoming
from bot.stores.tables import ConversationRow, EffectRow, FeedbackRow, TurnRow
from bot.stores.waiting_mail import keep
from corpus.database import scrub, unhurried

# What else is part of a turn's transaction.
Alongside = Callable[[Connection], None]
EFFECT: TypeAdapter[Immediate] = TypeAdapter(Annotated[Immediate, Field(discriminator="type")])


@dataclass(frozen=True, slots=True)
class StoredConversation:
    """A conversation as loaded; `revision` 0 means that nothing is stored yet."""

    state: ConversationState
    revision: int


@dataclass(frozen=True, slots=True)
class PendingEffect:
    """An effect that is saved and not known to be done."""

    key: str
    conversation_id: str
    channel: Channel
    effect: Immediate


@dataclass(frozen=True, slots=True)
class Turn:
    """One exchange of a transcript."""

    message_id: str
    visitor_text: str
    reply: ReplyDocument


class ConversationStore:
    """Conversations in the database; every method is one transaction.

    What a turn needs goes without the session of objects, which takes longer than the database.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._unhurried = unhurried(engine)

    def create(
        self,
        conversation_id: str,
        channel: Channel,
        *,
        token_hash: str,
        now: datetime,
        lifetime: timedelta,
    ) -> datetime:
        """Start an empty conversation that a token opens. Returns when it expires."""
        expires_at = now + lifetime
        with Session(self._engine) as session, session.begin():
            session.add(
                ConversationRow(
                    id=conversation_id,
                    channel=channel,
                    state=ConversationState().model_dump_json(),
                    revision=1,
                    token_hash=token_hash,
                    expires_at=expires_at,
                    created_at=now,
                    updated_at=now,
                )
            )
        return expires_at

    def token_hash(self, conversation_id: str, now: datetime) -> str | None:
        """The hash of the token that opens the conversation, None when it is gone or expired."""
        with Session(self._engine) as session:
            row = session.get(ConversationRow, conversation_id)
            if row is None or row.expires_at is None or row.expires_at <= now:
                return None
            return row.token_hash

    def load(self, conversation_id: str) -> StoredConversation:
        """The conversation, or a new one that is not stored yet."""
        wanted = select(ConversationRow.state, ConversationRow.revision)
        with self._engine.connect() as connection:
            row = connection.execute(wanted.where(ConversationRow.id == conversation_id)).first()
        if row is None:
            return StoredConversation(ConversationState(), 0)
        return StoredConversation(ConversationState.model_validate_json(row.state), row.revision)

    def answered(self, conversation_id: str, message_id: str) -> ReplyDocument | None:
        """The answer that this message got before, if it did."""
        wanted = select(TurnRow.reply).where(
            TurnRow.conversation_id == conversation_id, TurnRow.message_id == message_id
        )
        with self._engine.connect() as connection:
            reply = connection.execute(wanted).scalar()
        return ReplyDocument.model_validate_json(reply) if reply else None

    def save(
        self,
        incoming: Incoming,
        visitor_text: str,
        before: StoredConversation,
        state: ConversationState,
        reply: ReplyDocument,
        effects: Sequence[Effect],
        alongside: Alongside | None = None,
    ) -> tuple[PendingEffect, ...]:
        """Store state, answer, effects and mail together; gives the effects to be done at once.

        All are on disk when this returns: the visitor is told that they will be done. A turn
        without any is safe from a killed process, not from a power cut in the same moments.

        Raises StaleConversation when the conversation is no longer at `before.revision`.
        """
        place, channel = incoming.conversation_id, incoming.channel
        keyed = [(f"{place}/{incoming.message_id}/{n}", one) for n, one in enumerate(effects)]
        mails = [(key, one) for key, one in keyed if isinstance(one, Mail)]
        pending = tuple(
            PendingEffect(key, place, channel, one)
            for key, one in keyed
            if not isinstance(one, Mail)
        )
        try:
            engine = self._engine if keyed or alongside else self._unhurried
            with engine.begin() as connection:
                _advance(connection, incoming, before, state)
                _record(connection, incoming, visitor_text, before.revision, reply, pending)
                keep(connection, place, mails, incoming.received_at)
                if alongside:
                    alongside(connection)
        except IntegrityError:
            raise StaleConversation(incoming.conversation_id) from None
        return pending

    def pending_effects(self) -> tuple[PendingEffect, ...]:
        """Effects that a stopped process left behind, oldest first."""
        with Session(self._engine) as session:
            rows = session.scalars(select(EffectRow).order_by(EffectRow.created_at, EffectRow.key))
            return tuple(
                PendingEffect(
                    row.key,
                    row.conversation_id,
                    Channel(row.channel),
                    EFFECT.validate_json(row.body),
                )
                for row in rows
            )

    def effect_done(self, key: str) -> None:
        """Strike an effect off."""
        with Session(self._engine) as session, session.begin():
            session.execute(delete(EffectRow).where(EffectRow.key == key))

    def transcript(self, conversation_id: str) -> tuple[Turn, ...]:
        """Every turn, oldest first."""
        with Session(self._engine) as session:
            rows = session.scalars(
                select(TurnRow)
                .where(TurnRow.conversation_id == conversation_id)
                .order_by(TurnRow.number)
            )
            return tuple(
                Turn(row.message_id, row.visitor_text, ReplyDocument.model_validate_json(row.reply))
                for row in rows
            )

    def kept(self, conversation_id: str) -> Kept:
        """What is kept of a conversation, as it may be told to whoever leads it."""
        turns = self.transcript(conversation_id)
        with Session(self._engine) as session:
            row = session.get(ConversationRow, conversation_id)
            opinions = session.scalar(
                select(func.count()).where(FeedbackRow.conversation_id == conversation_id)
            )
        exchanges = tuple(Exchange(turn.visitor_text, turn.reply.text) for turn in turns)
        return Kept(row.created_at.date() if row else None, exchanges, opinions or 0)

    def record_feedback(
        self, conversation_id: str, message_id: str, *, helpful: bool, now: datetime
    ) -> bool:
        """Keep a visitor's opinion of a reply, the latest one; False when there is no such turn."""
        with Session(self._engine) as session, session.begin():
            if session.get(TurnRow, (conversation_id, message_id)) is None:
                return False
            session.merge(
                FeedbackRow(
                    conversation_id=conversation_id, message_id=message_id, helpful=helpful, at=now
                )
            )
            return True

    def forget(self, conversation_id: str) -> bool:
        """Delete the conversation with everything that hangs on it; False if there was none."""
        with Session(self._engine) as session, session.begin():
            session.execute(delete(EffectRow).where(EffectRow.conversation_id == conversation_id))
            found = session.scalar(
                select(func.count()).where(ConversationRow.id == conversation_id)
            )
            session.execute(delete(ConversationRow).where(ConversationRow.id == conversation_id))
        self.scrub()
        return bool(found)

    def purge_untouched(self, before: datetime) -> int:
        """Delete conversations in which nothing was said since; how many there were."""
        with Session(self._engine) as session, session.begin():
            gone = session.execute(
                delete(ConversationRow)
                .where(ConversationRow.updated_at < before)
                .returning(ConversationRow.id)
            ).all()
        if gone:
            self.scrub()
        return len(gone)

    def scrub(self) -> None:
        """Leave nothing of what was deleted or overwritten in the database's files."""
        scrub(self._engine)


def _advance(
    connection: Connection,
    incoming: Incoming,
    before: StoredConversation,
    state: ConversationState,
) -> None:
    body = state.model_dump_json()
    if before.revision == 0:
        new = {
            "id": incoming.conversation_id,
            "channel": incoming.channel,
            "state": body,
            "revision": 1,
            "created_at": incoming.received_at,
            "updated_at": incoming.received_at,
        }
        connection.execute(insert(ConversationRow), new)
        return
    advanced = connection.execute(
        update(ConversationRow)
        .where(
            ConversationRow.id == incoming.conversation_id,
            ConversationRow.revision == before.revision,
        )
        .values(state=body, revision=before.revision + 1, updated_at=incoming.received_at)
    )
    if not advanced.rowcount:
        raise StaleConversation(incoming.conversation_id)


def _record(
    connection: Connection,
    incoming: Incoming,
    visitor_text: str,
    number: int,
    reply: ReplyDocument,
    pending: Sequence[PendingEffect],
) -> None:
    turn = {
        "conversation_id": incoming.conversation_id,
        "message_id": incoming.message_id,
        "number": number,
        "received_at": incoming.received_at,
        "visitor_text": visitor_text,
        "reply": reply.model_dump_json(),
    }
    connection.execute(insert(TurnRow), turn)
    effects = [
        {
            "key": item.key,
            "conversation_id": item.conversation_id,
            "channel": item.channel,
            "body": item.effect.model_dump_json(),
            "created_at": incoming.received_at,
        }
        for item in pending
    ]
    if effects:
        connection.execute(insert(EffectRow), effects)
