"""What kind of file a file is: by its first bytes where they say so, else by its name."""

import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import PurePosixPath
from types import MappingProxyType
from zipfile import ZipFile

from corpus.errors import SourceError
from corpus.importers.columns import known_fields
from corpus.importers.faults import LIBRARY_FAULTS

SUFFIXES: Mapping[str, str] = MappingProxyType(
    {
        ".csv": "csv", ".tsv": "csv", ".tab": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl",
        ".json": "json", ".jsonld": "json", ".xlsx": "xlsx", ".xlsm": "xlsx", ".xls": "csv",
        ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html",
        ".xhtml": "html", ".docx": "docx", ".pdf": "pdf", ".txt": "text", ".text": "text",
        ".xml": "xml", ".rss": "xml", ".atom": "xml", ".rdf": "xml",
    }
)  # fmt: skip
BINARY = frozenset({"xlsx", "docx", "pdf"})
# Kinds that hold rows with columns, for which a map may be given.
WITH_COLUMNS = ("csv", "xlsx", "jsonl", "json", "html")
ONE_ARTICLE = frozenset({"markdown", "html", "text"})
_ZIP, _PDF, _OLD_OFFICE = b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0"
_OFFICE_PARTS = (("xl/workbook.xml", "xlsx"), ("word/document.xml", "docx"))
_WORDPRESS = re.compile(rb"<wp:wxr_version>")
_HTML = re.compile(rb"\s*(?:<!doctype html|<html[\s>]|<table[\s>])", re.IGNORECASE)
# A page that was saved under the name of a table, or as text, begins with this within its mark.
_BEGINNING_BYTES = 512
_FIRST_LINES_BYTES = 8192
_TEXT_NAMED = frozenset({"csv", "text"})


def format_of(name: str, data: bytes) -> str | None:
    """The format, None if neither bytes nor name tell. Raises SourceError for one not read here."""
    if data.startswith(_ZIP):
        return _office_format(name, data)
    if data.startswith(_PDF):
        return "pdf"
    if data.startswith(_OLD_OFFICE):
        raise SourceError(
            name, "expected a newer file, got an old Excel or Word file, or one with a password; "
            "open it and save it as .xlsx or .docx without one",
        )  # fmt: skip
    named = SUFFIXES.get(PurePosixPath(name).suffix.lower())
    beginning = data[:_BEGINNING_BYTES].removeprefix(b"\xef\xbb\xbf")
    if named in _TEXT_NAMED and _HTML.match(beginning):
        return "html"
    if named == "csv" and beginning.lstrip()[:2] in {b"[{", b'{"'}:
        return "json"
    if named == "text" and _is_table(data):
        return "csv"
    if named == "xml" and _WORDPRESS.search(data):
        return "wordpress"
    return named


def _is_table(data: bytes) -> bool:
    """Whether a text is a catalogue: its first line names columns, the next has as many cells."""
    text = data[:_FIRST_LINES_BYTES].decode("utf-8-sig", "replace")
    lines = [line for line in text.splitlines() if line.strip()][:2]
    if len(lines) < 2:
        return False
    for mark in "|\t;":
        known = known_fields([cell.strip() for cell in lines[0].split(mark)])
        is_even = lines[0].count(mark) == lines[1].count(mark)
        if is_even and "title" in known and len(known) > 1:
            return True
    return False


def _office_format(name: str, data: bytes) -> str:
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = set(archive.namelist())
    except LIBRARY_FAULTS as error:
        raise SourceError(
            name, "expected a whole Excel or Word file, got a broken one; save it again"
        ) from error
    found = next((format_ for part, format_ in _OFFICE_PARTS if part in parts), None)
    if found is None:
        raise SourceError(
            name, "expected an Excel or Word file, got another zip file; unpack it first"
        )
    return found
