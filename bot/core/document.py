"""A reply as the contract's JSON document, with the whole of it as plain text."""

import re
from collections.abc import Iterator

from bot.core.blocks import (
    Block,
    ChoicesBlock,
    ComparisonBlock,
    CourseBlock,
    CourseView,
    FormBlock,
    LinkBlock,
    NoticeBlock,
    ParagraphBlock,
    QuoteBlock,
)
from bot.core.message import ENGLISH, Reply, ReplyDocument

# How a course stands to a criterion, at a glance.
SIGNS = {"met": "✓", "near": "≈", "unknown": "?", "not_met": "✗"}


def to_document(reply: Reply, corpus_version: str) -> ReplyDocument:
    """The document of a reply that was computed from this version of the corpus."""
    blocks = reply.blocks
    return ReplyDocument(
        kind=reply.kind,
        text="\n\n".join(text for text in map(plain_text, blocks) if text),
        blocks=blocks,
        citations=tuple(b.citation for b in blocks if isinstance(b, QuoteBlock)),
        courses=tuple(course for block in blocks for course in _courses(block)),
        choices=tuple(c for b in blocks if isinstance(b, ChoicesBlock) for c in b.choices),
        slots=reply.state.slots.known(),
        step=reply.step,
        language=reply.state.language or ENGLISH,
        corpus_version=corpus_version,
    )


def _courses(block: Block) -> tuple[CourseView, ...]:
    match block:
        case CourseBlock():
            return (block.course,)
        case ComparisonBlock():
            return block.courses
        case _:
            return ()


def plain_text(block: Block) -> str:
    """A block in words; quick replies are no part of what is said."""
    match block:
        case ParagraphBlock() | NoticeBlock():
            return block.text
        case QuoteBlock():
            return f"“{block.text}”\n{citation_line(block)}"
        case CourseBlock():
            return _course_text(block)
        case ComparisonBlock():
            rows = (f"{label}: {' | '.join(values)}" for label, values in block.rows)
            return "\n".join((" | ".join(block.titles), *rows))
        case FormBlock():
            return block.label
        case LinkBlock():
            return f"{block.label}: {block.url}"
        case _:
            return ""


def citation_line(block: QuoteBlock) -> str:
    """Where a quotation stands: title, date, address, as far as they are known."""
    citation = block.citation
    day = citation.updated_on.isoformat() if citation.updated_on else None
    return "— " + ", ".join(part for part in (citation.title, day, citation.url) if part)


def emphasised(text: str, emphasis: tuple[str, ...]) -> Iterator[tuple[str, bool]]:
    """The text in its pieces, each with whether it is to be emphasised; none is empty."""
    if not emphasis:
        yield text, False
        return
    longest_first = sorted(emphasis, key=len, reverse=True)
    for piece in re.split(f"({'|'.join(map(re.escape, longest_first))})", text):
        if piece:
            yield piece, piece in emphasis


def _course_text(block: CourseBlock) -> str:
    course = block.course
    head = " · ".join(part for part in (course.title, course.provider) if part)
    facts = "; ".join(f"{label}: {value}" for label, value in block.facts)
    why = [
        f"  {SIGNS[v.verdict]} {line}" for v, line in zip(course.why, block.why_lines, strict=False)
    ]
    return "\n".join(filter(None, [head, facts, *why, course.url or ""]))
