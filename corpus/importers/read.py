"""Picks the importer for a file, or for each file of a folder, and reads the source."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path, PurePosixPath

from corpus.errors import SourceError
from corpus.importers.column_memory import ColumnMemory
from corpus.importers.columns import NO_MAP, ColumnChoice, ColumnMap, check_map, folded
from corpus.importers.csv_file import import_csv
from corpus.importers.decoding import decode, read_bytes
from corpus.importers.files import Importer, SourceFile
from corpus.importers.formats import BINARY, ONE_ARTICLE, SUFFIXES, WITH_COLUMNS, format_of
from corpus.importers.gathering import Gathering
from corpus.importers.html_file import import_html
from corpus.importers.json_file import import_json, import_json_lines
from corpus.importers.markdown_file import import_markdown
from corpus.importers.results import FileRead, Imported, Rejection, Remark
from corpus.importers.text_file import import_text
from corpus.importers.wordpress_file import import_wordpress
from corpus.importers.xml_file import import_xml
from corpus.models import Article

__all__ = ["Imported", "Rejection", "Remark", "read_source"]


def _when_called(module: str, name: str) -> Importer:
    """An importer whose library is loaded for the first file that needs it: each takes a tenth of
    a second, which every start of the program would pay."""

    def call(file: SourceFile, gathering: Gathering, choice: ColumnChoice) -> None:
        getattr(import_module(module), name)(file, gathering, choice)

    return call


IMPORTERS: Mapping[str, Importer] = {
    "csv": import_csv,
    "xlsx": _when_called("corpus.importers.xlsx_file", "import_xlsx"),
    "jsonl": import_json_lines,
    "json": import_json,
    "markdown": import_markdown,
    "html": import_html,
    "text": import_text,
    "docx": _when_called("corpus.importers.docx_file", "import_docx"),
    "pdf": _when_called("corpus.importers.pdf_file", "import_pdf"),
    "xml": import_xml,
    "wordpress": import_wordpress,
}
# A whole book; beyond it, some parsers of pages take minutes.
PAGE_CHARS_MAX = 2**21
_LOST = "\N{REPLACEMENT CHARACTER}"


def read_source(
    location: str,
    *,
    source_name: str | None = None,
    format: str | None = None,  # noqa: A002
    column_map: ColumnMap = NO_MAP,
    memory: ColumnMemory | None = None,
) -> Imported:
    """Everything that a file, or a folder with all that is below it, holds.

    A folder is one source; its hidden files are left out, those of kinds that are not read here
    are counted, and a file of it that cannot be read is a rejection. `format` is a key of IMPORTERS
    and overrides the file names. `column_map` gives a column for some fields of a course;
    `memory` knows what earlier syncs of the source used, and is overruled by it.
    `source_name` is the absolute path unless given; the items' ids depend on it.
    Raises SourceError for a source that cannot be read at all.
    """
    check_format(format, location)
    check_map(column_map, location)
    path = _existing(location)
    gathering = Gathering(source_name or str(path))
    remembered = memory.of(gathering.source) if memory else {}
    choice = ColumnChoice(column_map, remembered, is_shared=path.is_dir())
    if path.is_dir():
        _read_folder(path, gathering, format, choice)
    else:
        _read_file(path, path.name, gathering, format, choice)
    check_given(gathering, choice.given, location)
    if not gathering.items and not gathering.rejections:
        raise SourceError(location, "expected courses or articles, found none; check what it holds")
    return gathering.finish()


def _existing(location: str) -> Path:
    if location.lower().startswith(("http://", "https://")):
        raise SourceError(location, "expected a file or a folder, got a web address")
    try:
        path = Path(location).expanduser().resolve()
        if path.exists():
            return path
    except (OSError, ValueError, RuntimeError):
        pass
    raise SourceError(location, "expected a file or a folder, found nothing there; check the path")


def _read_folder(
    folder: Path, gathering: Gathering, format_name: str | None, choice: ColumnChoice
) -> None:
    files = [path for path in sorted(folder.rglob("*")) if _is_shown(path, folder)]
    ours = [path for path in files if format_name or path.suffix.lower() in SUFFIXES]
    if not ours:
        raise SourceError(
            str(folder), f"expected files that end in {', '.join(SUFFIXES)}, found none"
        )
    for path in ours:
        name = path.relative_to(folder).as_posix()
        try:
            _read_file(path, name, gathering, format_name, choice)
        except SourceError as error:
            gathering.reject(name, None, error.problem)
            gathering.files.append(FileRead(name, format_name or "", 0, 0, 1))
    for path in sorted(set(files) - set(ours)):
        gathering.remark(str(folder), "files of other kinds, not read: {values}", path.suffix)
    if not gathering.items and gathering.rejections:
        first = gathering.rejections[0]
        raise SourceError(
            str(folder), f"nothing in it could be read: {first.file}: {first.message}"
        )


def check_format(format_name: str | None, location: str) -> None:
    """Raises SourceError for a format that is none."""
    if format_name is not None and format_name not in IMPORTERS:
        expected = ", ".join(IMPORTERS)
        raise SourceError(location, f"expected a format of {expected}, got {format_name!r}")


def check_given(gathering: Gathering, given: ColumnMap, location: str) -> None:
    """A column that no file has is a slip of the pen, not another file's."""
    for field, column in given.items():
        if not any(folded(t.columns.get(field, "")) == folded(column) for t in gathering.tables):
            raise SourceError(
                location,
                f"--map {field}={column}: no file or sheet has the column {column!r}; "
                "a sync without a map shows the columns of each",
            )


