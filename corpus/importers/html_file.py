"""Web pages: the courses that they describe, else their article without menus and teasers."""

from collections.abc import Iterator
from typing import Any

from corpus.errors import SourceError
from corpus.importers.articles import take_article
from corpus.importers.columns import ColumnChoice
from corpus.importers.files import SourceFile
from corpus.importers.gathering import Gathering
from corpus.importers.html_table import take_table
from corpus.importers.linked_data import article_nodes, take_linked
from corpus.importers.page_data import PageData, page_data
from corpus.importers.plain import as_text, plain_lines, visible
from corpus.models import Block, Heading, ItemList, Paragraph

# Dates from the page's own markup alone: a year in its text may be any year.
_PUBLISHED = {"extensive_search": False, "original_date": True}
_UPDATED = {"extensive_search": False, "original_date": False}


def import_html(file: SourceFile, gathering: Gathering, choice: ColumnChoice) -> None:
    """Add the courses of a web page, or else its article. Raises SourceError for neither.

    Courses are those that JSON-LD or microdata describe, and the rows of a page that is a table.
    """
    page = visible(file.text)
    data = page_data(page)
    if data.broken:
        problem = "JSON-LD that cannot be read, left out: {values}"
        gathering.remark(file.name, problem, f"{data.broken} of the page's scripts")
    base = data.url or file.address
    if take_linked(list(data.documents), gathering, file=file.name, base=base, page=file.address):
        return
    if not take_table(data.tree, file, gathering, choice):
        _take_article(page, data, file, gathering)


def _take_article(page: str, data: PageData, file: SourceFile, gathering: Gathering) -> None:
    document, blocks = _extracted(page, with_metadata=True, date_extraction_params=_PUBLISHED)
    raw = _head(page, document) if blocks else {}
    if not blocks:
        raw, blocks = _stated_article(data)
    if not blocks:
        raise SourceError(
            file.name, "expected a page with an article, found none; save its text as .txt or .md"
        )
    if not raw.get("url"):
        raw["url"] = data.url or file.address
    take_article(gathering, raw, blocks, file=file.name)


def _extracted(page: str, **options: Any) -> tuple[Any, tuple[Block, ...]]:
    """What the extractor makes of a page, and its blocks; its library is loaded when needed."""
    import trafilatura

    document = trafilatura.bare_extraction(
        page, include_comments=False, include_tables=True, **options
    )
    blocks = () if document is None or document.body is None else tuple(_blocks(document.body))
    return document, blocks


def _head(page: str, document: Any) -> dict[str, object]:
    from trafilatura.metadata import extract_metadata

    updated_on = extract_metadata(page, date_config=_UPDATED).date
    return {
        "title": document.title,
        "authors": [name.strip() for name in (document.author or "").split(";")],
        "url": document.url,
        "published_on": document.date,
        "updated_on": None if updated_on == document.date else updated_on,
    }


def _stated_article(data: PageData) -> tuple[dict[str, object], tuple[Block, ...]]:
    """An article that only the page's data holds, as pages that scripts draw have it."""
    for node in article_nodes(list(data.documents)):
        lines = plain_lines(as_text(node.get("articleBody"))).split("\n")
        blocks = tuple(Paragraph(text=line) for line in lines if line)
        if blocks:
            title = as_text(node.get("headline")) or as_text(node.get("name"))
            published = as_text(node.get("datePublished"))
            return {"title": title, "url": data.url, "published_on": published}, blocks
    return {}, ()


def content_blocks(page: str) -> tuple[Block, ...]:
    """The blocks of a page that holds content alone; none is a result."""
    return _extracted(visible(page), favor_recall=True)[1]


def _blocks(parent: Any) -> Iterator[Block]:
    """The blocks of an extracted body, which has TEI's element names."""
    for node in parent:
        match node.tag:
            case "head":
                level = node.get("rend", "")[-1:]
                for line in _lines(node):
                    yield Heading(level=int(level) if level in {*"123456"} else 2, text=line)
            case "list":
                yield from _list(_items(node))
            case "table":
                yield from _list(_rows(node))
            case "quote" | "div" if len(node):
                yield from _blocks(node)
            case _:
                yield from (Paragraph(text=line) for line in _lines(node))
    if not len(parent):
        yield from (Paragraph(text=line) for line in _lines(parent))


def _list(items: Iterator[str]) -> Iterator[Block]:
    kept = tuple(item for item in items if item)
    if kept:
        yield ItemList(items=kept)


def _items(node: Any) -> Iterator[str]:
    """The items in reading order; those of a list inside an item follow it."""
    for item in node:
        yield " ".join(_texts(item)) if not len(item) else _own_text(item)
        for inner in item.iter("list"):
            yield from _items(inner)


def _own_text(item: Any) -> str:
    """An item's text without that of lists inside it."""
    parts = [item.text or ""]
    for child in item:
        parts += ["" if child.tag == "list" else " ".join(_texts(child)), child.tail or ""]
    return _collapsed(" ".join(parts))


def _rows(table: Any) -> Iterator[str]:
    """A line for each row: `Column: value; Column: value`."""
    rows = [[_collapsed(" ".join(_texts(cell))) for cell in row] for row in table.iter("row")]
    header = rows[0] if rows else []
    for row in rows[1:] or rows:
        cells = zip(header if len(rows) > 1 else [""] * len(row), row, strict=False)
        yield "; ".join(f"{name}: {value}" if name else value for name, value in cells if value)


def _lines(node: Any) -> Iterator[str]:
    """A line break that extraction leaves inside a node parts paragraphs."""
    for line in "".join(_texts(node)).split("\n"):
        if collapsed := _collapsed(line):
            yield collapsed


def _texts(node: Any) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        if child.tag == "lb":
            yield " "
        yield from _texts(child)
        yield child.tail or ""


def _collapsed(text: str) -> str:
    return " ".join(text.split())
