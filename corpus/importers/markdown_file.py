"""Markdown articles with YAML front matter."""

import re
from collections.abc import Iterator, Mapping

import yaml
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from corpus.errors import SourceError
from corpus.importers.articles import take_article
from corpus.importers.columns import ColumnChoice
from corpus.importers.files import SourceFile
from corpus.importers.gathering import Gathering
from corpus.importers.plain import visible
from corpus.models import Block, Heading, ItemList, Paragraph

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.S | re.M)
# A page of settings, not a document: YAML of this size takes seconds to read.
_FRONT_MATTER_CHARS_MAX = 64 * 2**10


def import_markdown(file: SourceFile, gathering: Gathering, _: ColumnChoice) -> None:
    """Add the article of a Markdown file. Raises SourceError for broken front matter or no text."""
    match = _FRONT_MATTER.match(file.text)
    raw = _front_matter(match["yaml"], file.name) if match else {}
    body = file.text[match.end() :] if match else file.text
    take_article(gathering, raw, tuple(markdown_blocks(body)), file=file.name)


def markdown_blocks(text: str) -> Iterator[Block]:
    """Headings, paragraphs and lists as plain text, without raw HTML and inline marks."""
    parser = MarkdownIt("commonmark").enable("table")
    yield from _blocks(SyntaxTreeNode(parser.parse(text)))


def _front_matter(text: str, name: str) -> Mapping[str, object]:
    if len(text) > _FRONT_MATTER_CHARS_MAX:
        raise SourceError(
            name,
            f"expected front matter of at most {_FRONT_MATTER_CHARS_MAX:,} characters, "
            f"got {len(text):,}; close it with a line of three hyphens",
        )
    try:
        fields = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, TypeError, KeyError, RecursionError) as error:
        place = getattr(error, "problem_mark", None)
        where = f" at line {place.line + 2}" if place else ""
        what = getattr(error, "problem", None) or str(error) or type(error).__name__
        raise SourceError(
            name,
            f"expected front matter in YAML, got a fault{where}: {what}; mend the front matter",
        ) from error
    if fields is None:
        return {}
    if not isinstance(fields, dict):
        raise SourceError(name, "expected front matter as lines of `field: value`, got other YAML")
    return {str(field): value for field, value in fields.items()}


def _blocks(parent: SyntaxTreeNode) -> Iterator[Block]:
    for node in parent.children:
        match node.type:
            case "heading":
                yield from _block(Heading, node, level=int(node.tag[1:]))
            case "paragraph":
                yield from _block(Paragraph, node)
            case "fence" | "code_block":
                yield from _paragraph(node.content)
            case "bullet_list" | "ordered_list":
                yield from _list(list(_items(node)))
            case "table":
                yield from _list(list(_rows(node)))
            case "blockquote":
                yield from _blocks(node)


def _block(
    kind: type[Heading] | type[Paragraph], node: SyntaxTreeNode, **more: int
) -> Iterator[Block]:
    text = _plain(node)
    if text:
        yield kind.model_validate({"text": text, **more})


def _paragraph(text: str) -> Iterator[Block]:
    collapsed = " ".join(visible(text).split())
    if collapsed:
        yield Paragraph(text=collapsed)


def _list(items: list[str]) -> Iterator[Block]:
    kept = tuple(item for item in items if item)
    if kept:
        yield ItemList(items=kept)


def _items(parent: SyntaxTreeNode) -> Iterator[str]:
    """The items of a list in reading order; those of a list inside it follow their own item."""
    for item in parent.children:
        own = [child for child in item.children if not child.type.endswith("_list")]
        yield " ".join(filter(None, map(_plain, own)))
        for child in item.children:
            if child.type.endswith("_list"):
                yield from _items(child)


def _rows(table: SyntaxTreeNode) -> Iterator[str]:
    """A line for each row: `Column: value; Column: value`."""
    rows = [
        [_plain(cell) for cell in row.children] for part in table.children for row in part.children
    ]
    header = rows[0] if rows else []
    for row in rows[1:]:
        cells = [(name, value) for name, value in zip(header, row, strict=False) if value]
        yield "; ".join(f"{name}: {value}" if name else value for name, value in cells)


def _plain(node: SyntaxTreeNode) -> str:
    return " ".join(visible("".join(_texts(node))).split())


def _texts(node: SyntaxTreeNode) -> Iterator[str]:
    match node.type:
        case "text" | "code_inline" | "fence" | "code_block":
            yield node.content
        case "softbreak" | "hardbreak":
            yield " "
        case "html_inline" | "html_block":
            return
        case _:
            for child in node.children:
                yield from _texts(child)
            if node.type in {"paragraph", "heading"}:
                yield " "
