"""Sitemaps and feeds: which addresses they list."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from xml.etree.ElementTree import Element

from corpus.importers.decoding import decode
from corpus.importers.feed import feed_entries, feed_link, is_feed
from corpus.importers.safe_xml import parse_xml
from corpus.importers.xml_document import local_name

# What the protocol lets a sitemap have.
ADDRESSES_MAX = 50_000
_XML = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:\?xml|urlset|sitemapindex|rss|feed|[\w-]+:RDF)")


class Kind(StrEnum):
    """What lists addresses."""

    SITEMAP = "sitemap"
    SITEMAPS = "sitemap index"
    FEED = "feed"


@dataclass(frozen=True, slots=True)
class Listing:
    """The addresses that a document lists, as it writes them, each once."""

    kind: Kind
    addresses: tuple[str, ...]
    is_cut: bool = False


def listing_of(data: bytes, name: str) -> Listing | None:
    """The listing that a document is, None for any other. Raises SourceError for a broken one."""
    if not _XML.match(data) or not _is_listing(data):
        return None
    root = parse_xml(decode(data, name).text, name, "sitemap or feed")
    kind = _kind(root)
    if kind is None:
        return None
    found = _links(root) if kind is Kind.FEED else _locations(root)
    addresses = tuple(dict.fromkeys(address for address in found if address))
    return Listing(kind, addresses[:ADDRESSES_MAX], len(addresses) > ADDRESSES_MAX)


def _is_listing(data: bytes) -> bool:
    """Whether it says so at its beginning: a catalogue of 60 MB is not parsed twice."""
    return bool(re.search(rb"<(?:\w+:)?(?:urlset|sitemapindex|rss|feed|RDF)[\s>]", data[:65_536]))


def _kind(root: Element) -> Kind | None:
    if is_feed(root):
        return Kind.FEED
    return {"urlset": Kind.SITEMAP, "sitemapindex": Kind.SITEMAPS}.get(local_name(root.tag))


def _locations(root: Element) -> Iterator[str]:
    """The address of each entry; those of its pictures and films are deeper down."""
    for entry in root:
        for child in entry:
            if local_name(child.tag) == "loc":
                yield (child.text or "").strip()


def _links(root: Element) -> Iterator[str]:
    return (feed_link(entry) for entry in feed_entries(root))
