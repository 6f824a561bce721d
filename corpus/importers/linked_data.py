"""Linked data: which objects of a document or a page are courses, and taking them in."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from corpus.importers.achievements import achievement_fields, achievements
from corpus.importers.courses import take_course
from corpus.importers.gathering import Gathering
from corpus.importers.schema_course import Reader

Node: TypeAlias = Mapping[str, object]
COURSE_TYPES = frozenset({"Course", "EducationalOccupationalProgram", "WorkBasedProgram"})
ARTICLE_TYPES = frozenset(
    {"Article", "BlogPosting", "NewsArticle", "ScholarlyArticle", "TechArticle", "Report"}
)
_INSTANCE = "CourseInstance"
_DEPTH_MAX = 12
# A node with nothing else is a reference to another.
_NO_NEWS = frozenset({"@type", "@id", "@context", "type"})


def is_linked(value: object) -> bool:
    """Whether a document says of itself what it describes."""
    if isinstance(value, list):
        return bool(value) and all(is_linked(one) for one in value)
    return isinstance(value, dict) and not {"@context", "@type", "@graph"}.isdisjoint(value)


def take_linked(
    document: object,
    gathering: Gathering,
    *,
    file: str,
    row: int | None = None,
    base: str = "",
    page: str = "",
) -> bool:
    """Add the courses and achievements that linked data describes; whether there are any.

    Addresses are relative to `base`. Rows count the courses of the document, unless `row` is given.
    `page` is where the only course of a page that was fetched is, if it names no other address.
    """
    if not is_linked(document):
        return False
    found = [achievement_fields(one, issuer) for one, issuer in achievements(document)]
    if not found:
        reader = Reader(_by_id(document), base)
        found = [reader.fields(node) for node in course_nodes(document)]
        for place in reader.abroad:
            gathering.remark(file, "places outside Australia, left out: {values}", place)
    if page and len(found) == 1 and not found[0].get("url"):
        found = [{**found[0], "url": page}]
    for number, fields in enumerate(found, start=1):
        take_course(gathering, fields, file=file, row=number if row is None else row)
    return bool(found)


def course_nodes(document: object) -> Iterator[Node]:
    """Every course that is not a part of another one; instances alone count if they have a name."""
    nodes = list(_nodes(document, COURSE_TYPES | {_INSTANCE}))
    named = [node for node in nodes if types(node) & COURSE_TYPES]
    yield from _merged(named or [node for node in nodes if node.get("name")])


def article_nodes(document: object) -> Iterator[Node]:
    """Every article that the document describes."""
    yield from _nodes(document, ARTICLE_TYPES)


def types(node: Node) -> frozenset[str]:
    """The names of a node's types, without the vocabulary in front of them."""
    stated = node.get("@type", node.get("type"))
    names = stated if isinstance(stated, list) else [stated]
    parts = (name.replace("#", "/").rpartition("/")[2] for name in names if isinstance(name, str))
    return frozenset(name.rpartition(":")[2] for name in parts)


def _nodes(value: object, wanted: frozenset[str], depth: int = _DEPTH_MAX) -> Iterator[Node]:
    """The outermost nodes of some types."""
    if isinstance(value, list) and depth:
        for one in value:
            yield from _nodes(one, wanted, depth - 1)
    elif isinstance(value, dict) and types(value) & wanted and value.keys() - _NO_NEWS:
        yield value
    elif isinstance(value, dict) and depth:
        for one in value.values():
            yield from _nodes(one, wanted, depth - 1)


def _merged(nodes: Sequence[Node]) -> Iterator[Node]:
    """One node for those that say they are the same."""
    by_id: dict[object, dict[str, object]] = {}
    for place, node in enumerate(nodes):
        stated = node.get("@id")
        key = stated if isinstance(stated, str) and not _is_relative(stated) else place
        by_id[key] = {**node, **by_id.get(key, {})}
    yield from by_id.values()


def _is_relative(text: str) -> bool:
    return ":" not in text


def _by_id(value: object, depth: int = _DEPTH_MAX) -> dict[str, Node]:
    """Every node that says more of itself than its id."""
    found: dict[str, Node] = {}
    if isinstance(value, list) and depth:
        for one in value:
            found |= _by_id(one, depth - 1)
    elif isinstance(value, dict) and depth:
        stated = value.get("@id")
        if isinstance(stated, str) and len(value) > 1:
            found[stated] = value
        for one in value.values():
            if isinstance(one, dict | list):
                found |= _by_id(one, depth - 1)
    return found
