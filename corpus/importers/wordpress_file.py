"""Exports of a WordPress site (Tools > Export): its published posts and pages as articles."""

import re
from collections.abc import Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element

from corpus.errors import SourceError
from corpus.importers.articles import take_article
from corpus.importers.columns import ColumnChoice
from corpus.importers.files import SourceFile
from corpus.importers.gathering import Gathering
from corpus.importers.html_file import content_blocks
from corpus.importers.safe_xml import parse_xml
from corpus.importers.wordpress_content import as_html, topics_of

# As for a page of its own: a whole book, beyond which some parsers of pages take minutes.
CONTENT_CHARS_MAX = 2**21
_ARTICLES = frozenset({"post", "page"})
_WORDPRESS = re.compile(r"\{https?://wordpress\.org/export/[0-9.]+/\}")
_PREFIXES = {
    "{http://purl.org/rss/1.0/modules/content/}": "content:",
    "{http://purl.org/dc/elements/1.1/}": "dc:",
}
_TOPICS = frozenset({"category", "post_tag"})


def import_wordpress(file: SourceFile, gathering: Gathering, _: ColumnChoice) -> None:
    """Add each published post and page; a row is its place in the export.

    Drafts, private and password-protected texts, attachments and menus are left out and counted.
    Raises SourceError for what is no such export, and for one without a published text.
    """
    channel = _channel(file)
    authors = dict(_authors(channel))
    published = 0
    for row, item in enumerate(channel.iter("item"), start=1):
        fields = _fields(item)
        reason = _why_not(fields)
        if reason:
            gathering.remark(file.name, "left out, not a published post or page: {values}", reason)
            continue
        published += 1
        try:
            _take(gathering, fields, _raw(item, fields, authors), file.name, row)
        except SourceError as error:
            text = f"{fields.get('title', '')} {fields.get('link', '')}"
            gathering.reject(file.name, row, error.problem, text=text)
    if not published:
        raise SourceError(
            file.name,
            "expected published posts or pages, found none; export with 'All content' chosen",
        )


def _take(
    gathering: Gathering,
    fields: Mapping[str, str],
    raw: Mapping[str, object],
    file: str,
    row: int,
) -> None:
    if not fields.get("title", "").strip():
        raise SourceError(file, "expected a title, got none; give the post one and export again")
    content = fields.get("content:encoded", "")
    if len(content) > CONTENT_CHARS_MAX:
        raise SourceError(
            file,
            f"expected at most {CONTENT_CHARS_MAX:,} characters, got {len(content):,}; "
            "split it into articles",
        )
    take_article(gathering, raw, content_blocks(as_html(content)), file=file, row=row)


def _raw(
    item: Element, fields: Mapping[str, str], authors: Mapping[str, str]
) -> Mapping[str, object]:
    """The fields under the names that front matter has."""
    published, updated = _day(fields, "wp:post_date"), _day(fields, "wp:post_modified")
    login = fields.get("dc:creator", "")
    return {
        "title": fields["title"],
        "url": fields.get("link", ""),
        "authors": [authors.get(login, login)],
        "published_on": published,
        "updated_on": None if updated == published else updated,
        "topics": _topics(item),
    }


def _topics(item: Element) -> Sequence[str]:
    names = [
        (category.text or "").strip()
        for category in item.iter("category")
        if category.get("domain") in _TOPICS
    ]
    return topics_of(names)


def _day(fields: Mapping[str, str], name: str) -> str:
    """The day on the site's own clock; WordPress writes zeros for none."""
    day = fields.get(name, "")[:10]
    return "" if day.startswith("0000") else day


def _why_not(fields: Mapping[str, str]) -> str:
    """What keeps an entry from being a published article, "" if nothing does."""
    kind, status = fields.get("wp:post_type", "no type"), fields.get("wp:status", "no status")
    if kind not in _ARTICLES:
        return kind
    if status != "publish":
        return f"{kind}, {status}"
    return f"{kind}, password" if fields.get("wp:post_password") else ""


def _authors(channel: Element) -> Iterator[tuple[str, str]]:
    """Each login with the name that the site shows for it."""
    for node in channel:
        fields = _fields(node) if _short(node.tag) == "wp:author" else {}
        name = fields.get("wp:author_display_name")
        if name:
            yield fields.get("wp:author_login", ""), name


def _fields(node: Element) -> Mapping[str, str]:
    return {_short(child.tag): (child.text or "").strip() for child in node}


def _short(tag: str) -> str:
    """A name with the prefix that exports use, whatever version its namespace states."""
    named = _WORDPRESS.sub("wp:", tag)
    for namespace, prefix in _PREFIXES.items():
        named = named.replace(namespace, prefix)
    return named


def _channel(file: SourceFile) -> Element:
    root = parse_xml(file.text, file.name, "WordPress export")
    channel = root.find("channel") if root.tag == "rss" else None
    if channel is None or not any(_short(node.tag) == "wp:wxr_version" for node in channel):
        raise SourceError(
            file.name,
            f"expected a WordPress export (Tools > Export), got XML that opens with {root.tag!r}; "
            "save its text as .html, .md or .txt",
        )
    return channel
