"""What WordPress stores for a text to the HTML that its site shows: paragraphs, no shortcodes."""

import re
from collections.abc import Iterable, Sequence

_BLOCKS = (
    r"(?:address|article|aside|blockquote|dd|details|div|dl|dt|figcaption|figure|footer|form|"
    r"h[1-6]|header|hr|li|main|nav|ol|p|pre|script|section|style|table|tbody|td|tfoot|th|thead|"
    r"tr|ul)\b"
)
_BLOCK = re.compile(rf"</?{_BLOCKS}", re.IGNORECASE)
_BEFORE_BLOCK = re.compile(rf"(?=<{_BLOCKS})", re.IGNORECASE)
_AFTER_BLOCK = re.compile(rf"(</{_BLOCKS}\s*>)", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
# On a line of its own, an address becomes a player or a card.
_EMBEDDED = re.compile(r"https?://\S+")
# The block editor's notes about its blocks.
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
# "[caption id=...]", "[/caption]" and "[embed address]", but neither "[sic]" nor "[see below]".
_MARKED = re.compile(
    r"\[(?:/[a-z][\w-]*|[a-z][\w-]* [^\[\]<>=]{0,100}=[^\[\]]{0,2000}|"
    r"(?:audio|embed|gallery|playlist|video) [^\[\]]{0,2000})\]",
    re.IGNORECASE,
)
_NO_TOPIC = frozenset({"", "uncategorised", "uncategorized"})
_CLOSING = re.compile(r"\[/([a-z][\w-]*)\]", re.IGNORECASE)
_BARE = re.compile(r"\[([a-z][\w-]*) ?/?\]", re.IGNORECASE)
# Those of WordPress itself that need neither an end nor an attribute.
_ALONE = frozenset({"audio", "embed", "gallery", "playlist", "video"})


def topics_of(names: Iterable[str]) -> Sequence[str]:
    """Each topic once, without what WordPress calls a text that has none."""
    return [name for name in dict.fromkeys(names) if name.casefold() not in _NO_TOPIC]


def as_html(content: str) -> str:
    """A page with the content. Blank lines make paragraphs, as they do on the site.

    The marks of shortcodes and addresses alone on a line go; what stands between marks stays.
    """
    text = _without_shortcodes(_COMMENT.sub("\n\n", content))
    text = _AFTER_BLOCK.sub(r"\1\n\n", _BEFORE_BLOCK.sub("\n\n", text))
    parts = (part.strip() for part in _BLANK_LINES.split(text))
    shown = (part for part in parts if part and not _EMBEDDED.fullmatch(part))
    body = "\n".join(map(_paragraph, shown))
    return f"<html><body><article>{body}</article></body></html>"


def _paragraph(part: str) -> str:
    return part if _BLOCK.match(part) else f"<p>{part}</p>"


def _without_shortcodes(text: str) -> str:
    names = _ALONE | {name.lower() for name in _CLOSING.findall(text)}
    bare = _BARE.sub(lambda match: "" if match[1].lower() in names else match[0], text)
    return _MARKED.sub("", bare)
