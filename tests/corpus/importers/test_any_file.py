"""Whatever a file holds, reading it gives items or an error for people."""

import json
import random
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import CorpusError
from corpus.importers.read import Imported, read_source
from tests.corpus.importers.pdfs import Set, pdf
from tests.corpus.importers.shapes import SHAPES, Shape, workbook

NAMES = st.sampled_from(
    ["@context", "@type", "@id", "@graph", "type", "name", "title", "courses", "data", "columns",
     "values", "offers", "price", "priceCurrency", "provider", "hasCourseInstance", "courseMode",
     "location", "address", "addressCountry", "timeRequired", "achievement", "criteria",
     "narrative", "issuer", "attributes", "node", "blocks", "kind", "text", "startDate", "about",
     "itemListElement", "courseSchedule", "inLanguage", "url", "description", "status", "0", ""]
)  # fmt: skip
SCALARS = st.one_of(
    st.sampled_from(["Course", "Achievement", "Article", "article", "AUD", "P6W", "Weekly", "/x",
                     "https://a.example/x", "_:b", "#1", "Diploma", "N/A", "See above", "\ud800"]),
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20),
)  # fmt: skip
DOCUMENTS = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=6),
    max_leaves=30,
)


def check(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    try:
        imported: Imported | CorpusError = read_source(str(path), source_name="test")
    except CorpusError as error:
        imported = error
    if isinstance(imported, CorpusError):
        assert "\n" not in str(imported)
        return
    assert len({item.id for item in imported.items}) == len(imported.items)
    assert all("\n" not in problem.message for problem in imported.rejections)


@settings(max_examples=300, deadline=None)
@given(document=DOCUMENTS, name=st.sampled_from(["a.json", "a.jsonl", "a.html"]))
def test_a_document_of_any_shape(
    tmp_path_factory: pytest.TempPathFactory, document: object, name: str
) -> None:
    text = json.dumps(document)
    if name.endswith("html"):
        text = f'<html><script type="application/ld+json">{text}</script><p>Hi.</p></html>'
    check(tmp_path_factory.getbasetemp() / name, text.encode())


@settings(max_examples=100, deadline=None)
@given(document=DOCUMENTS)
def test_an_object_that_says_it_is_a_course(
    tmp_path_factory: pytest.TempPathFactory, document: object
) -> None:
    fields = document if isinstance(document, dict) else {"offers": document}
    node = {**fields, "@type": "Course", "name": "A course"}
    check(tmp_path_factory.getbasetemp() / "course.json", json.dumps(node).encode())


def word_document() -> bytes:
    data = BytesIO()
    document = Document()
    document.add_heading("Bees", 1)
    document.add_paragraph("They fly.")
    document.save(data)
    return data.getvalue()


FILES: dict[str, Callable[[], bytes]] = {
    "a.xlsx": lambda: workbook(("A", [["title", "price"], ["Welding", 10]])),
    "a.docx": word_document,
    "a.pdf": lambda: pdf((Set("Bees", size=20), Set("They fly, and they sting.", below=30))),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_with_broken_bytes(tmp_path: Path, name: str) -> None:
    whole = FILES[name]()
    chance = random.Random(name)
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        end = chance.choice([len(data), chance.randrange(1, len(data))])
        check(tmp_path / name, bytes(data[:end]))


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_a_catalogue_cut_off_anywhere(tmp_path: Path, shape: Shape) -> None:
    for end in range(1, len(shape.data), max(1, len(shape.data) // 12)):
        check(tmp_path / shape.name, shape.data[:end])
