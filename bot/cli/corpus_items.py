"""`adviser corpus show`, `search` and `export`."""

import json
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.application import adviser
from bot.cli.options import JsonOption
from bot.cli.output import print_json, print_table
from bot.errors import BotError
from retrieval.models import Criteria


def show(item_id: str, as_json: JsonOption = False) -> None:
    """One course or article."""
    with adviser("WARNING") as app:
        item = app.content.item(item_id)
    if item is None:
        raise BotError(f"there is no item {item_id!r}; `adviser corpus search` finds ids")
    if as_json:
        print_json(item)
        return
    rows = [(name, str(value)) for name, value in item.model_dump(mode="json").items() if value]
    print_table(item.title, ("", ""), rows)


def search(words: str, as_json: JsonOption = False) -> None:
    """The courses and the passages nearest to some words."""
    with adviser("WARNING") as app:
        knowledge = app.knowledge()
        courses = knowledge.courses(words, Criteria(), None, 0, 10).matches
        evidence = knowledge.evidence(words, 5)
    rows = [("course", m.course.id, m.course.title) for m in courses]
    rows += [("article", piece.article_id, piece.quote[:80]) for piece in evidence]
    if as_json:
        print_json([{"kind": kind, "id": id_, "text": text} for kind, id_, text in rows])
    else:
        print_table(f"Nearest to “{words}”", ("kind", "id", "text"), rows)


def export(
    file: Annotated[
        Path | None, typer.Argument(help="Where to; standard output if absent.")
    ] = None,
) -> None:
    """The whole corpus as JSON Lines, which `sync` reads back."""
    with adviser("WARNING") as app:
        lines = [
            json.dumps(item.model_dump(mode="json"), ensure_ascii=False)
            for item in app.content.active()
        ]
    text = "".join(line + "\n" for line in lines)
    if file is None:
        typer.echo(text, nl=False)
    else:
        file.write_text(text, encoding="utf-8")
