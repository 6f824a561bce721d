"""Tables of the corpus: items with their history of changes, and published versions."""

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from corpus.database import Base, UtcDateTime


class ItemRow(Base):
    """A course or an article. A retired item stays, so that its id is never given away."""

    __tablename__ = "corpus_items"
    __table_args__ = (Index("ix_corpus_items_source", "source"),)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    source: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(16))
    content_hash: Mapped[str] = mapped_column(String(64))
    body: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class VersionRow(Base):
    """A published version of the corpus, and what changed in it."""

    __tablename__ = "corpus_versions"

    version: Mapped[str] = mapped_column(String(64), primary_key=True)
    content_hash: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    added: Mapped[int]
    changed: Mapped[int]
    retired: Mapped[int]
    courses: Mapped[int]
    articles: Mapped[int]
