"""What reading a source gives: items, rows that were refused, fields that were read in part."""

from collections.abc import Mapping
from dataclasses import dataclass

from corpus.models import Article, Course


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row, or a whole file of a folder, that was left out. `message` is one line for people.

    `row` counts as a spreadsheet does, the header being row 1; None means the whole file.
    """

    file: str
    row: int | None
    message: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that was read only in part, said once however many rows it concerns."""

    file: str
    row: int | None
    message: str


@dataclass(frozen=True, slots=True)
class TableRead:
    """Which column of a file, or of one of its sheets, was read as which field of a course."""

    table: str
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FileRead:
    """What became of one file of a source. `format` is empty for one that is not read at all."""

    file: str
    format: str
    courses: int
    articles: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Imported:
    """All that one source holds, in its own order. The items' ids are unique."""

    source: str
    items: tuple[Course | Article, ...]
    rejections: tuple[Rejection, ...]
    remarks: tuple[Remark, ...]
    tables: tuple[TableRead, ...] = ()
    files: tuple[FileRead, ...] = ()
