"""PDFs."""

from pathlib import Path

import pytest

from corpus.errors import SourceError
from corpus.importers.read import Imported, read_source
from corpus.models import Article, Heading, ItemList, Paragraph
from tests.corpus.importers.pdfs import Set, pdf

FIRST = (
    Set("Keeping bees", size=22, below=30),
    Set("A hive asks for an hour of work a week in summer, and in winter for next to", below=30),
    Set("nothing, when the bees keep one another warm with their own bodies in the hive."),
    Set(
        "A second paragraph begins here, further down the page than a new line would be.", below=26
    ),
    Set("What does it take?", size=16, below=30),
    Set("Most people begin with:", below=24),
    Set("\x95 A veil and a pair of gloves", below=18, indent=18),
    Set("\x95 A smoker", indent=18),
    Set("Time", is_bold=True, below=26),
    Set(
        "Count on forty hours in the first year, among them those in which you do a self-", below=18
    ),
    Set("taught course, and on half of that once you know your bees and their ways, and go"),
)
SECOND = (
    Set(
        "on with what you have learnt. The last paragraph of this text is on a second page.",
        below=40,
    ),
)


def read(folder: Path, data: bytes, name: str = "bees.pdf") -> Imported:
    path = folder / name
    path.write_bytes(data)
    return read_source(str(path), source_name="test")


def test_headings_paragraphs_and_items_come_out_as_they_are_set(tmp_path: Path) -> None:
    (found,) = read(tmp_path, pdf(FIRST, SECOND, foot="Wattle College page")).items
    assert isinstance(found, Article)
    assert found.title == "Keeping bees"
    assert found.blocks == (
        Paragraph(
            text="A hive asks for an hour of work a week in summer, and in winter for next to "
            "nothing, when the bees keep one another warm with their own bodies in the hive."
        ),
        Paragraph(
            text="A second paragraph begins here, further down the page than a new line would be."
        ),
        Heading(level=2, text="What does it take?"),
        Paragraph(text="Most people begin with:"),
        ItemList(items=("A veil and a pair of gloves", "A smoker")),
        Heading(level=3, text="Time"),
        Paragraph(
            text="Count on forty hours in the first year, among them those in which you do a "
            "self-taught course, and on half of that once you know your bees and their ways, and "
            "go on with what you have learnt. The last paragraph of this text is on a second page."
        ),
    )


def test_a_page_without_text_is_named(tmp_path: Path) -> None:
    imported = read(tmp_path, pdf(FIRST, (), SECOND))
    assert "pages without text, scanned or empty: 2" in [r.message for r in imported.remarks]


def test_a_scan_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"got 2 pages of pictures .* run text recognition"):
        read(tmp_path, pdf((), ()))


@pytest.mark.parametrize("data", [b"%PDF-1.7", pdf(FIRST)[:700], b"%PDF-1.4\n" + b"\0" * 500])
def test_half_a_pdf_is_an_error_for_people(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(SourceError, match=r"bees\.pdf: expected"):
        read(tmp_path, data)
