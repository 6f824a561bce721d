"""The product: `adviser corpus sync` of a file, then the served version as a turn asks it.

Courses are synced from a CSV file and found as the course finder finds them, without criteria.
Articles are synced from JSON Lines and found by their surest evidence, one piece an article.
"""

import csv
import json
from collections.abc import Sequence
from pathlib import Path

from benchmarks.peers.protocol import WITHHELD_TITLE, Document, Task, serve
from bot.composition import Adviser
from bot.settings import Settings
from retrieval.models import Criteria

# Documents are told apart by their address: the product makes ids of its own.
ADDRESS = "https://documents.example/"


class Ours:
    """Course search or article search over one data folder."""

    def __init__(self, task: Task) -> None:
        self._app = Adviser(Settings(home=task.folder))
        self._folder = task.folder
        self._is_course = task.kind == "course"

    def warm_up(self) -> None:
        self._app.embedder.encode(["course"])

    def ingest(self, documents: Sequence[Document]) -> None:
        source = self._folder / ("documents.csv" if self._is_course else "documents.jsonl")
        write = _write_courses if self._is_course else _write_articles
        write(documents, source)
        report = self._app.publisher.sync([str(source)])
        rejected = [rejection for one in report.imported for rejection in one.rejections]
        if rejected:
            raise ValueError(f"expected every document to be taken, got {rejected[0]}")

    def open(self) -> None:
        self._app.knowledge()

    def search(self, query: str, limit: int) -> list[str]:
        knowledge = self._app.knowledge()
        if self._is_course:
            found = knowledge.courses(query, Criteria(), None, 0, limit)
            urls = [match.course.url for match in found.matches]
        else:
            urls = [evidence.url for evidence in knowledge.evidence(query, limit)]
        return [(url or "").removeprefix(ADDRESS) for url in urls]


def prepare(home: Path) -> None:
    """What `adviser setup` does, with nothing in the corpus yet."""
    app = Adviser(Settings(home=home))
    app.export_model()
    app.publisher.ensure_published()


def _write_courses(documents: Sequence[Document], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("title", "url", "description"))
        rows.writerows((d.title or WITHHELD_TITLE, ADDRESS + d.id, d.text) for d in documents)


def _write_articles(documents: Sequence[Document], path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        for document in documents:
            paragraph = {"kind": "paragraph", "text": document.text}
            fields = {
                "kind": "article",
                "title": document.title,
                "url": ADDRESS + document.id,
                "blocks": [paragraph],
            }
            file.write(json.dumps(fields) + "\n")


if __name__ == "__main__":
    serve(Ours)