def _is_shown(path: Path, folder: Path) -> bool:
    if any(part.startswith(".") for part in path.relative_to(folder).parts):
        return False
    try:
        return not path.is_dir()
    except OSError:
        return True  # Reading it will say why it cannot be read.


def _read_file(
    path: Path,
    name: str,
    gathering: Gathering,
    format_name: str | None,
    choice: ColumnChoice,
) -> None:
    data = read_bytes(path, name)
    take_data(data, name, gathering, format_name or format_of(name, data), choice)


def take_data(
    data: bytes,
    name: str,
    gathering: Gathering,
    format_name: str | None,
    choice: ColumnChoice,
    address: str = "",
) -> None:
    """Add what a file holds. Raises SourceError for one that gives nothing at all."""
    if format_name is None:
        raise SourceError(
            name,
            f"expected a name that ends in {', '.join(SUFFIXES)}, got "
            f"{PurePosixPath(name).suffix or 'none of them'!r}; say what it is with --format",
        )
    if choice.given and format_name not in WITH_COLUMNS and not choice.is_shared:
        raise SourceError(
            name, f"--map is for {', '.join(WITH_COLUMNS)}, and this is {format_name}; leave it out"
        )
    items, rejected = len(gathering.items), len(gathering.rejections)
    if format_name in BINARY:
        file = SourceFile(name, data=data, address=address)
    else:
        file = SourceFile(name, _text(data, name, format_name, gathering), address=address)
    IMPORTERS[format_name](file, gathering, choice)
    new = gathering.items[items:]
    articles = sum(isinstance(item, Article) for item in new)
    refused = len(gathering.rejections) - rejected
    gathering.files.append(FileRead(name, format_name, len(new) - articles, articles, refused))
    gathering.origins[name] = tuple(item.id for item in new)


def _text(data: bytes, name: str, format_name: str, gathering: Gathering) -> str:
    """The file's text, and remarks on letters that were not what its bytes should say."""
    decoded = decode(data, name)
    if decoded.guessed:
        gathering.remark(name, f"not UTF-8, read as {decoded.guessed}; check the accented letters")
    # Its library takes a tenth of a second to load, as those of `_when_called`.
    from corpus.importers.mending import mended

    text, words = mended(decoded.text)
    for word in words:
        gathering.remark(name, "letters garbled by a wrong encoding, mended: {values}", word)
    if lost := text.count(_LOST):
        gathering.remark(name, f"{lost:,} letters were lost before the file was saved, shown as �")
    if format_name in ONE_ARTICLE and len(text) > PAGE_CHARS_MAX:
        raise SourceError(
            name,
            f"expected an article of at most {PAGE_CHARS_MAX:,} characters, "
            f"got {len(text):,}; split it into articles",
        )
    return text
