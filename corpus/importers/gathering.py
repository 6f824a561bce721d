"""Collects what a source gives, file by file: items with unique ids, what was refused, remarks."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from corpus.errors import SourceError
from corpus.importers.columns import Columns
from corpus.importers.identity import Key, is_same, item_id
from corpus.importers.joining import joined
from corpus.importers.results import FileRead, Imported, Rejection, Remark, TableRead
from corpus.models import Article, Course

# A file with more broken rows than this is another kind of file than it was taken for.
REJECTIONS_MAX = 10_000
# More than a few values of one kind are examples; their number says the rest.
_VALUES_SHOWN_MAX = 5
_VALUE_LENGTH_MAX = 60
# Of a refused row, enough to find its title again.
_TEXT_CHARS_MAX = 1000


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an item was first met: its place among the items, its file and row."""

    index: int
    file: str
    row: int | None

    def __str__(self) -> str:
        return self.file if self.row is None else f"{self.file} row {self.row}"


@dataclass(slots=True)
class Gathering:
    """What has been read of one source so far."""

    source: str
    items: list[Course | Article] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    tables: list[TableRead] = field(default_factory=list)
    files: list[FileRead] = field(default_factory=list)
    origins: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _remarks: dict[tuple[str, str], dict[str, int]] = field(default_factory=dict)
    _places: dict[str, _Place] = field(default_factory=dict)

    def take(
        self,
        kind: str,
        key: Key,
        build: Callable[[str], Course | Article],
        *,
        file: str,
        row: int | None,
    ) -> None:
        """Add the item that `build` makes of its id.

        One whose key was met before is joined to the first, kept apart if another file uses the
        same key for something else, or refused if it says otherwise.
        """
        new_id = item_id(self.source, kind, key)
        item = build(new_id)
        place = _Place(len(self.items), file, row)
        first = self._places.setdefault(new_id, place)
        if first is place:
            self.items.append(item)
            return
        known = self.items[first.index]
        whole = joined(known, item)
        if whole is None and file != first.file and not is_same(key, known.title, item.title):
            self.remark(file, f"the same {key.kind} as other items of {first.file}, kept apart: "
                        "{values}", item.title)  # fmt: skip
            self.take(kind, replace(key, parts=(*key.parts, file)), build, file=file, row=row)
        elif whole is None:
            self.reject(
                file,
                row,
                f"expected a {kind} of its own, got the same {key} as in {first}; "
                "remove one of them or give each its own id",
            )
        elif whole == known:
            self.remark(file, "listed again with nothing new: {values}", item.title)
        else:
            self.items[first.index] = whole
            problem = "rows of one course, its places and times joined: {values}"
            self.remark(file, problem, item.title)

    def reject(
        self, file: str, row: int | None, message: str, *, item_id: str = "", text: str = ""
    ) -> None:
        """Note a row, or a whole file, that was left out. Raises SourceError for far too many.

        `item_id` or else some `text` of the row tell which item it was.
        """
        said = " ".join(message.split())
        self.rejections.append(Rejection(file, row, said, item_id, text[:_TEXT_CHARS_MAX]))
        if len(self.rejections) > REJECTIONS_MAX:
            first = self.rejections[0]
            raise SourceError(
                self.source,
                f"more than {REJECTIONS_MAX:,} rows cannot be read; the first is {first.file} "
                f"row {first.row}: {first.message}",
            )

    def remark(self, file: str, problem: str, value: str = "") -> None:
        """Note a value that was read in part.

        `problem` may place the values with `{values}`, counted as rows, or `{pages}`.
        """
        counts = self._remarks.setdefault((file, problem), {})
        shortened = value if len(value) <= _VALUE_LENGTH_MAX else value[:_VALUE_LENGTH_MAX] + "..."
        counts[shortened] = counts.get(shortened, 0) + 1

    def note_columns(self, table: str, columns: Columns) -> None:
        """Keep which columns a table was read by, and say which were not used."""
        self.tables.append(TableRead(table, columns.by_field))
        if columns.ignored:
            self.remark(table, f"columns not used: {', '.join(columns.ignored)}")
        if columns.gone:
            self.remark(table, f"columns of the last sync that are gone: {', '.join(columns.gone)}")

    def finish(self, *, is_partial: bool = False) -> Imported:
        """Everything, with one remark for each problem of each file."""
        remarks = tuple(
            Remark(file, None, _placed(problem, counts))
            for (file, problem), counts in self._remarks.items()
        )
        return Imported(
            self.source,
            tuple(self.items),
            tuple(self.rejections),
            remarks,
            tuple(self.tables),
            tuple(self.files),
            self.origins,
            is_partial,
        )


def _placed(problem: str, counts: dict[str, int]) -> str:
    if "{pages}" in problem:
        return problem.replace("{pages}", _spoken(counts, "page"))
    return problem.replace("{values}", _spoken(counts, "row"))


def _spoken(counts: dict[str, int], unit: str) -> str:
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    shown = [f"{value!r} ({_count(n, unit)})" for value, n in ordered[:_VALUES_SHOWN_MAX]]
    rest = ordered[_VALUES_SHOWN_MAX:]
    if rest:
        shown.append(f"{len(rest)} other values ({_count(sum(n for _, n in rest), unit)})")
    return ", ".join(shown)


def _count(number: int, unit: str) -> str:
    return f"1 {unit}" if number == 1 else f"{number:,} {unit}s"
