"""What is searched and what is to be found: catalogues by title, and judged collections."""

import re
from dataclasses import dataclass
from pathlib import Path

from benchmarks.peers.protocol import Document, Kind
from corpus.importers.read import read_source
from corpus.models import Course

# Judgements below 1 say "not relevant"; 1 to 4 are degrees of relevance, all counted alike.
CRANFIELD_RELEVANT_MIN = 1


@dataclass(frozen=True)
class Query:
    """A query, and the ids of the documents that are right for it."""

    text: str
    relevant: frozenset[str]


@dataclass(frozen=True)
class Collection:
    """Documents of one kind, and queries over them."""

    name: str
    kind: Kind
    documents: tuple[Document, ...]
    queries: tuple[Query, ...]

    def with_queries(self, limit: int) -> "Collection":
        """The same with at most `limit` queries, evenly spaced."""
        step = max(1, -(-len(self.queries) // limit))
        return Collection(self.name, self.kind, self.documents, self.queries[::step])


def read_catalogue(path: Path, name: str) -> Collection:
    """Courses whose description is to be found by their title, which is withheld from it.

    Whatever `adviser corpus sync` reads. Courses of one title are all right for it.
    """
    items = read_source(str(path), source_name="catalogue", format=None, column_map={}).items
    courses = [item for item in items if isinstance(item, Course) and item.description]
    by_title: dict[str, set[str]] = {}
    for course in courses:
        by_title.setdefault(course.title, set()).add(course.id)
    return Collection(
        name=f"{name}: title against description",
        kind="course",
        documents=tuple(Document(course.id, "", course.description) for course in courses),
        queries=tuple(Query(title, frozenset(ids)) for title, ids in by_title.items()),
    )


def read_cranfield(folder: Path) -> Collection:
    """The Cranfield collection as it is usually handed on: cran.all.1400, cran.qry, cranqrel.

    Abstracts without a text are left out. Judgements number the queries by their order.
    """
    relevant: dict[int, set[str]] = {}
    for line in (folder / "cranqrel").read_text(encoding="utf-8").splitlines():
        query, document, degree = line.split()[:3]
        if int(degree) >= CRANFIELD_RELEVANT_MIN:
            relevant.setdefault(int(query), set()).add(document)
    queries = [fields["W"] for _, fields in _records(folder / "cran.qry")]
    return Collection(
        name="Cranfield, judged",
        kind="article",
        documents=tuple(
            Document(number, fields["T"], fields["W"])
            for number, fields in _records(folder / "cran.all.1400")
            if fields["W"]
        ),
        queries=tuple(
            Query(text, frozenset(relevant[place]))
            for place, text in enumerate(queries, start=1)
            if place in relevant
        ),
    )


def _records(path: Path) -> list[tuple[str, dict[str, str]]]:
    """Number and fields of each record: `.I 1`, then `.T`, `.A`, `.B`, `.W` with lines below."""
    records = re.split(r"^\.I +", path.read_text(encoding="latin-1"), flags=re.MULTILINE)[1:]
    read = []
    for record in records:
        number, *fields = re.split(r"^\.([A-Z])\n", record, flags=re.MULTILINE)
        names, texts = fields[::2], (" ".join(text.split()) for text in fields[1::2])
        read.append((str(int(number)), dict(zip(names, texts, strict=True))))
    return read
