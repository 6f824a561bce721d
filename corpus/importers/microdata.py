"""Microdata of a page as linked data (https://html.spec.whatwg.org/multipage/microdata.html)."""

from collections.abc import Iterator
from typing import Any

_DEPTH_MAX = 12
# Where an element's value is, unless it is its text.
_ATTRIBUTES = {
    "meta": "content", "data": "value", "meter": "value", "time": "datetime", "a": "href",
    "area": "href", "link": "href", "img": "src", "audio": "src", "video": "src", "embed": "src",
    "iframe": "src", "source": "src", "object": "data",
}  # fmt: skip


def microdata_items(tree: Any) -> list[dict[str, object]]:
    """The items of a parsed page that are no part of another, as JSON-LD would have them."""
    scopes = tree.iter() if tree is not None else ()
    return [
        _item(element, _DEPTH_MAX)
        for element in scopes
        if _has(element, "itemscope") and not _has(element, "itemprop")
    ]


def _item(element: Any, depth: int) -> dict[str, object]:
    item: dict[str, object] = {"@type": element.get("itemtype", "").split()}
    if element.get("itemid"):
        item["@id"] = element.get("itemid")
    for prop in _properties(element):
        value = _value(prop, depth - 1)
        for name in prop.get("itemprop").split():
            known = item.get(name.rpartition("/")[2])
            values = known if isinstance(known, list) else []
            item[name.rpartition("/")[2]] = [*values, value]
    return {name: v[0] if isinstance(v, list) and len(v) == 1 else v for name, v in item.items()}


def _properties(scope: Any) -> Iterator[Any]:
    """The elements that say something of an item, those that it refers to included."""
    waiting = list(reversed(scope))
    for reference in scope.get("itemref", "").split():
        waiting += scope.getroottree().xpath("//*[@id=$id]", id=reference)[:1]
    seen = {scope}
    while waiting:
        element = waiting.pop()
        if element in seen or not isinstance(element.tag, str):
            continue
        seen.add(element)
        if _has(element, "itemprop"):
            yield element
        if not _has(element, "itemscope"):
            waiting += reversed(element)


def _value(element: Any, depth: int) -> object:
    if _has(element, "itemscope"):
        return _item(element, depth) if depth else ""
    attribute = _ATTRIBUTES.get(element.tag)
    stated = element.get(attribute) if attribute else element.get("content")
    return " ".join(element.itertext()) if stated is None else stated


def _has(element: Any, attribute: str) -> bool:
    return isinstance(element.tag, str) and attribute in element.attrib
