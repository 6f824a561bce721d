"""Markdown articles."""

from datetime import date
from pathlib import Path

import pytest

from corpus.errors import SourceError
from corpus.importers.read import Imported, read_source
from corpus.models import Article, Heading, ItemList, Paragraph

ARTICLE = """\
---
id: badges
title: What is a badge?
url: https://example.edu.au/badges
published_on: 2024-02-01
updated_on: 4 June 2024
authors: [Jo Doe, "Sam O'Neil"]
topics: badges
questions:
  - Who checks it?
is_sample: true
sources: [somewhere]
mood: sunny
---
# What is a badge?

A *badge* is [a picture](https://example.org) with `data`
inside it.<br>It says "well done".

## Who gives one?

Lead-in:

- Schools
  - and colleges
- **Employers**

| Who | How many |
|---|---|
| Schools | 12 |
| Shops | |

<script>alert(1)</script>

    indented code

> Quoted.
"""


def read(folder: Path, text: str, name: str = "what-is-it.md") -> Imported:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_source(str(path), source_name="test")


def article(imported: Imported) -> Article:
    (item,) = imported.items
    assert isinstance(item, Article)
    return item


def test_front_matter_fills_the_fields(tmp_path: Path) -> None:
    imported = read(tmp_path, ARTICLE)
    found = article(imported)
    assert found.title == "What is a badge?"
    assert found.url == "https://example.edu.au/badges"
    assert (found.published_on, found.updated_on) == (date(2024, 2, 1), date(2024, 6, 4))
    assert found.authors == ("Jo Doe", "Sam O'Neil")
    assert found.topics == ("badges",)
    assert found.questions == ("Who checks it?",)
    assert found.is_sample
    assert found.id.startswith("badges-")
    assert [remark.message for remark in imported.remarks] == ["fields not used: 'mood' (1 row)"]


def test_the_body_becomes_blocks_of_plain_text(tmp_path: Path) -> None:
    assert article(read(tmp_path, ARTICLE)).blocks == (
        Paragraph(text='A badge is a picture with data inside it.It says "well done".'),
        Heading(level=2, text="Who gives one?"),
        Paragraph(text="Lead-in:"),
        ItemList(items=("Schools", "and colleges", "Employers")),
        ItemList(items=("Who: Schools; How many: 12", "Who: Shops")),
        Paragraph(text="indented code"),
        Paragraph(text="Quoted."),
    )


def test_the_first_heading_is_the_title_where_none_is_stated(tmp_path: Path) -> None:
    found = article(read(tmp_path, "# A title\n\nA sentence.\n"))
    assert (found.title, found.blocks) == ("A title", (Paragraph(text="A sentence."),))


def test_the_file_name_is_the_title_where_there_is_no_heading(tmp_path: Path) -> None:
    assert article(read(tmp_path, "A sentence.\n")).title == "What is it"


def test_an_id_stays_while_title_and_text_change(tmp_path: Path) -> None:
    before = article(read(tmp_path, "# Old\n\nText.\n"))
    after = article(read(tmp_path, "# New\n\nOther text.\n"))
    assert before.id == after.id
    assert before.id.startswith("what-is-it-")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("---\ntitle: [a\n---\nText.\n", "expected front matter in YAML, got a fault at line 3"),
        ("---\n- a\n---\nText.\n", "as lines of `field: value`"),
        ("---\nupdated_on: 2024-13-45\n---\nText.\n", "expected front matter in YAML"),
        ("---\na: " + "[" * 5000 + "\n---\nText.\n", "expected front matter in YAML"),
        ("---\na: " + "x" * 70_000 + "\n---\nText.\n", "front matter of at most 65,536"),
        ("# Only a heading\n", "found no paragraph"),
        ("<div>only html</div>\n", "found no paragraph"),
    ],
)
def test_a_page_that_cannot_be_read_says_why(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        read(tmp_path, text)


def test_a_bomb_of_yaml_aliases_is_harmless(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [" + f"*a{n - 1}, " * 9 + "]" for n in range(1, 9)]
    text = "---\n" + "\n".join(lines) + "\ntopics: [*a8, *a8]\n---\nText.\n"
    assert article(read(tmp_path, text)).topics == ()
