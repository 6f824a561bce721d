"""Reads collections to search in: texts, queries, and which texts a query ought to find.

A folder holds a test collection, as BEIR (`corpus.jsonl`, `queries.jsonl`, `qrels/*.tsv`) or as
SMART has them (`*.all*`, `*.qry`, `*qrel*`). A CSV, TSV or JSON file is a catalogue: each title is
looked for among the descriptions.
"""

import csv
import html
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TITLE_NAMES = ("title", "name", "course_title", "course title", "occupation")
TEXT_NAMES = ("description", "course_description", "course description", "summary", "text")


@dataclass(frozen=True, slots=True)
class Collection:
    """Texts as (title, body), and for each query the rows that it ought to find, with a grade."""

    name: str
    texts: tuple[tuple[str, str], ...]
    queries: tuple[str, ...]
    relevant: tuple[Mapping[int, float], ...]


def read_collection(path: Path) -> Collection:
    """The collection at a path. Raises ValueError when it is of no kind that is known."""
    if path.is_file():
        return known_items(path.stem, _pairs(path))
    if (path / "corpus.jsonl").exists():
        return _beir(path)
    return _smart(path)


def known_items(name: str, pairs: Iterable[tuple[str, str]]) -> Collection:
    """Each query looks for the texts that stand beside it: a title for its own descriptions."""
    kept = [(query.strip(), text.strip()) for query, text in pairs]
    kept = [(query, text) for query, text in kept if query and text]
    rows: dict[str, list[int]] = {}
    for row, (query, _) in enumerate(kept):
        rows.setdefault(query, []).append(row)
    return Collection(
        name,
        tuple(("", text) for _, text in kept),
        tuple(rows),
        tuple(dict.fromkeys(of_query, 1.0) for of_query in rows.values()),
    )


def _pairs(path: Path) -> list[tuple[str, str]]:
    records = _records(path)
    names = {key.strip().lower(): key for key in records[0]} if records else {}
    title = next((names[name] for name in TITLE_NAMES if name in names), None)
    text = next((names[name] for name in TEXT_NAMES if name in names), None)
    if title is None or text is None:
        found = ", ".join(names) or "nothing"
        raise ValueError(f"{path}: expected a title and a description, found {found}")
    return [(_plain(record.get(title)), _plain(record.get(text))) for record in records]


def _records(path: Path) -> list[dict[str, Any]]:
    if path.suffix == ".json":
        read = json.loads(path.read_text(encoding="utf-8"))
        return list(read.values()) if isinstance(read, dict) else list(read)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t" if path.suffix == ".tsv" else ","))


def _plain(value: object) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", str(value or ""))).split())


def _beir(folder: Path) -> Collection:
    texts = _lines(folder / "corpus.jsonl")
    queries = _lines(folder / "queries.jsonl")
    rows = {text["_id"]: row for row, text in enumerate(texts)}
    relevant: dict[str, dict[int, float]] = {}
    with next(iter(sorted((folder / "qrels").glob("*.tsv")))).open(encoding="utf-8") as file:
        for query, text, grade in list(csv.reader(file, delimiter="\t"))[1:]:
            if float(grade) > 0 and text in rows:
                relevant.setdefault(query, {})[rows[text]] = float(grade)
    asked = [query for query in queries if query["_id"] in relevant]
    return Collection(
        folder.name,
        tuple((text.get("title", ""), text["text"]) for text in texts),
        tuple(query["text"] for query in asked),
        tuple(relevant[query["_id"]] for query in asked),
    )


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def _smart(folder: Path) -> Collection:
    texts = [_fields(part) for part in _parts(_only(folder, "*.all*"))]
    queries = [_fields(part).get("W", "") for part in _parts(_only(folder, "*.qry"))]
    relevant: list[dict[int, float]] = [{} for _ in queries]
    # Queries are counted in their order. Codes are degrees, 1 the highest; below that is none.
    for line in _only(folder, "*qrel*").read_text(encoding="utf-8").splitlines():
        query, text, code = (int(word) for word in line.split()[:3])
        if code > 0:
            relevant[query - 1][text - 1] = 1.0
    asked = [number for number, rows in enumerate(relevant) if rows]
    return Collection(
        folder.name,
        tuple((text.get("T", ""), _without_title(text)) for text in texts),
        tuple(queries[number] for number in asked),
        tuple(relevant[number] for number in asked),
    )


def _only(folder: Path, pattern: str) -> Path:
    found = sorted(path for path in folder.glob(pattern) if path.suffix != ".readme")
    if not found:
        raise ValueError(f"{folder}: expected a file like {pattern} or corpus.jsonl, found neither")
    return found[0]


def _parts(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8", errors="replace")
    return re.split(r"^\.I +\d+ *\n", text, flags=re.MULTILINE)[1:]


def _fields(part: str) -> dict[str, str]:
    found = re.split(r"^\.([A-Z]) *\n", part, flags=re.MULTILINE)[1:]
    return {
        name: " ".join(text.split()) for name, text in zip(found[::2], found[1::2], strict=True)
    }


def _without_title(text: Mapping[str, str]) -> str:
    """A text's body; Cranfield's begin with their title once more."""
    return text.get("W", "").removeprefix(text.get("T", "")).strip()
