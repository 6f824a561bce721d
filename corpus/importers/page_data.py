"""What a page says of itself to machines: JSON-LD, microdata, its own address."""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from corpus.importers.microdata import microdata_items

_CONTROL = re.compile(r"[\x00-\x1f]")
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$"
)
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")


@dataclass(frozen=True, slots=True)
class PageData:
    """Linked data of a page, how many scripts of it were broken, and the page's own address."""

    documents: tuple[object, ...]
    broken: int
    url: str
    tree: Any


def page_data(page: str) -> PageData:
    """Read a page's data. Nothing found is a result."""
    tree = _tree(page)
    if tree is None:
        return PageData((), 0, "", None)
    scripts = [script.text or "" for script in tree.iter("script") if _is_linked_data(script)]
    read = [_loads(text) for text in scripts if text.strip()]
    documents = [one for one in read if one is not None]
    return PageData(
        (*documents, *microdata_items(tree)), len(read) - len(documents), _address(tree), tree
    )


def _tree(page: str) -> Any:
    # The text is decoded already: a declaration in it would be taken for that of its bytes.
    parser = HTMLParser(encoding="utf-8", recover=True, huge_tree=False)
    try:
        return document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None


def _is_linked_data(script: Any) -> bool:
    kind: str = script.get("type") or ""
    return kind.split(";")[0].strip().lower() == "application/ld+json"


def _loads(text: str) -> object | None:
    """A script's value, with the slips mended that browsers' tools forgive too."""
    bare = _WRAPPING.sub("", text.strip()).strip().removesuffix(";")
    for candidate in _candidates(bare):
        try:
            value: object = json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
        return value
    return None


def _candidates(text: str) -> Iterator[str]:
    yield text
    yield _TRAILING_COMMA.sub("", _CONTROL.sub(" ", text))
    yield html.unescape(text)


def _address(tree: Any) -> str:
    for element, attribute in (("link", "href"), ("meta", "content"), ("base", "href")):
        for node in tree.iter(element):
            says = node.get("rel") or node.get("property") or ""
            address: str = node.get(attribute) or ""
            is_own = says.lower() in {"canonical", "og:url"} or element == "base"
            if is_own and address.startswith(("http://", "https://")):
                return address
    return ""
