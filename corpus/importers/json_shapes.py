"""Where in a JSON document the catalogue is, and nested objects as flat fields."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.importers.columns import ColumnChoice, known_fields
from corpus.importers.plain import as_text

# How deep exports nest their lists: {"data": {"search": {"results": [...]}}}.
_DEPTH_MAX = 6
_SAMPLE = 50
# What lists of courses are called. Other lists inside entries are parts of them: units, teachers.
_COURSE_LISTS = frozenset(
    {"courses", "programs", "programmes", "qualifications", "offerings", "degrees", "results",
     "training", "courselist", "microcredentials", "awards"}
)  # fmt: skip
_COURSES_BONUS = 3
# An entry of an interface may carry its fields in an envelope: JSON:API, GraphQL, Elasticsearch.
_ENVELOPES = ("attributes", "_source", "node", "fields", "properties", "course", "item", "document")
# What an object is called by, where one text has to stand for it.
_NAMES = ("name", "title", "label", "text", "value", "rendered", "display_name", "displayName",
          "state", "region")  # fmt: skip
_AMOUNTS = ("amount", "price", "value")
_COLUMN_NAMES = ("columns", "headers", "header")
_CURRENCIES = ("currency", "currency_code", "currencyCode", "priceCurrency")
_FIELDS_OF_ONE_OBJECT_MAX = 400


@dataclass(frozen=True, slots=True)
class Found:
    """The entries of a document, and the path to them ("" for the document itself)."""

    entries: tuple[object, ...]
    path: str = ""


def find_entries(document: object, choice: ColumnChoice) -> Found | None:
    """The list of a document that looks most like a catalogue; None if it holds no object.

    A document that is one object with a title is its own only entry.
    """
    tables = _joined([found for found in _tables(document, "", _DEPTH_MAX) if found.entries])
    best = max(tables, key=lambda found: _score(found, choice), default=None)
    if isinstance(document, dict) and document:
        own = Found((document,))
        if best is None or _score(own, choice)[0] > _score(best, choice)[0]:
            return own
    return best


def flat(fields: Mapping[str, object], depth: int = 3) -> dict[str, object]:
    """An entry's fields; an object under a name is its own name, and its parts as `name.part`."""
    named = {str(name): value for name, value in _opened(fields).items()}
    flattened: dict[str, object] = {}
    for name, value in named.items():
        flattened[name] = _as_value(value)
        parts = value if isinstance(value, dict) else {}
        if depth and len(flattened) < _FIELDS_OF_ONE_OBJECT_MAX:
            for part, inner in flat(parts, depth - 1).items() if parts else ():
                flattened.setdefault(f"{name}.{part}", inner)
    return flattened


def _opened(fields: Mapping[str, object]) -> Mapping[str, object]:
    """The fields of an entry with those of its envelope among them."""
    for name in _ENVELOPES:
        inner = fields.get(name)
        if isinstance(inner, dict) and len(inner) > 1:
            return {**inner, **{k: v for k, v in fields.items() if k != name and k not in inner}}
    only = next(iter(fields.values()), None) if len(fields) == 1 else None
    if isinstance(only, dict) and "title" in known_fields([str(name) for name in only]):
        return only
    return fields


def _as_value(value: object) -> object:
    """A scalar or a list of scalars for a value of any shape."""
    if isinstance(value, dict):
        return _amount(value) or _name(value)
    if isinstance(value, list):
        return [text for one in value for text in _leaves(one)]
    return value


def _leaves(value: object) -> Iterator[object]:
    if isinstance(value, list):
        for one in value:
            yield from _leaves(one)
    elif isinstance(value, dict):
        yield from filter(None, (_amount(value) or _name(value),))
    else:
        yield value


def _name(value: Mapping[str, object]) -> object:
    found = next((value[n] for n in _NAMES if isinstance(value.get(n), str | int | float)), None)
    if found is None and isinstance(value.get("en"), str):
        return value["en"]
    return found


def _amount(value: Mapping[str, object]) -> str:
    """Money as an object: `{"amount": 120, "currency": "AUD"}`."""
    currency = next((c for name in _CURRENCIES if (c := as_text(value.get(name)))), "")
    amount = next((a for name in _AMOUNTS if (a := as_text(value.get(name)))), "")
    return f"{currency} {amount}" if currency and amount else ""


def _tables(value: object, path: str, depth: int) -> Iterator[Found]:
    """Every list of objects below a value, and what other programs write instead of one."""
    if isinstance(value, list):
        rows = _rows_below_header(value)
        yield Found(tuple(rows or value), path) if rows or _has_objects(value) else Found(())
        for one in value if depth else ():
            if isinstance(one, dict):
                yield from _tables_of_entry(one, path, depth - 1)
    elif isinstance(value, dict):
        yield from _tables_of_object(value, path, depth)


