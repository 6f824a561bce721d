"""PDFs as articles: their text with its headings; what was scanned and holds none is said."""

import logging
import re
from collections.abc import Sequence
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from corpus.errors import SourceError
from corpus.importers.articles import take_article
from corpus.importers.columns import ColumnChoice
from corpus.importers.faults import LIBRARY_FAULTS, spoken
from corpus.importers.files import SourceFile
from corpus.importers.gathering import Gathering
from corpus.importers.pdf_blocks import pdf_blocks
from corpus.importers.pdf_lines import PdfLine, page_lines, without_running_heads
from corpus.importers.plain import visible
from corpus.models import Block, Heading

# A handbook; beyond it, reading takes minutes.
PAGES_MAX = 1000
_CHARS_MAX = 2**21
_FAULTS = (*LIBRARY_FAULTS, PyPdfError)
# What programs put for a title that nobody wrote.
_NO_TITLE = re.compile(
    r"(?:microsoft word - |untitled|document ?\d*$|.*\.(?:docx?|indd|pdf|pptx?)$)", re.I
)


def import_pdf(file: SourceFile, gathering: Gathering, _: ColumnChoice) -> None:
    """Add the article of a PDF; pages without text are named.

    Raises SourceError for a broken or protected one, and for one that holds no text at all.
    """
    # It warns of every flaw that it can live with; those that it cannot are errors.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = _opened(file)
        pages = [page_lines(page, number) for number, page in enumerate(reader.pages, start=1)]
        raw = _stated(reader)
    except _FAULTS as error:
        raise SourceError(
            file.name, f"expected a whole PDF, got a broken one: {spoken(error)}; save it again"
        ) from error
    _check(pages, file.name, gathering)
    lines = without_running_heads([line for page in pages for line in page])
    blocks = tuple(pdf_blocks(lines))
    take_article(gathering, _titled(raw, blocks), blocks, file=file.name)


def _opened(file: SourceFile) -> PdfReader:
    reader = PdfReader(BytesIO(file.data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise SourceError(
            file.name, "expected a PDF that anyone may open, got one with a password; "
            "save it without",
        )  # fmt: skip
    if len(reader.pages) > PAGES_MAX:
        raise SourceError(
            file.name,
            f"expected at most {PAGES_MAX:,} pages, got {len(reader.pages):,}; split the file",
        )
    return reader


def _check(pages: Sequence[Sequence[PdfLine]], file: str, gathering: Gathering) -> None:
    """Say which pages hold no text; raises SourceError if none holds any, or far too much."""
    blank = [str(number) for number, lines in enumerate(pages, start=1) if not lines]
    if len(blank) == len(pages):
        raise SourceError(
            file,
            f"expected text, got {len(pages)} pages of pictures or drawings, as scanners make "
            "them; run text recognition (OCR) over the file and save it again",
        )
    if blank:
        gathering.remark(
            file, f"pages without text, scanned or empty: {', '.join(blank[:20])}"
            f"{', ...' if len(blank) > 20 else ''}",
        )  # fmt: skip
    chars = sum(len(line.text) for page in pages for line in page)
    if chars > _CHARS_MAX:
        raise SourceError(
            file, f"expected at most {_CHARS_MAX:,} characters, got {chars:,}; split the file"
        )


def _stated(reader: PdfReader) -> dict[str, object]:
    """What the file says of itself; a date that cannot be read says nothing."""
    stated = reader.metadata
    title = visible(str(stated.title or "")).strip() if stated else ""
    author = visible(str(stated.author or "")).strip() if stated else ""
    created, modified = (_day(stated.get(name) if stated else "") for name in _DATES)
    return {
        "title": "" if _NO_TITLE.match(title) else title,
        "authors": [author],
        "published_on": created,
        "updated_on": "" if modified == created else modified,
    }


_DATES = ("/CreationDate", "/ModDate")
_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)")


def _day(text: object) -> str:
    match = _DATE.match(str(text or ""))
    return "-".join(match.groups()) if match else ""


def _titled(raw: dict[str, object], blocks: Sequence[Block]) -> dict[str, object]:
    """The heading that a PDF opens with is its title, whatever its properties say."""
    opens = blocks[0] if blocks else None
    return {**raw, "title": ""} if isinstance(opens, Heading) and opens.level == 1 else raw
