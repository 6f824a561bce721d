"""What every part of the product stands on: the data folder, the database, the models."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from sqlalchemy import Engine as Database

from bot.database import migrate
from bot.settings import Settings
from bot.stores.conversations import ConversationStore
from corpus.database import connect
from corpus.store import ContentStore
from retrieval.embedding import Embedder
from retrieval.onnx_model import EXPORT_FORMAT, OnnxEmbedder


class Foundations:
    """Data folder, database and models: what every other part is made over."""

    def __init__(self, settings: Settings, clock: Callable[[], datetime] | None = None) -> None:
        self.settings = settings
        self.clock = clock or (lambda: datetime.now(UTC))

    @cached_property
    def database(self) -> Database:
        """The database, at the present schema."""
        self._make_home()
        database = connect(self.settings.effective_database_url)
        migrate(database)
        return database

    @cached_property
    def content(self) -> ContentStore:
        """The corpus as staff keep it."""
        return ContentStore(self.database)

    @cached_property
    def conversations(self) -> ConversationStore:
        """What was said."""
        return ConversationStore(self.database)

    @cached_property
    def embedder(self) -> Embedder:
        """The model that serves."""
        return OnnxEmbedder.open(self.model_folder)

    @property
    def model_folder(self) -> Path:
        """Where the exported model lies."""
        name = f"{_folder_name(self.settings.model)}.v{EXPORT_FORMAT}"
        return self.settings.home / "models" / name

    @property
    def cross_encoder_folder(self) -> Path:
        """Where the exported cross-encoder lies, when one is set."""
        name = f"{_folder_name(self.settings.cross_encoder)}.cross-encoder"
        return self.settings.home / "models" / name

    def export_model(self) -> None:
        """Export the model for serving, and the cross-encoder if one is set, unless done before."""
        self._make_home()
        # The reference loads torch, which the serving process does without.
        if not self.model_folder.is_dir():
            from retrieval.reference import export_model

            export_model(self.settings.model, self.model_folder)
        if self.settings.cross_encoder and not self.cross_encoder_folder.is_dir():
            from retrieval.reference import export_cross_encoder

            export_cross_encoder(self.settings.cross_encoder, self.cross_encoder_folder)

    def _make_home(self) -> None:
        """The data folder is its owner's alone: it holds addresses and conversations."""
        self.settings.home.mkdir(parents=True, exist_ok=True, mode=0o700)


def _folder_name(model: str) -> str:
    return "".join(c if c.isalnum() or c in "-._" else "_" for c in model)
