"""JSON Lines, JSON arrays, and JSON objects keyed by code: a course or an article each."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NoReturn

from pydantic import TypeAdapter, ValidationError

from corpus.errors import SourceError
from corpus.importers.articles import take_article
from corpus.importers.columns import match_columns
from corpus.importers.courses import take_course
from corpus.importers.decoding import LINE_CHARS_MAX
from corpus.importers.files import ColumnMap, SourceFile
from corpus.importers.gathering import Gathering
from corpus.importers.markdown_file import markdown_blocks
from corpus.models import Block

_BLOCKS: TypeAdapter[tuple[Block, ...]] = TypeAdapter(tuple[Block, ...])
# What every item of an export carries and a course's fields do not.
_OWN_WORDS = frozenset({"kind", "source"})


@dataclass(frozen=True, slots=True)
class _Entry:
    """One object of the file; `problem` says why there is none."""

    row: int
    fields: Mapping[str, object] = field(default_factory=dict)
    problem: str = ""

    @property
    def is_article(self) -> bool:
        return self.fields.get("kind") == "article" or "blocks" in self.fields


def import_json_lines(file: SourceFile, gathering: Gathering, column_map: ColumnMap) -> None:
    """Add the item of each line. A broken line is refused and the rest goes on."""
    lines = enumerate(file.text.split("\n"), start=1)
    entries = [_read_line(row, line) for row, line in lines if line.strip()]
    _take(entries, file, gathering, column_map)


def import_json(file: SourceFile, gathering: Gathering, column_map: ColumnMap) -> None:
    """Add the items of a JSON file; rows count its entries. Raises SourceError for broken JSON."""
    try:
        value = _loads(file.text)
    except _Unreadable as error:
        raise SourceError(file.name, f"expected JSON, got {error}; mend the file") from error
    _take(list(_entries(value, file.name)), file, gathering, column_map)


class _Unreadable(ValueError):
    """JSON that cannot be read, or not safely."""


def _loads(text: str) -> object:
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except _Unreadable:
        raise
    except json.JSONDecodeError as error:
        raise _Unreadable(f"a fault at line {error.lineno}: {error.msg.lower()}") from error
    except RecursionError as error:
        raise _Unreadable("one that is nested too deep") from error
    except ValueError as error:
        raise _Unreadable("a number of too many digits") from error


def _refuse_constant(name: str) -> NoReturn:
    raise _Unreadable(f"{name}, which is no JSON value")


def _read_line(row: int, line: str) -> _Entry:
    if len(line) > LINE_CHARS_MAX:
        return _Entry(
            row,
            problem=f"expected at most {LINE_CHARS_MAX:,} characters a line, "
            f"got {len(line):,}; cut it",
        )
    try:
        return _entry(row, _loads(line))
    except _Unreadable as error:
        return _Entry(row, problem=f"expected a JSON object, got {error}; mend the line")


def _entry(row: int, value: object) -> _Entry:
    if not isinstance(value, dict):
        kind = type(value).__name__
        return _Entry(
            row, problem=f"expected a JSON object, got a {kind}; write one object a course"
        )
    return _Entry(row, value)


def _entries(value: object, name: str) -> Iterator[_Entry]:
    if isinstance(value, list):
        yield from (_entry(row, one) for row, one in enumerate(value, start=1))
    elif isinstance(value, dict) and value and all(isinstance(v, dict) for v in value.values()):
        for row, (code, one) in enumerate(value.items(), start=1):
            yield _Entry(row, one if {"id", "code"} & one.keys() else {"code": code, **one})
    elif isinstance(value, dict) and len(lists := [v for v in value.values() if _is_table(v)]) == 1:
        yield from _entries(lists[0], name)
    elif isinstance(value, dict) and value:
        yield _Entry(1, value)
    else:
        raise SourceError(
            name, "expected a list of objects, or an object of objects by code, got other JSON"
        )


def _is_table(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(v, dict) for v in value)


def _take(
    entries: Iterable[_Entry], file: SourceFile, gathering: Gathering, column_map: ColumnMap
) -> None:
    entries = tuple(entries)
    courses = [entry for entry in entries if not entry.problem and not entry.is_article]
    by_field = _fields(courses, file, gathering, column_map) if courses or column_map else {}
    for entry in entries:
        if entry.problem:
            gathering.reject(file.name, entry.row, entry.problem)
        elif entry.is_article:
            _take_article(entry, file, gathering)
        else:
            raw = {name: entry.fields.get(column) for name, column in by_field.items()}
            take_course(gathering, raw, file=file.name, row=entry.row)


def _fields(
    courses: Iterable[_Entry], file: SourceFile, gathering: Gathering, column_map: ColumnMap
) -> Mapping[str, str]:
    names = dict.fromkeys(name for entry in courses for name in entry.fields)
    columns = match_columns(list(names), column_map, file.name)
    ignored = [name for name in columns.ignored if name not in _OWN_WORDS]
    if ignored:
        gathering.remark(file.name, f"fields not used: {', '.join(ignored)}")
    return columns.by_field


def _take_article(entry: _Entry, file: SourceFile, gathering: Gathering) -> None:
    try:
        text = entry.fields.get("text")
        if "blocks" in entry.fields:
            blocks = _BLOCKS.validate_python(entry.fields["blocks"], strict=False)
        else:
            blocks = tuple(markdown_blocks(text if isinstance(text, str) else ""))
        take_article(gathering, entry.fields, blocks, file=file.name, row=entry.row)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in ("blocks", *first["loc"]))
        gathering.reject(
            file.name,
            entry.row,
            f"expected blocks as the export writes them, got a fault in "
            f"{place}: {first['msg'].lower()}; mend the line",
        )
    except SourceError as error:
        gathering.reject(file.name, entry.row, error.problem)
