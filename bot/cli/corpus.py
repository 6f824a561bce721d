"""`adviser corpus`: what staff do with the corpus."""

import json
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.application import adviser
from bot.cli.output import ERR, print_json, print_table, progress_bar
from bot.cli.sync_report import diff_json, print_report
from bot.composition import Adviser, sample_folder
from bot.errors import BotError
from bot.publishing import SAMPLE_SOURCE, STAFF_SOURCE, SyncReport
from corpus.store import Version, compare
from retrieval.cache import Progress
from retrieval.models import Criteria

APP = typer.Typer(
    help="Bring courses and articles in, look at them, go back.", no_args_is_help=True
)
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


@APP.command()
def sync(
    sources: Annotated[
        list[str], typer.Argument(help="Files or folders; `sample` is the sample corpus.")
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change and change nothing.")
    ] = False,
    format_: Annotated[
        str | None,
        typer.Option("--format", help="csv, jsonl, json, markdown, html, text or wordpress."),
    ] = None,
    mappings: Annotated[
        list[str] | None, typer.Option("--map", help="FIELD=COLUMN, once for each field.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Bring sources into the corpus: adds, changes, retires; publishes a new version."""
    column_map = dict(_mapping(text) for text in mappings or ())
    with adviser() as app, progress_bar("embedding") as progress:
        app.export_model()
        report = _sync(app, sources, format_, column_map, dry_run, progress)
    print_report(report, as_json=as_json)
    if any(one.rejections for one in report.imported):
        raise typer.Exit(1)


def _sync(
    app: Adviser,
    sources: list[str],
    format_: str | None,
    column_map: dict[str, str],
    is_dry_run: bool,
    progress: Progress,
) -> SyncReport:
    if sources == [SAMPLE_SOURCE]:
        return app.publisher.sync(
            [str(sample_folder())],
            source_name=SAMPLE_SOURCE,
            is_dry_run=is_dry_run,
            progress=progress,
        )
    return app.publisher.sync(
        sources, format_=format_, column_map=column_map, is_dry_run=is_dry_run, progress=progress
    )


@APP.command()
def status(as_json: JsonOption = False) -> None:
    """What is served now."""
    with adviser("WARNING") as app:
        snapshot = app.served.current()
        state = {
            "version": snapshot.version,
            "built_at": snapshot.built_at.isoformat(),
            "articles": len(snapshot.articles),
            "courses": len(snapshot.courses),
            "passages": len(snapshot.passages),
            "model": snapshot.embedder_name,
            "fault": app.served.fault,
            "sources": [{"source": name, "items": n} for name, n in app.content.sources()],
        }
    if as_json:
        print_json(state)
        return
    rows = [(name, str(value)) for name, value in state.items() if name != "sources" and value]
    print_table("Served now", ("", ""), rows)
    print_table("Sources", ("source", "items"), app.content.sources())


@APP.command()
def versions(as_json: JsonOption = False) -> None:
    """Every version that was published, newest first."""
    with adviser("WARNING") as app:
        rows = app.content.versions()
        serving = app.served.current().version
    if as_json:
        print_json([{**_fields(row), "serving": row.version == serving} for row in rows])
        return
    columns = ("version", "added", "changed", "retired", "courses", "articles", "")
    table = [
        (
            v.version,
            v.added,
            v.changed,
            v.retired,
            v.courses,
            v.articles,
            "serving" if v.version == serving else "",
        )
        for v in rows
    ]
    print_table("Versions", columns, table)


@APP.command()
def rollback(
    version: Annotated[str, typer.Argument(help="A version that `versions` lists.")],
) -> None:
    """Serve an earlier version again; running servers follow at once."""
    with adviser("WARNING") as app:
        app.publisher.rollback(version)
    ERR.print(f"serving {version}", markup=False)


@APP.command()
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


@APP.command()
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


@APP.command()
def add(
    files: Annotated[list[str], typer.Argument(help="Files with single courses or articles.")],
    as_json: JsonOption = False,
) -> None:
    """Add or change single items, and leave all others as they are."""
    with adviser() as app, progress_bar("embedding") as progress:
        app.export_model()
        report = app.publisher.sync(
            files, source_name=STAFF_SOURCE, keeps_rest=True, progress=progress
        )
    print_report(report, as_json=as_json)
    if any(one.rejections for one in report.imported):
        raise typer.Exit(1)


@APP.command()
def diff(
    before: Annotated[str, typer.Argument(help="A version that `versions` lists.")],
    after: Annotated[str, typer.Argument(help="Another one.")],
    as_json: JsonOption = False,
) -> None:
    """What differs between two versions."""
    with adviser("WARNING") as app:
        old, new = (app.publisher.open_version(version) for version in (before, after))
        found = compare(f"{before} to {after}", old.items, new.items)
    if as_json:
        print_json(diff_json(found))
        return
    rows = [("new", item.id, item.title) for item in found.added]
    rows += [("changed", c.item.id, ", ".join(c.fields)) for c in found.changed]
    rows += [("retired", item.id, item.title) for item in found.retired]
    print_table(found.source, ("", "id", "what"), rows)


@APP.command()
def retire(
    item_ids: Annotated[list[str], typer.Argument(help="Ids of courses or articles.")],
) -> None:
    """Take single items out of what is served."""
    with adviser() as app, progress_bar("embedding") as progress:
        for item_id in item_ids:
            if app.content.item(item_id) is None:
                raise BotError(f"there is no item {item_id!r}; nothing was retired")
        report = app.publisher.retire(item_ids, progress)
    ERR.print(f"retired {sum(len(d.retired) for d in report.diffs)} items", markup=False)


@APP.command()
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


@APP.command()
def check() -> None:
    """Read the served version whole and compare it with the store."""
    with adviser("WARNING") as app:
        snapshot = app.served.current()
        stored = {item.id: item.content_hash for item in app.content.active()}
        served = {item.id: item.content_hash for item in snapshot.items}
    differing = sorted(stored.items() ^ served.items())
    if app.served.fault or differing:
        problem = app.served.fault or f"{len(differing)} items differ between store and version"
        raise BotError(f"{problem}; `adviser corpus sync` publishes what the store holds")
    ERR.print(f"{snapshot.version}: intact, {len(served)} items", markup=False)


def _mapping(text: str) -> tuple[str, str]:
    field, separator, column = text.partition("=")
    if not separator or not field or not column:
        raise typer.BadParameter(f"expected FIELD=COLUMN, got {text!r}", param_hint="--map")
    return field.strip(), column.strip()


def _fields(version: Version) -> dict[str, object]:
    return {name: getattr(version, name) for name in Version.__dataclass_fields__}
