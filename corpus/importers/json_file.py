"""JSON and JSON Lines: courses and articles wherever the document keeps them."""

import json

from corpus.errors import SourceError
from corpus.importers.columns import ColumnChoice
from corpus.importers.decoding import LINE_CHARS_MAX
from corpus.importers.files import SourceFile
from corpus.importers.gathering import Gathering
from corpus.importers.json_entries import Entry, entry_of, take_document, take_entries


def import_json_lines(file: SourceFile, gathering: Gathering, choice: ColumnChoice) -> None:
    """Add the item of each line. A broken line is refused and the rest goes on."""
    if file.text.lstrip().startswith("["):
        import_json(file, gathering, choice)
        return
    lines = enumerate(file.text.split("\n"), start=1)
    entries = [_read_line(row, line) for row, line in lines if line.strip()]
    take_entries(entries, file, gathering, choice)


def import_json(file: SourceFile, gathering: Gathering, choice: ColumnChoice) -> None:
    """Add the items of a JSON file. Raises SourceError for broken JSON and for one without items.

    A file with an object a line is read as such.
    """
    try:
        document = _loads(file.text)
    except _Unreadable as error:
        if _is_lines(file.text):
            import_json_lines(file, gathering, choice)
            return
        raise SourceError(file.name, f"expected JSON, got {error}; mend the file") from error
    take_document(document, file, gathering, choice)


def _is_lines(text: str) -> bool:
    """Whether each of the first two lines is an object of its own."""
    first = [line for line in text[: 2 * LINE_CHARS_MAX].split("\n") if line.strip()][:2]
    return len(first) == 2 and not any(_read_line(1, line).problem for line in first)


class _Unreadable(ValueError):
    """JSON that cannot be read, or not safely."""


def _loads(text: str) -> object:
    try:
        # Python's own programs write NaN and the infinities, which hold nothing.
        return json.loads(text, parse_constant=lambda _: None)
    except json.JSONDecodeError as error:
        raise _Unreadable(f"a fault at line {error.lineno}: {error.msg.lower()}") from error
    except RecursionError as error:
        raise _Unreadable("one that is nested too deep") from error
    except ValueError as error:
        raise _Unreadable("a number of too many digits") from error


def _read_line(row: int, line: str) -> Entry:
    if len(line) > LINE_CHARS_MAX:
        return Entry(
            row,
            problem=f"expected at most {LINE_CHARS_MAX:,} characters a line, "
            f"got {len(line):,}; cut it",
            text=line[:LINE_CHARS_MAX],
        )
    try:
        return entry_of(row, _loads(line))
    except _Unreadable as error:
        problem = f"expected a JSON object, got {error}; mend the line"
        return Entry(row, problem=problem, text=line)
