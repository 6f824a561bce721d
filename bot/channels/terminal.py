"""Replies in a terminal of 80 columns."""

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.style import Style
from rich.table import Table
from rich.text import Text

from bot.core.blocks import (
    Block,
    ChoicesBlock,
    Citation,
    ComparisonBlock,
    CourseBlock,
    FormBlock,
    LinkBlock,
    NoticeBlock,
    ParagraphBlock,
    QuoteBlock,
)
from bot.core.document import emphasised
from bot.core.message import ReplyDocument

WIDTH_COLUMNS_MAX = 80
SIGNS = {
    "met": ("✓", "green"),
    "near": ("≈", "yellow"),
    "unknown": ("?", "yellow"),
    "not_met": ("✗", "red"),
}


def show(document: ReplyDocument, console: Console) -> None:
    """Print a reply, its blocks in order; text of the corpus is never read as markup."""
    width = min(console.width, WIDTH_COLUMNS_MAX)
    for block in document.blocks:
        console.print(_rendered(block), width=width)


def choice_of(line: str, shown: ReplyDocument | None) -> str | None:
    """The quick reply that a typed number stands for."""
    typed = line.strip()
    if shown is None or not typed.isascii() or not typed.isdigit():
        return None
    number = int(typed) if len(typed) < 4 else 0
    return shown.choices[number - 1].id if 1 <= number <= len(shown.choices) else None


def _rendered(block: Block) -> RenderableType:
    match block:
        case ParagraphBlock():
            return Padding(Text(block.text), (0, 0, 1, 0))
        case NoticeBlock():
            style = "yellow" if block.tone == "warning" else "dim"
            return Padding(Text(block.text, style=style), (0, 0, 1, 0))
        case QuoteBlock():
            return _quote(block)
        case CourseBlock():
            return _course(block)
        case ComparisonBlock():
            return _comparison(block)
        case ChoicesBlock():
            return _choices(block)
        case FormBlock():
            return Text(f"{block.label}:", style="bold")
        case LinkBlock():
            return Padding(Text(f"{block.label}: {block.url}"), (0, 0, 1, 0))


def _quote(block: QuoteBlock) -> RenderableType:
    citation = block.citation
    source = Text(f"— {citation.title}", style="dim")
    if citation.updated_on:
        source.append(f", {citation.updated_on.isoformat()}")
    pieces = emphasised(block.text, block.emphasis)
    quoted = Text.assemble(*((piece, "bold" if is_strong else "") for piece, is_strong in pieces))
    lines = [quoted, source]
    if citation.url:
        lines.append(Text(citation.url, style=_link_style(citation)))
    return Padding(Panel(Group(*lines), border_style="cyan"), (0, 0, 1, 0))


def _link_style(citation: Citation) -> Style:
    # Terminals that know links open the quotation; the text stays short enough to be read.
    return Style(dim=True, underline=True, link=citation.link or citation.url)


def _course(block: CourseBlock) -> RenderableType:
    course = block.course
    head = Text(course.title, style="bold")
    provider = Text(course.provider + (" (sample)" if course.is_sample else ""), style="dim")
    facts = Table.grid(padding=(0, 2))
    for label, value in block.facts:
        facts.add_row(Text(label, style="dim"), Text(value))
    lines: list[RenderableType] = [head, provider, facts]
    for criterion, line in zip(course.why, block.why_lines, strict=False):
        sign, colour = SIGNS[criterion.verdict]
        lines.append(Text.assemble((f"{sign} ", colour), line))
    if course.url:
        lines.append(Text(course.url, style="dim underline"))
    return Padding(Panel(Group(*lines)), (0, 0, 1, 0))


def _comparison(block: ComparisonBlock) -> RenderableType:
    table = Table("")
    for title in block.titles:
        table.add_column(Text(title))
    for label, values in block.rows:
        table.add_row(Text(label, style="dim"), *(Text(value) for value in values))
    return Padding(table, (0, 0, 1, 0))


def _choices(block: ChoicesBlock) -> RenderableType:
    line = Text()
    for number, choice in enumerate(block.choices, start=1):
        line.append(f"[{number}] ", style="cyan").append(f"{choice.label}   ")
    return line
