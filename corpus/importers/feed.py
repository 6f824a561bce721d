"""RSS and Atom feeds: their entries as articles, without what a feed cut off."""

import re
from collections.abc import Iterator, Sequence
from email.utils import parsedate_to_datetime
from xml.etree.ElementTree import Element

from corpus.errors import SourceError
from corpus.importers.articles import take_article
from corpus.importers.files import SourceFile
from corpus.importers.gathering import Gathering
from corpus.importers.html_file import content_blocks
from corpus.importers.plain import plain_line, plain_lines
from corpus.importers.teasers import without_cut
from corpus.importers.wordpress_content import as_html, topics_of
from corpus.importers.xml_document import local_name
from corpus.models import Block, Paragraph

_ROOTS = frozenset({"rss", "feed", "RDF"})
_ENTRIES = frozenset({"item", "entry"})
# The whole text first: most feeds of both kinds carry a summary as well.
_TEXTS = ("encoded", "content", "description", "summary")
_PUBLISHED = ("pubDate", "published", "issued", "date")
_UPDATED = ("updated", "modified")
_CONTENT_CHARS_MAX = 2**20
# What WordPress puts below each entry.
_APPEARED = re.compile(
    r"<p>\s*The post .{1,500}? (?:appeared first on|first appeared on)\s.{1,300}?</p>", re.DOTALL
)


def is_feed(root: Element) -> bool:
    """Whether a document is a feed, of any version."""
    return local_name(root.tag) in _ROOTS


def take_feed(root: Element, file: SourceFile, gathering: Gathering) -> None:
    """Add each entry as an article; a row is its place in the feed.

    Raises SourceError for a feed without entries.
    """
    entries = feed_entries(root)
    if not entries:
        raise SourceError(file.name, "expected a feed with entries, found none; save it again")
    for row, entry in enumerate(entries, start=1):
        try:
            _take(entry, file.name, row, gathering)
        except SourceError as error:
            title = plain_line(_text(entry, ("title",)))
            gathering.reject(file.name, row, error.problem, text=title)


def feed_entries(root: Element) -> list[Element]:
    """The entries of a feed, newest first as most write them."""
    return [node for node in root.iter() if local_name(node.tag) in _ENTRIES]


def _take(entry: Element, file: str, row: int, gathering: Gathering) -> None:
    title = plain_line(_text(entry, ("title",)))
    if not title:
        raise SourceError(file, "expected an entry with a title, got none; give it one")
    blocks, was_cut = without_cut(_blocks(_text(entry, _TEXTS)))
    if not blocks:
        raise SourceError(
            file, f"expected the text of {title!r}, got a teaser or nothing; save its page instead"
        )
    if was_cut:
        gathering.remark(
            file, "the feed holds the beginning alone, to its last sentence: {values}", title
        )
    raw = {
        "title": title,
        "url": feed_link(entry),
        "authors": _authors(entry),
        "published_on": _day(_text(entry, _PUBLISHED)),
        "updated_on": _day(_text(entry, _UPDATED)),
        "topics": _topics(entry),
    }
    take_article(gathering, raw, blocks, file=file, row=row)


def _blocks(content: str) -> Sequence[Block]:
    if len(content) > _CONTENT_CHARS_MAX:
        return ()
    content = _APPEARED.sub("", content)
    lines = (line for line in plain_lines(content).split("\n") if line)
    return content_blocks(as_html(content)) or tuple(Paragraph(text=line) for line in lines)


def _text(entry: Element, names: Sequence[str]) -> str:
    """The first text under some names. Atom may hold markup as elements instead of escaped."""
    for name in names:
        for child in entry:
            if local_name(child.tag) == name and (text := "".join(_pieces(child)).strip()):
                return text
    return ""


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        name = local_name(child.tag)
        yield f"<{name}>"
        yield from _pieces(child)
        yield f"</{name}>{child.tail or ''}"


def feed_link(entry: Element) -> str:
    """The entry's page: Atom's alternate, RSS's link or the id that is one."""
    links = [child for child in entry if local_name(child.tag) == "link"]
    pages = [one for one in links if one.get("rel", "alternate") == "alternate"]
    stated = next((one.get("href") or (one.text or "").strip() for one in pages), "")
    guid = next((c for c in entry if local_name(c.tag) == "guid"), None)
    if not stated and guid is not None and guid.get("isPermaLink") != "false":
        return (guid.text or "").strip()
    return stated


def _authors(entry: Element) -> Sequence[str]:
    names = []
    for child in entry:
        if local_name(child.tag) in {"author", "creator"}:
            named = next((c.text for c in child if local_name(c.tag) == "name"), child.text)
            names.append(plain_line(named or ""))
    # RSS's own author element is a mail address, which is nobody's business.
    return [name for name in dict.fromkeys(names) if name and "@" not in name]


def _topics(entry: Element) -> Sequence[str]:
    nodes = [child for child in entry if local_name(child.tag) in {"category", "subject"}]
    names = [plain_line(n.get("label") or n.get("term") or n.text or "") for n in nodes]
    return topics_of(names)


def _day(text: str) -> str:
    """A date as feeds write it, as ISO; a text that is none of theirs stays for the remark."""
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return text
