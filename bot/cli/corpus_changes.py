"""`adviser corpus sync`, `add`, `retire`, `publish`, `drop` and `rollback`: each goes on record."""

from typing import Annotated

import typer

from bot.cli.application import adviser
from bot.cli.crawl_options import (
    ExcludeOption,
    HostOption,
    IncludeOption,
    PagesMaxOption,
    WithPagesOption,
    crawl_choice,
)
from bot.cli.options import (
    AllowRetireOption,
    ByOption,
    ForceOption,
    HoldIfOption,
    JsonOption,
    ReasonOption,
    approval,
)
from bot.cli.output import ERR, progress_bar, progress_bars
from bot.cli.sync_report import print_report
from bot.composition import Adviser, sample_folder
from bot.errors import BotError
from bot.publishing.approval import Approval
from bot.publishing.planning import SyncReport
from bot.publishing.publisher import SAMPLE_SOURCE, STAFF_SOURCE
from corpus.importers.read import IMPORTERS
from corpus.web.choice import CrawlChoice
from retrieval.cache import Progress


def sync(
    sources: Annotated[
        list[str],
        typer.Argument(help="Files, folders, web addresses; `sample` is the sample corpus."),
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change and change nothing.")
    ] = False,
    format_: Annotated[
        str | None,
        typer.Option("--format", help=f"{', '.join(IMPORTERS)}; else told by the file."),
    ] = None,
    mappings: Annotated[
        list[str] | None, typer.Option("--map", help="FIELD=COLUMN, once for each; kept for later.")
    ] = None,
    include: IncludeOption = None,
    exclude: ExcludeOption = None,
    host: HostOption = None,
    pages_max: PagesMaxOption = None,
    with_pages: WithPagesOption = None,
    allow_retire: AllowRetireOption = False,
    hold_if: HoldIfOption = None,
    force: ForceOption = False,
    reason: ReasonOption = "",
    by: ByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Bring sources into the corpus: adds, changes, retires; publishes a new version."""
    column_map = dict(_mapping(text) for text in mappings or ())
    given = approval(by, reason, is_forced=force, allows_retiring=allow_retire, hold_if=hold_if)
    crawl = crawl_choice(include, exclude, host, pages_max, with_pages)
    with adviser() as app, progress_bars("reading pages", "embedding") as (fetched, progress):
        app.export_model()
        report = sync_sources(
            app, sources, given, progress, format_, column_map, crawl, fetched, is_dry_run=dry_run
        )
    _tell(report, as_json=as_json)


def sync_sources(
    app: Adviser,
    sources: list[str],
    given: Approval,
    progress: Progress | None = None,
    format_: str | None = None,
    column_map: dict[str, str] | None = None,
    crawl: CrawlChoice | None = None,
    fetched: Progress | None = None,
    *,
    is_dry_run: bool = False,
) -> SyncReport:
    """Sync sources by what staff call them: the sample has a name of its own."""
    is_sample = sources == [SAMPLE_SOURCE]
    return app.publisher.sync(
        [str(sample_folder())] if is_sample else sources,
        source_name=SAMPLE_SOURCE if is_sample else None,
        format_=format_,
        column_map=column_map,
        crawl=crawl,
        fetched=fetched,
        is_dry_run=is_dry_run,
        approval=given,
        progress=progress,
    )


def add(
    files: Annotated[list[str], typer.Argument(help="Files with single courses or articles.")],
    hold_if: HoldIfOption = None,
    force: ForceOption = False,
    reason: ReasonOption = "",
    by: ByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Add or change single items, and leave all others as they are."""
    given = approval(by, reason, is_forced=force, hold_if=hold_if)
    with adviser() as app, progress_bar("embedding") as progress:
        app.export_model()
        report = app.publisher.sync(
            files,
            source_name=STAFF_SOURCE,
            keeps_rest=True,
            approval=given,
            progress=progress,
        )
    _tell(report, as_json=as_json)


def retire(
    item_ids: Annotated[list[str], typer.Argument(help="Ids of courses or articles.")],
    hold_if: HoldIfOption = None,
    force: ForceOption = False,
    reason: ReasonOption = "",
    by: ByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take single items out of what is served."""
    given = approval(by, reason, is_forced=force, hold_if=hold_if)
    with adviser() as app, progress_bar("embedding") as progress:
        for item_id in item_ids:
            if app.content.item(item_id) is None:
                raise BotError(f"there is no item {item_id!r}; nothing was retired")
        report = app.publisher.retire(item_ids, given, progress)
    if not report.held:
        ERR.print(f"retired {sum(len(d.retired) for d in report.diffs)} items", markup=False)
    if report.held or as_json:
        _tell(report, as_json=as_json)


def publish(
    version: Annotated[str, typer.Argument(help="A held version, as `versions` lists it.")],
    reason: ReasonOption = "",
    by: ByOption = None,
) -> None:
    """Serve a version that the gate held back."""
    with adviser() as app, progress_bar("embedding") as progress:
        served = app.publisher.release(version, approval(by, reason), progress)
    ERR.print(f"serving {served}", markup=False)


def drop(
    version: Annotated[str, typer.Argument(help="A held version, as `versions` lists it.")],
    reason: ReasonOption = "",
    by: ByOption = None,
) -> None:
    """Throw away a version that the gate held back."""
    with adviser("WARNING") as app:
        app.publisher.drop(version, approval(by, reason))
    ERR.print(f"dropped {version}", markup=False)


def rollback(
    version: Annotated[str, typer.Argument(help="A version that `versions` lists.")],
    reason: ReasonOption = "",
    by: ByOption = None,
) -> None:
    """Serve an earlier version again; running servers follow at once."""
    with adviser("WARNING") as app:
        app.publisher.rollback(version, approval(by, reason))
    ERR.print(f"serving {version}", markup=False)


def _tell(report: SyncReport, *, as_json: bool) -> None:
    """Print the report; held and refused are the data's no."""
    print_report(report, as_json=as_json)
    if report.held or report.warning or any(one.rejections for one in report.imported):
        raise typer.Exit(1)


def _mapping(text: str) -> tuple[str, str]:
    field, separator, column = text.partition("=")
    if not separator or not field or not column:
        raise typer.BadParameter(f"expected FIELD=COLUMN, got {text!r}", param_hint="--map")
    return field.strip(), column.strip()
