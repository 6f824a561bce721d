"""What an importer is given: one file, how messages name it, and what is known of its columns."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from corpus.importers.columns import ColumnChoice
from corpus.importers.gathering import Gathering


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file. `name` is its path inside the source, or its own name if it is the source.

    A format of text comes decoded, as `text`; any other comes as `data`. `address` is where it was
    fetched from, if it was.
    """

    name: str
    text: str = ""
    data: bytes = b""
    address: str = ""


# Adds a file's items to the gathering. Raises SourceError for a file that gives nothing at all.
Importer: TypeAlias = Callable[[SourceFile, Gathering, ColumnChoice], None]
