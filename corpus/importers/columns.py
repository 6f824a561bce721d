"""Which column of a catalogue holds which field of a course."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from types import MappingProxyType

from corpus.errors import SourceError
from corpus.importers.plain import as_text

ColumnMap = Mapping[str, str]
NO_MAP: ColumnMap = MappingProxyType({})
_LISTED_MAX = 40
# "course_price" is a price and "Fee (indicative)" a fee, where the whole header is no known word.
_LEADING = re.compile(r"^(?:the |course |program |programme |product |offering |training )+")
_BRACKETED = re.compile(r"[(\[](.*?)[)\]]")
_WITH_UNITS = frozenset({"duration", "price"})
_LAST_UNIT = re.compile(r"\b(?:hours?|days?|weeks?|months?|years?|usd|eur|gbp|nzd|inr)$")
_BARE_NUMBER = re.compile(r"\$?\d[\d,.]*(?: ?(?:-|–|to) ?\$?\d[\d,.]*)?")
# "courseTitle" is two words, and so is "AQFLevel".
_CAMEL = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """What staff say about the columns (`given`), and what earlier syncs used, by table.

    `is_shared` holds for several tables read with one map: a column that one of them lacks is
    another one's.
    """

    given: ColumnMap = field(default_factory=dict)
    remembered: Mapping[str, ColumnMap] = field(default_factory=dict)
    is_shared: bool = False


NO_CHOICE = ColumnChoice()


@dataclass(frozen=True, slots=True)
class Columns:
    """Each known field with its column, and the columns that no field was found for.

    `gone` are the columns of an earlier sync that the table has lost.
    """

    by_field: ColumnMap
    ignored: tuple[str, ...]
    gone: tuple[str, ...] = ()

    def value(self, field_: str, cell: object) -> object:
        """A cell of a field, a bare number with what its header says of it: "6" as "6 months"."""
        header = self.by_field[field_]
        text = as_text(cell).strip()
        if field_ == "level" and text.isdecimal() and "aqf" in folded(header):
            return f"AQF level {text}"
        unit = _unit(header) if field_ in _WITH_UNITS else ""
        return f"{text} {unit}" if unit and _BARE_NUMBER.fullmatch(text) else cell


@cache
def field_words() -> Mapping[str, tuple[str, ...]]:
    """Each field of a course with the headers that mean it, the surest first."""
    text = (files("corpus") / "data" / "columns.toml").read_text(encoding="utf-8")
    return {field: (field, *words) for field, words in tomllib.loads(text).items()}


@cache
def _folded_words() -> Mapping[str, tuple[str, ...]]:
    return {field: tuple(map(folded, words)) for field, words in field_words().items()}


def known_fields(headers: Sequence[str], choice: ColumnChoice = NO_CHOICE) -> frozenset[str]:
    """The fields of a course that a row of cells names, if it is a header."""
    by_header = _by_header(headers)
    given = {field for field, column in choice.given.items() if _find(column, headers, by_header)}
    return frozenset({*_guessed(by_header, set()), *given})


def match_columns(headers: Sequence[str], choice: ColumnChoice, name: str) -> Columns:
    """Find the fields by what staff say, then as in the last sync, then by the headers' names.

    Raises SourceError, with `name`, for a map that names what there is not, and for no title.
    """
    by_header = _by_header(headers)
    chosen = _given(headers, choice, by_header, name)
    taken = set(chosen.values())
    gone = []
    for field_, column in choice.remembered.get(name, NO_MAP).items():
        if column not in headers:
            gone.append(column)
        elif field_ not in chosen and column not in taken:
            chosen[field_] = column
            taken.add(column)
    for field_, column in _guessed(by_header, taken).items():
        if field_ not in chosen:
            chosen[field_] = column
            taken.add(column)
    if "title" not in chosen:
        raise SourceError(
            name,
            f"expected a header row with a column for the title, got {_listed(headers)}; "
            "name it title, or say which it is with --map title=COLUMN",
        )
    ignored = tuple(h for h in dict.fromkeys(headers) if h.strip() and h not in taken)
    return Columns(chosen, ignored, tuple(gone))


def check_map(column_map: ColumnMap, location: str) -> None:
    """Raises SourceError for a field that no course has."""
    for field_, column in column_map.items():
        if field_ not in field_words():
            raise SourceError(
                location,
                f"--map {field_}={column}: a course has no field {field_!r}; "
                f"its fields are {', '.join(field_words())}",
            )


def _given(
    headers: Sequence[str], choice: ColumnChoice, by_header: Mapping[str, str], name: str
) -> dict[str, str]:
    chosen = {}
    for field_, column in choice.given.items():
        found = _find(column, headers, by_header)
        if found:
            chosen[field_] = found
        elif not choice.is_shared:
            raise SourceError(
                name,
                f"--map {field_}={column}: the file has no column {column!r}; "
                f"its columns are {_listed(headers)}",
            )
    return chosen


def _guessed(by_header: Mapping[str, str], taken: set[str]) -> dict[str, str]:
    """A column for each field that a header names; whole headers before those cut to their core."""
    guessed: dict[str, str] = {}
    used = set(taken)
    cores = {_core(header): header for header in reversed(list(by_header.values()))}
    for table in (by_header, cores):
        for field_, words in _folded_words().items():
            columns = (table.get(word) for word in words)
            found = next((c for c in columns if c is not None and c not in used), None)
            if field_ not in guessed and found is not None:
                guessed[field_] = found
                used.add(found)
    return guessed


def _find(column: str, headers: Sequence[str], by_header: Mapping[str, str]) -> str | None:
    return column if column in headers else by_header.get(folded(column))


def _by_header(headers: Sequence[str]) -> dict[str, str]:
    """Each folded header with the first column that has it."""
    found: dict[str, str] = {}
    for header in headers:
        found.setdefault(folded(header), header)
    found.pop("", None)
    return found


def _listed(headers: Sequence[str]) -> str:
    named = [header for header in headers if header.strip()]
    shown = [header[:_LISTED_MAX] for header in named[:_LISTED_MAX]]
    return ", ".join(shown) + (", ..." if len(named) > _LISTED_MAX else "") or "nothing"


@cache
def _unit(header: str) -> str:
    """What a header says of the numbers below it: "Fee (per unit)", "duration_months"."""
    bracketed = _BRACKETED.search(header)
    last = _LAST_UNIT.search(folded(header))
    if bracketed and any(letter.isalpha() for letter in bracketed[1]):
        return bracketed[1].strip()
    return last[0] if last else ""


def _core(header: str) -> str:
    return _LEADING.sub("", folded(_BRACKETED.sub(" ", header)))


@lru_cache(4096)
def folded(header: str) -> str:
    """A header without letter case, signs and underscores: what is compared."""
    spaced = _CAMEL.sub(" ", header).replace("_", " ")
    return " ".join(re.findall(r"\w+", spaced.casefold()))
