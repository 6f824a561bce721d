"""Word documents as articles: headings by their style, lists and tables as lists."""

import re
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.exceptions import OpcError
from docx.table import Table
from docx.text.paragraph import Paragraph as WordParagraph

from corpus.errors import SourceError
from corpus.importers.articles import take_article
from corpus.importers.columns import ColumnChoice
from corpus.importers.faults import LIBRARY_FAULTS, spoken
from corpus.importers.files import SourceFile
from corpus.importers.gathering import Gathering
from corpus.importers.plain import visible
from corpus.importers.zips import check_zip
from corpus.models import Block, Heading, ItemList, Paragraph

_FAULTS = (*LIBRARY_FAULTS, OpcError)
# The ids of the built-in styles are the same in every language; their names are not.
_HEADING_STYLE = re.compile(r"(?:heading|title|subtitle)(?P<level>[1-9]?)", re.IGNORECASE)
_LIST_STYLE = re.compile(r"list", re.IGNORECASE)
_LEVEL_MAX = 6
# What Word's own template says of whoever left it as it is.
_NO_AUTHORS = frozenset({"python-docx", "user", "admin", "administrator", "microsoft office user"})


def import_docx(file: SourceFile, gathering: Gathering, _: ColumnChoice) -> None:
    """Add the article of a Word document. Raises SourceError for a broken one or one without text.

    Its title is the first heading or the stated one; headers, footers and comments are left out.
    """
    check_zip(file.data, file.name)
    try:
        document = Document(BytesIO(file.data))
        blocks = tuple(_joined_lists(_blocks(document)))
        raw = _raw(document, blocks)
    except _FAULTS as error:
        raise SourceError(
            file.name,
            f"expected a whole Word document, got a broken one: {spoken(error)}; save it again",
        ) from error
    take_article(gathering, raw, blocks, file=file.name)


def _raw(document: WordDocument, blocks: tuple[Block, ...]) -> dict[str, object]:
    stated = document.core_properties
    opens_with_title = bool(blocks) and isinstance(blocks[0], Heading) and blocks[0].level == 1
    author = (stated.author or "").strip()
    created, modified = _day(stated.created), _day(stated.modified)
    return {
        "title": "" if opens_with_title else stated.title,
        "authors": [] if author.lower() in _NO_AUTHORS else [author],
        "published_on": created,
        "updated_on": None if modified == created else modified,
    }


def _day(moment: datetime | None) -> str | None:
    """python-docx's own template is of 2013, and so is what was made from it."""
    return None if moment is None or moment.year < 2014 else moment.date().isoformat()


def _blocks(document: WordDocument) -> Iterator[Block]:
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            rows = tuple(_rows(part))
            if rows:
                yield ItemList(items=rows)
        elif text := " ".join(visible(part.text).split()):
            yield _block(part, text)


def _block(paragraph: WordParagraph, text: str) -> Block:
    style = paragraph.style.style_id if paragraph.style is not None else ""
    heading = _HEADING_STYLE.fullmatch(style.replace(" ", ""))
    if heading:
        level = int(heading["level"] or (2 if style.lower() == "subtitle" else 1))
        return Heading(level=min(level, _LEVEL_MAX), text=text)
    properties = paragraph._p.pPr
    if _LIST_STYLE.match(style) or (properties is not None and properties.numPr is not None):
        return ItemList(items=(text,))
    return Paragraph(text=text)


def _joined_lists(blocks: Iterator[Block]) -> Iterator[Block]:
    """Items that follow one another are one list."""
    items: tuple[str, ...] = ()
    for block in blocks:
        if isinstance(block, ItemList):
            items += block.items
            continue
        if items:
            yield ItemList(items=items)
            items = ()
        yield block
    if items:
        yield ItemList(items=items)


def _rows(table: Table) -> Iterator[str]:
    """A line for each row: `Column: value; Column: value`. Merged cells are told once."""
    rows = [[" ".join(visible(cell.text).split()) for cell in row.cells] for row in table.rows]
    header = rows[0] if len(rows) > 1 else []
    for row in rows[1:] or rows:
        cells = [value for n, value in enumerate(row) if value and value not in row[:n]]
        names = dict(zip(row, header, strict=False))
        yield "; ".join(f"{names[v]}: {v}" if names.get(v) else v for v in cells)
