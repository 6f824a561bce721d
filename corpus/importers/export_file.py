"""The export of a whole corpus, read back as it was: ids, sources and all."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from corpus.importers.results import Imported, Rejection
from corpus.models import ITEM, Article, Course

SUFFIX = ".jsonl"


def read_export(path: Path) -> tuple[Imported, ...]:
    """What each source of an exported corpus holds; empty for any other file.

    The first line tells: only an export's is a whole item with its id and its source. A later line
    that is broken is refused and belongs to the source of the line before it.
    """
    if path.suffix != SUFFIX or not path.is_file():
        return ()
    items: dict[str, dict[str, Course | Article]] = defaultdict(dict)
    rejections: dict[str, list[Rejection]] = defaultdict(list)
    source = ""
    for row, line in _lines(path):
        item = _item(line)
        if item is None:
            if not source:
                return ()
            problem = "expected an item as the export writes it; mend the line or export again"
            rejections[source].append(Rejection(path.name, row, problem, text=line[:1000]))
            continue
        source = item.source
        if item.id in items[source]:
            problem = f"expected each item once, got {item.id} again; remove one of the lines"
            rejections[source].append(Rejection(path.name, row, problem))
            continue
        items[source][item.id] = item
    return tuple(
        Imported(name, tuple(found.values()), tuple(rejections[name]), ())
        for name, found in items.items()
    )


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    # Read line by line: the export of a large corpus is larger than a source may be.
    with path.open(encoding="utf-8-sig", errors="replace", newline="\n") as file:
        yield from ((row, line) for row, line in enumerate(file, start=1) if line.strip())


def _item(line: str) -> Course | Article | None:
    try:
        return ITEM.validate_json(line)
    except ValidationError:
        return None
