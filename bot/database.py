"""Brings a database to the present schema."""

import logging
from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine


def migrate(engine: Engine) -> None:
    """Run the migrations that the database has not had; several processes may do so at once."""
    with engine.begin() as connection:
        config = _config()
        if _revision(connection) == ScriptDirectory.from_config(config).get_current_head():
            return
        config.attributes["connection"] = connection
        # Alembic reports each step at INFO, which is noise beside a first start.
        logging.getLogger("alembic").setLevel(logging.WARNING)
        command.upgrade(config, "head")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("bot") / "migrations"))
    return config


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()
