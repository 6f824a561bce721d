"""Replies as Telegram shows them: HTML messages, with the quick replies below the last one."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.channels.telegram_text import Piece, Run, pack
from bot.core.blocks import (
    Block,
    Choice,
    ChoicesBlock,
    ComparisonBlock,
    CourseBlock,
    FormBlock,
    LinkBlock,
    NoticeBlock,
    ParagraphBlock,
    QuoteBlock,
)
from bot.core.document import SIGNS, emphasised
from bot.core.message import ReplyDocument
from bot.core.steps.compose import spoken_date
from bot.core.wording.wording import Wording

# Two labels of this many characters stand side by side on a narrow phone without being cut.
SHORT_LABEL_CHARACTERS = 16
# A message has to have a text, and buttons have to have a message.
BUTTONS_ALONE = "…"


@dataclass(frozen=True, slots=True)
class Button:
    """A quick reply; `data` comes back when it is pressed, 1 to 64 bytes."""

    text: str
    data: str


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class TelegramMessage:
    """What one sendMessage takes: HTML of at most 4,096 characters after parsing, and buttons."""

    html: str
    buttons: Keyboard = ()


def render(document: ReplyDocument, wording: Wording) -> tuple[TelegramMessage, ...]:
    """A reply as messages, in the order in which they are to be sent; at least one."""
    pieces = (piece for block in document.blocks for piece in _pieces(block, wording))
    texts = pack(pieces) or (BUTTONS_ALONE,)
    buttons = _keyboard(document.choices)
    return (*map(TelegramMessage, texts[:-1]), TelegramMessage(texts[-1], buttons))


def _pieces(block: Block, wording: Wording) -> Iterator[Piece]:
    match block:
        case ParagraphBlock():
            yield (Run(block.text),)
        case NoticeBlock():
            # A warning is to be read: italics are for what stands beside the answer.
            yield (Run(block.text, ("i",) if block.tone == "info" else ()),)
        case QuoteBlock():
            yield _quote(block, wording)
        case CourseBlock():
            yield _course(block, wording)
        case ComparisonBlock():
            yield from _comparison(block)
        case FormBlock():
            yield (Run(block.label, ("b",)),)
        case LinkBlock():
            yield (Run(block.label, ("b",), block.url),)
        case ChoicesBlock():
            return


def _quote(block: QuoteBlock, wording: Wording) -> Piece:
    citation = block.citation
    day = f", {spoken_date(citation.updated_on, wording)}" if citation.updated_on else ""
    source = Run(citation.title, (), citation.link or citation.url)
    quoted = (
        Run(part, ("blockquote", "b") if is_emphasis else ("blockquote",))
        for part, is_emphasis in emphasised(block.text, block.emphasis)
    )
    return (*quoted, Run("\n— "), source, Run(day))


def _course(block: CourseBlock, wording: Wording) -> Piece:
    course = block.course
    head = Run(course.title, ("b",), course.url)
    mark = wording.sample_mark if course.is_sample else ""
    provider = " · ".join(filter(None, (course.provider, mark)))
    facts = " · ".join(f"{label}: {value}" for label, value in block.facts)
    lines = filter(None, (provider, facts, *_why(block)))
    return (head, *(Run(f"\n{line}") for line in lines))


def _why(block: CourseBlock) -> Iterator[str]:
    """Each line with the sign of its verdict; lines that do not pair up get none."""
    verdicts = [view.verdict for view in block.course.why]
    is_paired = len(verdicts) == len(block.why_lines)
    for index, line in enumerate(block.why_lines):
        yield f"{SIGNS[verdicts[index]] if is_paired else '•'} {line}"


def _comparison(block: ComparisonBlock) -> Iterator[Piece]:
    """Field after field: a table of columns would not fit the width of a phone."""
    yield _numbered(block.titles, ("b",))
    for label, values in block.rows:
        yield (Run(label, ("b",)), Run("\n"), *_numbered(values))


def _numbered(lines: tuple[str, ...], tags: tuple[str, ...] = ()) -> Piece:
    text = "\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1))
    return (Run(text, tags),)


def _keyboard(choices: tuple[Choice, ...]) -> Keyboard:
    """Two short labels a row, a long one alone; the order stays."""
    rows: list[tuple[Button, ...]] = []
    for choice in choices:
        button = Button(choice.label, choice.id)
        if rows and len(rows[-1]) == 1 and _is_short(rows[-1][0]) and _is_short(button):
            rows[-1] = (*rows[-1], button)
        else:
            rows.append((button,))
    return tuple(rows)


def _is_short(button: Button) -> bool:
    return len(button.text) <= SHORT_LABEL_CHARACTERS
