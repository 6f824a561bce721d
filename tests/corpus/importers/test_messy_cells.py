"""Cells as people leave them: empty words, stubs, garbled letters, other languages."""

from pathlib import Path

import pytest

from corpus.importers.cells import is_not_offered, is_stub, says_nothing
from corpus.importers.languages import foreign_language
from corpus.importers.mending import mended
from corpus.importers.read import Imported, read_source
from corpus.importers.teasers import is_cut, whole_sentences
from corpus.models import Course


def read(folder: Path, text: str) -> Imported:
    path = folder / "catalogue.csv"
    path.write_text(text, encoding="utf-8")
    return read_source(str(path), source_name="test")


@pytest.mark.parametrize("text", ["N/A", "n.a.", "TBA", "tbc", "-", "—", "?", "NULL", "nan",
                                  "Not specified", "#REF!", "to be advised"])  # fmt: skip
def test_words_that_say_nothing(text: str) -> None:
    assert says_nothing(text, "summary")


@pytest.mark.parametrize(
    ("text", "field"),
    [("None", "entry"), ("Nil", "price"), ("Nan's kitchen", "title"), ("NT", "states")],
)
def test_words_that_say_something(text: str, field: str) -> None:
    assert not says_nothing(text, field)


@pytest.mark.parametrize(
    "text",
    ["Same as above", "as above.", "see above", "Ditto", "Same as BSB50120", "See website",
     "Please refer to the handbook", "Description coming soon", "Coming soon!", "xxx", "test",
     "Lorem ipsum dolor sit amet, " + "consectetur " * 20, "[Insert description here]".strip("[]")],
)  # fmt: skip
def test_what_stands_in_for_a_text(text: str) -> None:
    assert is_stub(text)


@pytest.mark.parametrize(
    "text",
    ["Testing software", "See how wine is made, taste it, and learn what to serve with which dish: "
     "five evenings in the cellar.", "Learn to weld.", "Contact dermatitis care" * 5, ""],
)  # fmt: skip
def test_what_is_a_text(text: str) -> None:
    assert not is_stub(text)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("One is whole. Two is cut ...", "One is whole."),
        ("One is whole. Two is cut… Read more", "One is whole."),
        ("All of it is here. Read more", "All of it is here."),
        ("Cut before its first en [...]", ""),
        ("Nothing is cut. Not here either.", "Nothing is cut. Not here either."),
        ("Paint, draw, print … and frame.", "Paint, draw, print … and frame."),
    ],
)
def test_a_text_that_was_cut_keeps_its_whole_sentences(text: str, whole: str) -> None:
    assert whole_sentences(text) == whole
    assert is_cut(text) is (text.rstrip().endswith(("...", "[...]")) or "cut…" in text)


@pytest.mark.parametrize("status", ["Superseded", "draft", "0", "No", "Non-Current", "Not offered"])
def test_what_is_not_on_offer(status: str) -> None:
    assert is_not_offered(status)
    assert not is_not_offered("Current")


def test_garbled_letters_are_mended_and_others_left() -> None:
    text = "CafÃ© skills â€“ the baristaâ€™s art\nL’été à Nouméa, Ärzte, naïve façade"
    fixed, words = mended(text)
    assert fixed == "Café skills – the barista’s art\nL’été à Nouméa, Ärzte, naïve façade"
    assert words == ("CafÃ© → Café",)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Este curso es una introducción a la programación para los que se inician.", "Spanish"),
        ("Ce cours est une introduction à la programmation pour les débutants avec des exercices.",
         "French"),
        ("本コースではプログラミングの基礎を学びます。", "Japanese"),
        ("This course is an introduction to programming for those who begin.", ""),
        ("Los Angeles", ""),
    ],
)  # fmt: skip
def test_a_text_in_another_language_is_told(text: str, language: str) -> None:
    assert foreign_language(text) == language


def test_the_report_counts_each_kind_of_mess_and_the_fields_stay_empty(tmp_path: Path) -> None:
    rows = (
        "title,summary,description,level,language,status\n"
        "Welding,TBA,Same as above,N/A,,Current\n"
        "Tiling,Learn to ...,Este curso es una introducción para los que se inician.,,,Current\n"
        "Old,x,y,,,Superseded\nDitto,,,,,Current\n"
    )
    imported = read(tmp_path, rows)
    first, second = (item for item in imported.items if isinstance(item, Course))
    assert (first.summary, first.description, first.level_text) == ("", "", "")
    assert second.language == ""
    assert [r.message for r in imported.rejections] == [
        "expected a title, got 'Ditto'; fill it in or remove the row"
    ]
    assert [r.message for r in imported.remarks] == [
        "read as empty: 'N/A' (1 row)",
        "description: stands in for a text, left out: 'Same as above' (1 row)",
        "summary: cut off in the source: 'Tiling' (1 row)",
        "no language stated, but the text looks like 'Spanish' (1 row)",
        "left out, not on offer by its status: 'Superseded' (1 row)",
    ]
