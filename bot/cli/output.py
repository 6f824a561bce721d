"""What the command line prints: JSON on standard output, tables, and progress on standard error."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from pydantic import BaseModel
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

OUT = Console(highlight=False)
ERR = Console(stderr=True, highlight=False)

Cell = str | int | float | None


def print_json(value: BaseModel | Mapping[str, object] | Sequence[object]) -> None:
    """One JSON document on one line."""
    plain = value.model_dump(mode="json") if isinstance(value, BaseModel) else value
    sys.stdout.write(json.dumps(plain, ensure_ascii=False, default=str) + "\n")
    sys.stdout.flush()


def print_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
    """A table that fits the terminal."""
    table = Table(title=title, title_justify="left", expand=False)
    for name, values in zip(columns, zip(*rows, strict=True) if rows else (), strict=False):
        is_number = all(isinstance(value, int | float) for value in values)
        table.add_column(name, justify="right" if is_number else "left", overflow="fold")
    for row in rows:
        # As text: brackets in data are no markup.
        table.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    OUT.print(table)


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error, fed with (done, total); nothing is shown where nobody looks."""
    with progress_bars(label) as (fed,):
        yield fed


@contextmanager
def progress_bars(*labels: str) -> Iterator[tuple[Callable[[int, int], None], ...]]:
    """Several of them, one below the other, each seen from when it is first fed."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=ERR, transient=True, disable=not ERR.is_terminal) as progress:
        tasks = [progress.add_task(label, total=None, visible=len(labels) == 1) for label in labels]

        def fed(task: TaskID) -> Callable[[int, int], None]:
            return lambda done, total: progress.update(
                task, completed=done, total=total, visible=True
            )

        yield tuple(map(fed, tasks))
