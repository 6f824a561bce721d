"""Reads what staff name: files, folders and addresses, each a source; an export as all in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from corpus.errors import SourceError
from corpus.importers.column_memory import ColumnMemory
from corpus.importers.columns import NO_MAP, ColumnMap
from corpus.importers.export_file import read_export
from corpus.importers.origins import OriginMemory
from corpus.importers.read import Imported, read_source
from corpus.importers.read_web import WebSources
from corpus.web.choice import CrawlChoice
from corpus.web.fetching import is_web_address
from retrieval.cache import Progress


@dataclass(frozen=True, slots=True)
class ReadingChoice:
    """What staff say of sources beside their names. `fetched` is told how far a crawl has come."""

    source_name: str | None = None
    format: str | None = None
    column_map: ColumnMap = field(default_factory=lambda: NO_MAP)
    crawl: CrawlChoice = field(default_factory=CrawlChoice)
    fetched: Progress | None = None

    @property
    def is_plain(self) -> bool:
        """Whether nothing keeps a file from being taken for what it looks like."""
        return self.source_name is None and self.format is None and not self.column_map


class SourceReader:
    """Reads sources, and remembers between syncs how they were read. `web` None fetches nothing."""

    def __init__(self, home: Path, web: WebSources | None = None) -> None:
        self._columns = ColumnMemory(home / "columns.json")
        self.origins = OriginMemory(home / "origins.json")
        self._web = web

    def read(self, locations: Sequence[str], choice: ReadingChoice) -> tuple[Imported, ...]:
        """Every source, before anything is changed. Raises CorpusError for one that cannot be read.

        An export is read as one unless a name, a format or a map says that it is something else.
        """
        return tuple(self._read(locations, choice))

    def keep(
        self, imported: Sequence[Imported], locations: Sequence[str], choice: ReadingChoice
    ) -> None:
        """Remember how sources were read, once that has been carried out."""
        self._columns.keep(imported)
        self.origins.keep(imported)
        for location in locations:
            if self._web is not None and is_web_address(location):
                self._web.keep_choice(location, choice.crawl)

    def _read(self, locations: Sequence[str], choice: ReadingChoice) -> Iterator[Imported]:
        for location in locations:
            if is_web_address(location):
                yield self._fetched(location, choice)
                continue
            exported = read_export(Path(location).expanduser()) if choice.is_plain else ()
            if exported:
                yield from exported
            else:
                yield read_source(
                    location,
                    source_name=choice.source_name,
                    format=choice.format,
                    column_map=choice.column_map,
                    memory=self._columns,
                )

    def _fetched(self, location: str, choice: ReadingChoice) -> Imported:
        if self._web is None:
            raise SourceError(location, "expected a file or a folder here, got a web address")
        return self._web.read(
            location,
            source_name=choice.source_name,
            format=choice.format,
            column_map=choice.column_map,
            memory=self._columns,
            choice=choice.crawl,
            tell=choice.fetched or (lambda _done, _total: None),
        )
