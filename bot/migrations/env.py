"""Run by Alembic; `bot.database` hands it the connection."""

from alembic import context

import bot.stores.tables
import corpus.tables
from corpus.database import Base

TABLES = (bot.stores.tables, corpus.tables)  # imported so that their tables are registered

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