def _tables_of_entry(entry: dict[str, object], path: str, depth: int) -> Iterator[Found]:
    """The lists that an entry of a list holds; what they hold belongs to the entry by its name."""
    group, name = path.rpartition(".")[2], _name(entry)
    for part, inner in entry.items():
        if isinstance(inner, list) and _has_objects(inner):
            own = tuple(
                {group: name, **one} if group and name and isinstance(one, dict) else one
                for one in inner
            )
            yield from _tables(list(own), f"{path}[].{part}", depth)


def _joined(tables: Sequence[Found]) -> list[Found]:
    """One table for lists at the same place of several entries: the courses of each category."""
    by_path: dict[str, list[object]] = {}
    whole = [found for found in tables if "[]" not in found.path]
    for found in tables:
        if "[]" in found.path:
            by_path.setdefault(found.path, []).extend(found.entries)
    return whole + [Found(tuple(entries), path) for path, entries in by_path.items()]


def _tables_of_object(value: dict[str, object], path: str, depth: int) -> Iterator[Found]:
    by_column = _by_column(value)
    if by_column:
        yield Found(by_column, path)
        return
    if len(value) > 1 and all(isinstance(one, dict) for one in value.values()):
        yield Found(tuple(_coded(value)), path)
    lists = [one for one in value.values() if isinstance(one, list) and _has_objects(one)]
    if len(lists) > 1 and _are_alike(lists):
        yield Found(tuple(one for part in lists for one in part), path)
    for name, one in value.items() if depth else ():
        if isinstance(one, dict | list):
            yield from _tables(one, f"{path}.{name}" if path else str(name), depth - 1)


def _coded(value: Mapping[str, object]) -> Iterator[object]:
    """Objects by code, each with its code."""
    for code, one in value.items():
        fields = one if isinstance(one, dict) else {}
        yield fields if {"id", "code"} & fields.keys() else {"code": code, **fields}


def _has_objects(value: Sequence[object]) -> bool:
    return any(isinstance(one, dict) for one in value)


def _are_alike(lists: Sequence[Sequence[object]]) -> bool:
    """Whether lists under several names are one catalogue in parts."""
    keys = [
        frozenset(str(k) for one in part[:_SAMPLE] if isinstance(one, dict) for k in one)
        for part in lists
    ]
    shared, all_keys = frozenset.intersection(*keys), frozenset.union(*keys)
    return len(shared) * 2 > len(all_keys)


def _rows_below_header(value: Sequence[object]) -> tuple[object, ...]:
    """A list of lists with the names of the columns in the first, as spreadsheets give it."""
    header, *rows = value or [None]
    if not isinstance(header, list) or not all(isinstance(name, str) for name in header):
        return ()
    if "title" not in known_fields(header) or not all(isinstance(row, list) for row in rows):
        return ()
    return tuple(dict(zip(header, row, strict=False)) for row in rows if isinstance(row, list))


def _by_column(value: Mapping[str, object]) -> tuple[object, ...]:
    """Columns instead of rows: lists or objects by row under each name, or columns and data."""
    names = next((value[name] for name in _COLUMN_NAMES if name in value), None)
    data = value.get("data", value.get("rows"))
    if isinstance(names, list) and isinstance(data, list):
        return _rows_below_header([names, *data])
    if "title" not in known_fields(list(value)):
        return ()
    columns = {name: _column(one) for name, one in value.items()}
    if len(columns) < 2 or any(column is None for column in columns.values()):
        return ()
    rows = dict.fromkeys(place for column in columns.values() for place in column or {})
    return tuple({name: (c or {}).get(row) for name, c in columns.items()} for row in rows)


def _column(value: object) -> Mapping[str, object] | None:
    if isinstance(value, list) and not _has_objects(value):
        return {str(place): one for place, one in enumerate(value)}
    if isinstance(value, dict) and value and all(str(place).isdigit() for place in value):
        return value
    return None


def _score(found: Found, choice: ColumnChoice) -> tuple[int, int, int]:
    """How many fields the entries have; their number; how near the top they are."""
    names = dict.fromkeys(
        name for one in found.entries[:_SAMPLE] if isinstance(one, dict) for name in flat(one)
    )
    fields = known_fields(list(names), choice)
    last = found.path.rpartition(".")[2].lower()
    named = (
        _COURSES_BONUS if last in _COURSE_LISTS else -_COURSES_BONUS if "[]" in found.path else 0
    )
    return len(fields) + named if "title" in fields else 0, len(found.entries), -len(found.path)
