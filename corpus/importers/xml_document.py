"""An XML tree as the objects and lists that JSON would have for it."""

from xml.etree.ElementTree import Element

_DEPTH_MAX = 12


def local_name(tag: str) -> str:
    """An element's or attribute's name without its namespace."""
    return tag.rpartition("}")[2]


def as_document(element: Element, depth: int = _DEPTH_MAX) -> object:
    """Objects for elements with parts, lists for repeated ones, text for the rest."""
    parts: dict[str, object] = {local_name(name): text for name, text in element.attrib.items()}
    repeated: dict[str, list[object]] = {}
    for child in element if depth else ():
        repeated.setdefault(local_name(child.tag), []).append(as_document(child, depth - 1))
    parts |= {name: values if len(values) > 1 else values[0] for name, values in repeated.items()}
    text = (element.text or "").strip()
    if not parts:
        return text
    return {**parts, "text": text} if text else parts
