"""Cells and fields of any kind to clean plain text: no tags, no entities, no control characters."""

import html
import math
import re
from collections.abc import Iterable
from datetime import date, datetime
from html.parser import HTMLParser

# Written out, so that "a <b" or "vector<int>" in a cell is not taken for a tag.
_BLOCK_TAGS = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "br", "dd", "div", "dl", "dt",
        "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head",
        "header", "hr", "html", "li", "main", "nav", "ol", "option", "p", "pre", "section",
        "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "ul",
    }
)  # fmt: skip
_INLINE_TAGS = frozenset(
    {
        "a", "abbr", "b", "cite", "code", "em", "font", "i", "iframe", "img", "input", "label",
        "mark", "q", "s", "small", "span", "strong", "sub", "sup", "svg", "time", "u", "video",
    }
)  # fmt: skip
_SILENT_TAGS = frozenset({"script", "style", "template", "noscript"})
_TAG = re.compile(
    rf"<(?:/?(?:{'|'.join(_BLOCK_TAGS | _INLINE_TAGS | _SILENT_TAGS)})(?:[\s/][^<>]*)?>|!--)",
    re.IGNORECASE,
)
# Unpaired surrogates can be stored nowhere; NUL and its like show as nothing.
_UNSTORABLE = re.compile(r"[\ud800-\udfff]")
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\u200b\u2060\u00ad]")
_SPACE = re.compile(r"[^\S\n]+")
# What most cells are: one line, no tag, no entity, nothing that has to go.
_SIMPLE = re.compile(r"[^<&\x00-\x1f\x7f-\x9f\ufeff\u200b\u2060\u00ad\ud800-\udfff]*")


def plain_line(text: str) -> str:
    """One line of plain text, white space collapsed to single spaces."""
    simple = text if _SIMPLE.fullmatch(text) else plain_lines(text)
    return " ".join(simple.split())


def plain_lines(text: str) -> str:
    """Plain text with one line for each paragraph of the HTML or of the text."""
    if _SIMPLE.fullmatch(text):
        return " ".join(text.split())
    if _TAG.search(text):
        parser = _TextOfHtml()
        parser.feed(text)
        parser.close()
        text = "".join(parser.parts)
    else:
        text = html.unescape(text)
    lines = (_SPACE.sub(" ", line).strip() for line in visible(text).split("\n"))
    return "\n".join(line for line in lines if line)


def visible(text: str) -> str:
    """The text without what cannot be stored or seen."""
    return _INVISIBLE.sub("", _UNSTORABLE.sub("\ufffd", text))


def as_text(value: object) -> str:
    """A scalar as people would write it; "" for None and for what is no scalar."""
    match value:
        case bool():
            return "yes" if value else "no"
        case str():
            return value
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case int():
            # A number of thousands of digits is not worth its conversion.
            return str(value) if abs(value) < 10**18 else ""
        case float() if math.isfinite(value):
            return f"{value:.10g}"
    return ""


def as_texts(value: object) -> tuple[str, ...]:
    """A scalar or a list of scalars as clean lines, without empty ones."""
    if value is None or value == "":
        return ()
    if isinstance(value, str):
        line = plain_line(value)
        return (line,) if line else ()
    values: Iterable[object] = value if isinstance(value, list | tuple) else (value,)
    lines = (plain_line(as_text(one)) for one in values)
    return tuple(line for line in lines if line)


class _TextOfHtml(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent_depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT_TAGS:
            self._silent_depth += 1
        elif tag in _BLOCK_TAGS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT_TAGS:
            self._silent_depth = max(self._silent_depth - 1, 0)
        elif tag in _BLOCK_TAGS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent_depth:
            # Line breaks inside HTML text are white space; its blocks make the lines.
            self.parts.append(data.replace("\n", " "))
