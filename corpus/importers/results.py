"""What reading a source gives: items, rows that were refused, fields that were read in part."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.models import Article, Course


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row, or a whole file of a folder, that was left out. `message` is one line for people.

    `row` counts as a spreadsheet does, the header being row 1; None means the whole file.
    `item_id` is the item that it would have been, where that can be told; `text` some of its words,
    by which it may be told later.
    """

    file: str
    row: int | None
    message: str
    item_id: str = ""
    text: str = ""


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
    """All that one source holds, in its own order. The items' ids are unique.

    `origins` are the items of each file, by their ids. `is_partial` if it may hold more than was
    read, so that nothing of it counts as gone.
    """

    source: str
    items: tuple[Course | Article, ...]
    rejections: tuple[Rejection, ...]
    remarks: tuple[Remark, ...]
    tables: tuple[TableRead, ...] = ()
    files: tuple[FileRead, ...] = ()
    origins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    is_partial: bool = False
