"""Picks the importer for a file, or for each file of a folder, and reads the source."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from corpus.errors import SourceError
from corpus.importers.csv_file import import_csv
from corpus.importers.decoding import read_text
from corpus.importers.files import ColumnMap, Importer, SourceFile
from corpus.importers.gathering import Gathering
from corpus.importers.html_file import import_html
from corpus.importers.json_file import import_json, import_json_lines
from corpus.importers.markdown_file import import_markdown
from corpus.importers.results import Imported, Rejection, Remark
from corpus.importers.text_file import import_text
from corpus.importers.wordpress_file import import_wordpress

__all__ = ["Imported", "Rejection", "Remark", "read_source"]

IMPORTERS: Mapping[str, Importer] = {
    "csv": import_csv,
    "jsonl": import_json_lines,
    "json": import_json,
    "markdown": import_markdown,
    "html": import_html,
    "text": import_text,
    "wordpress": import_wordpress,
}
_FORMATS_BY_SUFFIX = {
    ".csv": "csv", ".tsv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json",
    ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html", ".xhtml": "html",
    ".txt": "text", ".text": "text", ".xml": "wordpress",
}  # fmt: skip
_WITH_COLUMNS = frozenset({"csv", "jsonl", "json"})
_ONE_ARTICLE = frozenset({"markdown", "html", "text"})
# A whole book; beyond it, some parsers of pages take minutes.
PAGE_CHARS_MAX = 2**21
_NO_MAP: ColumnMap = MappingProxyType({})


def read_source(
    location: str,
    *,
    source_name: str | None = None,
    format: str | None = None,  # noqa: A002
    column_map: ColumnMap = _NO_MAP,
) -> Imported:
    """Everything that a file, or a folder with all that is below it, holds.

    A folder is one source; its hidden files, and those of kinds that are not read here, are left
    out, and a file of it that cannot be read is a rejection. `format` is a key of IMPORTERS and
    overrides the file names. `column_map` gives a column for some fields of a course.
    `source_name` is the absolute path unless given; the items' ids depend on it.
    Raises SourceError for a source that cannot be read at all.
    """
    if location.lower().startswith(("http://", "https://")):
        raise SourceError(
            location,
            "expected a file or a folder, got a web address; save the page as a file first",
        )
    if format is not None and format not in IMPORTERS:
        raise SourceError(location, f"expected a format of {', '.join(IMPORTERS)}, got {format!r}")
    path = _existing(location)
    gathering = Gathering(source_name or str(path))
    if path.is_dir():
        _read_folder(path, gathering, format, column_map)
    else:
        _read_file(path, path.name, gathering, format, column_map)
    return gathering.finish()


def _existing(location: str) -> Path:
    try:
        path = Path(location).expanduser().resolve()
        if path.exists():
            return path
    except (OSError, ValueError, RuntimeError):
        pass
    raise SourceError(location, "expected a file or a folder, found nothing there; check the path")


def _read_folder(
    folder: Path, gathering: Gathering, format_name: str | None, column_map: ColumnMap
) -> None:
    files = [path for path in sorted(folder.rglob("*")) if _is_for_us(path, folder, format_name)]
    if not files:
        raise SourceError(
            str(folder), f"expected files that end in {', '.join(_FORMATS_BY_SUFFIX)}, found none"
        )
    for path in files:
        name = path.relative_to(folder).as_posix()
        own_map = column_map if _format_of(path, format_name) in _WITH_COLUMNS else _NO_MAP
        try:
            _read_file(path, name, gathering, format_name, own_map)
        except SourceError as error:
            gathering.reject(name, None, error.problem)
    if not gathering.items:
        first = gathering.rejections[0]
        raise SourceError(
            str(folder), f"nothing in it could be read: {first.file}: {first.message}"
        )


def _is_for_us(path: Path, folder: Path, format_name: str | None) -> bool:
    if any(part.startswith(".") for part in path.relative_to(folder).parts):
        return False
    return _is_file(path) and (format_name is not None or path.suffix.lower() in _FORMATS_BY_SUFFIX)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return True  # Reading it will say why it cannot be read.


def _read_file(
    path: Path,
    name: str,
    gathering: Gathering,
    format_name: str | None,
    column_map: ColumnMap,
) -> None:
    chosen = _format_of(path, format_name)
    if chosen is None:
        raise SourceError(
            name,
            f"expected a name that ends in {', '.join(_FORMATS_BY_SUFFIX)}, got "
            f"{path.suffix or 'none of them'!r}; say what it is with --format",
        )
    if column_map and chosen not in _WITH_COLUMNS:
        raise SourceError(
            name, f"--map is for csv, jsonl and json, and this is {chosen}; leave it out"
        )
    decoded = read_text(path, name)
    if decoded.guessed:
        gathering.remark(name, f"not UTF-8, read as {decoded.guessed}; check the accented letters")
    if chosen in _ONE_ARTICLE and len(decoded.text) > PAGE_CHARS_MAX:
        raise SourceError(
            name,
            f"expected an article of at most {PAGE_CHARS_MAX:,} characters, "
            f"got {len(decoded.text):,}; split it into articles",
        )
    IMPORTERS[chosen](SourceFile(name, decoded.text), gathering, column_map)


def _format_of(path: Path, format_name: str | None) -> str | None:
    return format_name or _FORMATS_BY_SUFFIX.get(path.suffix.lower())
