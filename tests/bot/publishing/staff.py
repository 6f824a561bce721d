"""Staff at work: a catalogue, a folder of articles, gold questions, and syncs of all that."""

import csv
import json
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from bot.composition import Adviser
from bot.publishing.approval import Approval
from bot.publishing.planning import SyncReport

NAMES = (
    "glassblowing",
    "falconry",
    "weaving",
    "beekeeping",
    "tanning",
    "origami",
    "fencing",
    "mime",
)
COURSES = tuple(
    {
        "id": f"{name}-basics",
        "title": f"{name.capitalize()} Basics",
        "price": f"${100 + number}",
        "duration": "6 weeks",
        "states": "VIC",
        "description": f"Learn {name} from the start, with good tools and patient teachers.",
    }
    for number, name in enumerate(NAMES)
)
ARTICLES = {
    "refunds": "A refund is paid within nine days of a written request.",
    "kilns": "A small kiln reaches twelve hundred degrees in four hours.",
    "hoods": "A falcon wears a leather hood so that it stays calm on the road.",
    "looms": "A table loom fits into the boot of a small car.",
}
QUESTIONS = tuple(
    {"question": question, "source": article, "sentence": ARTICLES[article]}
    for question, article in (
        ("How soon is a refund paid?", "refunds"),
        ("How hot does a small kiln get?", "kilns"),
        ("Why does a falcon wear a hood?", "hoods"),
    )
)
WISH = {
    "wish": "glassblowing",
    "price_aud_max": 150,
    "courses": [{"course": "glassblowing-basics", "price_aud": 100}],
}


class Staff:
    """Two sources under one folder, and the product that they are synced into."""

    def __init__(self, app: Adviser, folder: Path) -> None:
        self.app = app
        self.catalogue = folder / "catalogue.csv"
        self.articles = folder / "articles"
        folder.mkdir(exist_ok=True)
        self.write_courses(COURSES)
        self.write_articles(ARTICLES)

    def write_courses(self, rows: Iterable[Mapping[str, str]]) -> None:
        write_rows(self.catalogue, rows)

    def write_articles(self, texts: Mapping[str, str]) -> None:
        shutil.rmtree(self.articles, ignore_errors=True)
        self.articles.mkdir()
        for name, text in texts.items():
            head = f"---\nid: {name}\ntitle: About {name}\n---\n"
            (self.articles / f"{name}.md").write_text(f"{head}{text}\n", encoding="utf-8")

    def write_gold(self, *lines: Mapping[str, object]) -> None:
        text = "".join(json.dumps(line) + "\n" for line in lines)
        (self.app.settings.home / "gold.jsonl").write_text(text, encoding="utf-8")

    def sync(self, **approval: Any) -> SyncReport:
        sources = [str(self.catalogue), str(self.articles)]
        return self.app.publisher.sync(sources, approval=Approval(**approval))

    def served(self) -> str:
        return self.app.served.current().version


def without(rows: Iterable[Mapping[str, str]], field: str) -> list[dict[str, str]]:
    """The rows with one column blanked."""
    return [{**row, field: ""} for row in rows]


def priced(price: int) -> list[dict[str, str]]:
    """The courses, all at one price: a reply that mixed two versions would show two."""
    return [{**row, "price": f"${price}"} for row in COURSES]


def write_rows(path: Path, rows: Iterable[Mapping[str, str]]) -> None:
    """A catalogue, replaced whole."""
    written = path.with_suffix(".writing")
    with written.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(COURSES[0]))
        writer.writeheader()
        writer.writerows(rows)
    written.replace(path)
