"""Which column of a catalogue holds which field of a course."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from corpus.errors import SourceError


@dataclass(frozen=True, slots=True)
class Columns:
    """Each known field with its column, and the columns that no field was found for."""

    by_field: Mapping[str, str]
    ignored: tuple[str, ...]


@cache
def field_words() -> Mapping[str, tuple[str, ...]]:
    """Each field of a course with the headers that mean it, the surest first."""
    text = (files("corpus") / "data" / "columns.toml").read_text(encoding="utf-8")
    return {field: (field, *words) for field, words in tomllib.loads(text).items()}


def match_columns(headers: Sequence[str], column_map: Mapping[str, str], name: str) -> Columns:
    """Find the fields by the map first, then by the headers' names.

    Raises SourceError, with `name`, for a map that names what there is not, and for no title.
    """
    by_header = {_folded(header): header for header in reversed(headers)}
    chosen = {
        field: _mapped(field, column, by_header, headers, name)
        for field, column in column_map.items()
    }
    taken = set(chosen.values())
    for field, words in field_words().items():
        found = next((by_header[w] for w in map(_folded, words) if w in by_header), None)
        if field not in chosen and found is not None and found not in taken:
            chosen[field] = found
            taken.add(found)
    if "title" not in chosen:
        raise SourceError(
            name,
            f"expected a header row with a column for the title, got {_listed(headers)}; "
            "name it title, or say which it is with --map title=COLUMN",
        )
    return Columns(chosen, tuple(h for h in headers if h.strip() and h not in taken))


def _mapped(
    field: str, column: str, by_header: Mapping[str, str], headers: Sequence[str], name: str
) -> str:
    if field not in field_words():
        raise SourceError(
            name,
            f"--map {field}={column}: a course has no field {field!r}; "
            f"its fields are {', '.join(field_words())}",
        )
    found = column if column in headers else by_header.get(_folded(column))
    if not found:
        raise SourceError(
            name,
            f"--map {field}={column}: the file has no column {column!r}; "
            f"its columns are {_listed(headers)}",
        )
    return found


def _listed(headers: Sequence[str]) -> str:
    shown = [header[:40] for header in headers[:40] if header.strip()]
    return ", ".join(shown) + (", ..." if len(headers) > 40 else "") or "nothing"


def _folded(header: str) -> str:
    return " ".join(re.findall(r"\w+", header.replace("_", " ").casefold()))
