"""What an importer is given: one file's text, and how messages name it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from corpus.importers.gathering import Gathering


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A decoded file. `name` is its path inside the source, or its own name if it is the source."""

    name: str
    text: str


ColumnMap: TypeAlias = Mapping[str, str]
# Adds a file's items to the gathering. Raises SourceError for a file that gives nothing at all.
Importer: TypeAlias = Callable[[SourceFile, Gathering, ColumnMap], None]
