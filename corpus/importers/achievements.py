"""Open Badges 3.0: what can be earned, and nothing of who earned it.

Source: https://www.imsglobal.org/spec/ob/v3p0 (Achievement); 2.0's BadgeClass has the same fields.
"""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from corpus.importers.markdown_file import markdown_blocks
from corpus.importers.plain import as_text, as_texts

Node: TypeAlias = Mapping[str, object]
_TYPES = frozenset({"Achievement", "BadgeClass"})
_DEPTH_MAX = 8
# Of the specification's AchievementType, those that are qualifications under another name; a
# Certificate or a Badge may be anything.
_LEVELS = {
    "AssociateDegree": "Associate Degree", "BachelorDegree": "Bachelor", "Diploma": "Diploma",
    "DoctoralDegree": "Doctoral", "MasterDegree": "Masters", "MicroCredential": "Short",
    "ResearchDoctorate": "Doctoral", "ProfessionalDoctorate": "Doctoral",
}  # fmt: skip
# Those that say nothing about a level at all.
_NO_LEVEL = frozenset({"Achievement", "Course", "LearningProgram"})


def achievements(document: object, depth: int = _DEPTH_MAX) -> Iterator[tuple[Node, str]]:
    """Each achievement with the name of who issued a credential for it."""
    yield from _found(document, "", depth)


def achievement_fields(node: Node, issuer: str) -> dict[str, object]:
    """The achievement under the names that a catalogue's columns have."""
    kind = _first_type(node.get("achievementType"))
    criteria = node.get("criteria")
    told = as_text(criteria.get("narrative")) if isinstance(criteria, dict) else ""
    narrative = "\n".join(block.text for block in markdown_blocks(told))
    text = as_text(node.get("description"))
    maker = node.get("creator", node.get("issuer"))
    return {
        "id": as_text(node.get("id") or node.get("@id")),
        "title": as_text(node.get("name")),
        "provider": _name(maker) or issuer,
        "code": as_text(node.get("humanCode")),
        "subjects": as_texts(node.get("fieldOfStudy")),
        "level": "" if kind in _NO_LEVEL else _LEVELS.get(kind, kind),
        "language": as_text(node.get("inLanguage")),
        "summary": text if narrative else "",
        "description": f"{text}\n{narrative}".strip(),
        "url": as_text(node.get("url")),
        "updated_on": as_text(node.get("dateModified"))[:10],
    }


def _found(value: object, issuer: str, depth: int) -> Iterator[tuple[Node, str]]:
    if isinstance(value, list) and depth:
        for one in value:
            yield from _found(one, issuer, depth - 1)
    elif isinstance(value, dict) and depth:
        named = _name(value.get("issuer")) or issuer
        if _TYPES & set(_types(value)):
            yield value, named
            return
        for name, one in value.items():
            # Endorsements and evidence are about something else.
            if name not in {"endorsement", "evidence", "creator", "issuer", "related"}:
                yield from _found(one, named, depth - 1)


def _types(node: Node) -> tuple[str, ...]:
    stated = node.get("type", node.get("@type"))
    names = stated if isinstance(stated, list) else [stated]
    return tuple(name for name in names if isinstance(name, str))


def _first_type(value: object) -> str:
    return next(iter(as_texts(value)), "").removeprefix("ext:")


def _name(value: object) -> str:
    return as_text(value.get("name")) if isinstance(value, dict) else ""
