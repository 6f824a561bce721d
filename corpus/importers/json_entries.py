"""Entries of a document, whatever it was written in: courses, articles and linked data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from pydantic import TypeAdapter, ValidationError

from corpus.errors import SourceError
from corpus.importers.articles import take_article
from corpus.importers.columns import ColumnChoice, Columns, match_columns
from corpus.importers.courses import take_course
from corpus.importers.files import SourceFile
from corpus.importers.gathering import Gathering
from corpus.importers.json_shapes import find_entries, flat
from corpus.importers.linked_data import is_linked, take_linked
from corpus.importers.markdown_file import markdown_blocks
from corpus.importers.plain import as_text
from corpus.importers.wordpress_post import take_post
from corpus.models import Block

_BLOCKS: TypeAdapter[tuple[Block, ...]] = TypeAdapter(tuple[Block, ...])
# What every item of an export carries and a course's fields do not.
_POSTS = ("post", "page")
_NO_COLUMNS = Columns({}, ())
_OWN_WORDS = frozenset({"kind", "source"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One object of the file; `problem` says why there is none, `text` what there is instead."""

    row: int
    fields: Mapping[str, object] = field(default_factory=dict)
    problem: str = ""
    text: str = ""

    @property
    def is_article(self) -> bool:
        """Whether the fields are those of an article, as the export writes them."""
        return self.fields.get("kind") == "article" or "blocks" in self.fields or self.is_post

    @property
    def is_post(self) -> bool:
        """Whether it is a post or a page as WordPress's interface gives it."""
        content = self.fields.get("content")
        return self.fields.get("type") in _POSTS and isinstance(content, dict)

    @property
    def is_course(self) -> bool:
        """Whether the fields are a course's own, rather than linked data about one."""
        return not self.problem and not self.is_article and not is_linked(self.fields)


def entry_of(row: int, value: object) -> Entry:
    """A value as an entry."""
    if not isinstance(value, dict):
        kind = type(value).__name__
        return Entry(
            row, problem=f"expected a JSON object, got a {kind}; write one object a course"
        )
    return Entry(row, value)


def take_document(
    document: object, file: SourceFile, gathering: Gathering, choice: ColumnChoice
) -> None:
    """Add what a whole document holds; rows count its entries, wherever they are in it.

    Raises SourceError for one without entries.
    """
    if take_linked(document, gathering, file=file.name):
        return
    if is_linked(document):
        raise SourceError(
            file.name, "expected linked data of a course or an achievement, got it of something "
            "else; leave the file out",
        )  # fmt: skip
    found = find_entries(document, choice)
    if found is None:
        raise SourceError(
            file.name, "expected a list of objects, or an object of objects by code, found neither"
        )
    if found.path:
        gathering.remark(file.name, "courses found under {values}", found.path)
    entries = [entry_of(row, one) for row, one in enumerate(found.entries, start=1)]
    take_entries(entries, file, gathering, choice)


def take_entries(
    entries: Iterable[Entry], file: SourceFile, gathering: Gathering, choice: ColumnChoice
) -> None:
    """Add each entry in turn; the fields of the courses are matched over all of them."""
    flattened = [_flattened(entry) for entry in entries]
    courses = [entry for entry in flattened if entry.is_course]
    columns = _columns(courses, file, gathering, choice) if courses else _NO_COLUMNS
    for entry in flattened:
        if entry.problem:
            gathering.reject(file.name, entry.row, entry.problem, text=entry.text)
        elif entry.is_post:
            take_post(entry.fields, gathering, file=file.name, row=entry.row)
        elif entry.is_article:
            _take_article(entry, file, gathering)
        elif entry.is_course:
            raw = {
                name: columns.value(name, entry.fields.get(column))
                for name, column in columns.by_field.items()
            }
            take_course(gathering, raw, file=file.name, row=entry.row)
        else:
            take_linked(entry.fields, gathering, file=file.name, row=entry.row)


def _flattened(entry: Entry) -> Entry:
    return replace(entry, fields=flat(entry.fields)) if entry.is_course else entry


def _columns(
    courses: Iterable[Entry], file: SourceFile, gathering: Gathering, choice: ColumnChoice
) -> Columns:
    names = dict.fromkeys(name for entry in courses for name in entry.fields)
    columns = match_columns(list(names), choice, file.name)
    used = {column.split(".")[0] for column in columns.by_field.values()}
    ignored = [n for n in columns.ignored if "." not in n and n not in used | _OWN_WORDS]
    gathering.note_columns(file.name, replace(columns, ignored=tuple(ignored)))
    return columns


def _take_article(entry: Entry, file: SourceFile, gathering: Gathering) -> None:
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
            text=as_text(entry.fields.get("title")),
        )
    except SourceError as error:
        text = as_text(entry.fields.get("title"))
        gathering.reject(file.name, entry.row, error.problem, text=text)
