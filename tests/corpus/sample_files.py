"""The files of the sample corpus, as rows and as pages."""

import csv
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml

SAMPLE = files("corpus") / "sample"


@dataclass(frozen=True)
class Page:
    """An article's front matter and its Markdown body."""

    name: str
    front: dict[str, Any]
    body: str


def load_rows() -> list[dict[str, str]]:
    tables = sorted(name for name in (e.name for e in SAMPLE.iterdir()) if name.endswith(".csv"))
    texts = [(SAMPLE / name).read_text(encoding="utf-8") for name in tables]
    return [row for text in texts for row in csv.DictReader(text.splitlines(), strict=True)]


def load_pages() -> list[Page]:
    names = sorted(entry.name for entry in (SAMPLE / "articles").iterdir())
    texts = {name: (SAMPLE / "articles" / name).read_text(encoding="utf-8") for name in names}
    texts["README.md"] = (SAMPLE / "README.md").read_text(encoding="utf-8")
    pages = []
    for name, text in texts.items():
        _, front, body = text.split("---\n", 2)
        pages.append(Page(name, yaml.safe_load(front), body))
    return pages


ROWS = load_rows()
PAGES = load_pages()


def values(row: dict[str, str], column: str) -> list[str]:
    return [value for value in row[column].split(";") if value]
