"""Tables of the conversation side: conversations, turns, effects, subscribers, observations."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from corpus.database import Base, UtcDateTime


class ConversationRow(Base):
    """A conversation's state. `revision` rises by one a turn and guards against lost updates."""

    __tablename__ = "conversations"

    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    channel: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(Text)
    revision: Mapped[int]
    token_hash: Mapped[str | None] = mapped_column(String(64))
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class TurnRow(Base):
    """A message that was answered, with its answer: the same message gets the same answer."""

    __tablename__ = "turns"

    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True
    )
    message_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    number: Mapped[int]
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    visitor_text: Mapped[str] = mapped_column(Text)
    reply: Mapped[str] = mapped_column(Text)


class CrossingRow(Base):
    """A link by which a conversation may move: the token's hash, never the token. Used, it goes."""

    __tablename__ = "crossings"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)


class MoveRow(Base):
    """Where a conversation went on that is not here any more."""

    __tablename__ = "moves"

    from_id: Mapped[str] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True
    )
    to_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))


class EffectRow(Base):
    """Something to do after a turn; the row goes once it is done, so a restart finishes it."""

    __tablename__ = "pending_effects"

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(String(80))
    channel: Mapped[str] = mapped_column(String(16))
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class WaitingMailRow(Base):
    """Mail that a turn asked for; the row goes once a server took it.

    It is tried again at `due_at`, and not any more after so many attempts.
    """

    __tablename__ = "waiting_mail"

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    body: Mapped[str] = mapped_column(Text)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    attempts: Mapped[int]


class SubscriberRow(Base):
    """An address and where its subscription stands; one row an address."""

    __tablename__ = "subscribers"
    __table_args__ = (Index("ix_subscribers_conversation", "conversation_id"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    email: Mapped[str] = mapped_column(String(320))
    email_key: Mapped[str] = mapped_column(String(320), unique=True)
    status: Mapped[str] = mapped_column(String(16))
    conversation_id: Mapped[str | None] = mapped_column(String(80))
    requested_at: Mapped[datetime] = mapped_column(UtcDateTime)
    mail_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    mail_sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    mail_attempts: Mapped[int]
    topics: Mapped[str] = mapped_column(Text, server_default="[]")


class ConsentRow(Base):
    """One event of a consent's life, never changed: the proof that the sender has to bear."""

    __tablename__ = "consent_events"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    subscriber_id: Mapped[str] = mapped_column(
        ForeignKey("subscribers.id", ondelete="CASCADE"), index=True
    )
    event: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    source: Mapped[str] = mapped_column(String(32))
    text_version: Mapped[str] = mapped_column(String(32))
    text_hash: Mapped[str] = mapped_column(String(64))


class SuppressionRow(Base):
    """The keyed hash of an address that asked to be forgotten; the address itself is gone."""

    __tablename__ = "suppressions"

    email_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class FeedbackRow(Base):
    """What a visitor thought of a reply."""

    __tablename__ = "feedback"

    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True
    )
    message_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    helpful: Mapped[bool]
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class AuditRow(Base):
    """Who published, held, forced or rolled back a version of the corpus, and why."""

    __tablename__ = "corpus_audit"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    by: Mapped[str] = mapped_column(String(80))
    action: Mapped[str] = mapped_column(String(16))
    version: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(Text)
    detail: Mapped[str] = mapped_column(Text)


class OutgoingRow(Base):
    """How far a message got; `recipient` is a subscriber's id or a keyed hash, never an address."""

    __tablename__ = "outgoing_mail"

    batch: Mapped[str] = mapped_column(String(80), primary_key=True)
    recipient: Mapped[str] = mapped_column(String(64), primary_key=True)
    stage: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class ObservedTurnRow(Base):
    """How often turns alike were taken on one day. No row is one person's, and none tells an order.

    `question` is masked, and empty where the turn was answered. `confidence_tenths` is -1 where no
    evidence was looked for. The table is stored by its key, so that not even the place of a row
    says which came before which.
    """

    __tablename__ = "observed_turns"
    __table_args__ = ({"sqlite_with_rowid": False},)

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    channel: Mapped[str] = mapped_column(String(16), primary_key=True)
    outcome: Mapped[str] = mapped_column(String(16), primary_key=True)
    act: Mapped[str] = mapped_column(String(32), primary_key=True)
    subject: Mapped[str] = mapped_column(String(200), primary_key=True)
    article_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    confidence_tenths: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    question: Mapped[str] = mapped_column(String(200), primary_key=True)
    count: Mapped[int]


class ObservedEventRow(Base):
    """How often something happened on one day: a question of the finder, a wish unmet, a sign-up.

    `kind` says which of these; `name` and `detail` what happened, as the kind has it.
    """

    __tablename__ = "observed_events"
    __table_args__ = ({"sqlite_with_rowid": False},)

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    channel: Mapped[str] = mapped_column(String(16), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    name: Mapped[str] = mapped_column(Text, primary_key=True)
    detail: Mapped[str] = mapped_column(String(16), primary_key=True)
    count: Mapped[int]
