"""The adviser that a command works with, from this process's environment."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from bot import logs
from bot.composition import Adviser
from bot.settings import Settings


@contextmanager
def adviser(log_level: str | None = None) -> Iterator[Adviser]:
    """The parts over the data folder that the environment names."""
    settings = Settings.from_environment(os.environ)
    logs.configure(log_level or settings.log_level)
    yield Adviser(settings)
