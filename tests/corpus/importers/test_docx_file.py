"""Word documents."""

from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from corpus.errors import SourceError
from corpus.importers.read import Imported, read_source
from corpus.models import Article, Heading, ItemList, Paragraph


def read(folder: Path, data: bytes, name: str = "bees.docx") -> Imported:
    path = folder / name
    path.write_bytes(data)
    return read_source(str(path), source_name="test")


def written(*, is_titled: bool = True) -> bytes:
    document = Document()
    document.core_properties.author = "Jo Doe"
    document.core_properties.title = "Properties title"
    document.core_properties.created = datetime(2025, 3, 1)
    document.core_properties.modified = datetime(2026, 3, 2)
    if is_titled:
        document.add_heading("Keeping bees", 0)
    document.add_paragraph("A hive asks for an hour a week.")
    document.add_heading("What does it take?", 1)
    document.add_paragraph("A veil", style="List Bullet")
    document.add_paragraph("A smoker", style="List Bullet")
    document.add_paragraph("")
    document.add_heading("Time", 2)
    table = document.add_table(rows=2, cols=2)
    for place, text in enumerate(("Month", "Hours", "October", "6")):
        table.cell(place // 2, place % 2).text = text
    document.sections[0].header.paragraphs[0].text = "Internal use"
    data = BytesIO()
    document.save(data)
    return data.getvalue()


def test_headings_lists_and_tables_are_kept_in_their_order(tmp_path: Path) -> None:
    (found,) = read(tmp_path, written()).items
    assert isinstance(found, Article)
    assert found.title == "Keeping bees"
    assert found.authors == ("Jo Doe",)
    assert (str(found.published_on), str(found.updated_on)) == ("2025-03-01", "2026-03-02")
    assert found.blocks == (
        Paragraph(text="A hive asks for an hour a week."),
        Heading(level=1, text="What does it take?"),
        ItemList(items=("A veil", "A smoker")),
        Heading(level=2, text="Time"),
        ItemList(items=("Month: October; Hours: 6",)),
    )


def test_a_document_that_opens_with_a_sentence_has_its_stated_title(tmp_path: Path) -> None:
    assert read(tmp_path, written(is_titled=False)).items[0].title == "Properties title"


def test_half_a_document_is_an_error_for_people(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"bees\.docx: expected a whole .*save it again"):
        read(tmp_path, written()[:2000])


def test_a_document_without_a_sentence_is_refused(tmp_path: Path) -> None:
    data = BytesIO()
    Document().save(data)
    with pytest.raises(SourceError, match="found no paragraph"):
        read(tmp_path, data.getvalue())
