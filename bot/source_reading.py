"""How sources are read with the settings of this installation."""

from collections.abc import Callable
from datetime import datetime

from bot.publishing.reading import SourceReader
from bot.settings import Settings
from corpus.importers.read_web import WebSources
from corpus.web.fetching import Fetcher, agent
from corpus.web.guard import Guard


def source_reader(settings: Settings, clock: Callable[[], datetime]) -> SourceReader:
    """Reads files, and fetches addresses that the settings let us fetch."""
    guard = Guard(settings.private_hosts)
    fetcher = Fetcher(guard, agent(settings.fetch_contact), settings.fetch_timeout_seconds)
    web = WebSources(settings.home, fetcher, settings.fetch_delay_seconds, clock)
    return SourceReader(settings.home, web)
