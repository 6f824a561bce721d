"""How a worker is spoken to: one JSON object a line, in on standard input and out on output.

Only the standard library, for a worker runs in its peer's own environment. What libraries print is
sent to standard error, so that it can never be taken for an answer.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, Protocol

Kind = Literal["course", "article"]
Answer = dict[str, object]
# Given to courses that are looked for by their title: ours have to have one.
WITHHELD_TITLE = "Course"


@dataclass(frozen=True)
class Document:
    """A text to be found. An empty title is one that is withheld."""

    id: str
    title: str
    text: str


@dataclass(frozen=True)
class Task:
    """What a worker is started with: a sentence-transformers model, a folder, a kind of text."""

    model: Path
    folder: Path
    kind: Kind


class Program(Protocol):
    """A program that finds documents, over one folder in which it keeps them."""

    def warm_up(self) -> None:
        """Load the model and encode once, so that ingestion alone is timed."""

    def ingest(self, documents: Sequence[Document]) -> None:
        """Make the documents findable, and durable in the folder."""

    def open(self) -> None:
        """Load what an earlier process ingested."""

    def search(self, query: str, limit: int) -> list[str]:
        """Ids of the documents that suit a query, the best first."""


def serve(make: Callable[[Task], Program]) -> None:
    """Answer calls until the input ends. What a program raises ends the worker."""
    model, folder, kind = sys.argv[1:]
    task = Task(Path(model), Path(folder), "article" if kind == "article" else "course")
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    program = make(task)
    for line in sys.stdin:
        print(json.dumps(_answer(program, json.loads(line))), file=answers, flush=True)


def write_documents(documents: Sequence[Document], path: Path) -> None:
    """One JSON object a line."""
    lines = (json.dumps(asdict(document)) + "\n" for document in documents)
    path.write_text("".join(lines), encoding="utf-8")


def read_documents(path: Path) -> list[Document]:
    """What `write_documents` wrote."""
    with path.open(encoding="utf-8") as file:
        return [Document(**json.loads(line)) for line in file]


def _answer(program: Program, call: dict[str, str]) -> Answer:
    match call["do"]:
        case "ingest":
            documents = read_documents(Path(call["documents"]))
            program.warm_up()
            started = time.perf_counter()
            program.ingest(documents)
            return {"seconds": time.perf_counter() - started}
        case "open":
            program.open()
            return {}
        case "search":
            started = time.perf_counter()
            found = program.search(call["query"], int(call["limit"]))
            return {"found": found, "seconds": time.perf_counter() - started}
        case unknown:
            raise ValueError(f"expected ingest, open or search, got {unknown!r}")
