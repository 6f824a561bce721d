"""`adviser newsletter`: who signed up, with the record of each consent."""

import asyncio
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from bot import newsletter_csv
from bot.cli.application import adviser
from bot.cli.options import JsonOption
from bot.cli.output import ERR, print_json, print_table, progress_bar
from bot.issue_sending import IssueReport, only_one
from bot.issues import read_issue
from bot.mail_tools.connecting import connected
from bot.mail_tools.syncing import sync as sync_with_tool
from bot.stores.subscribers import Subscriber

APP = typer.Typer(help="Who signed up, with the record of each consent.", no_args_is_help=True)


@APP.command("list")
def list_(as_json: JsonOption = False) -> None:
    """Every address with the state of its subscription."""
    with adviser("WARNING") as app:
        subscribers = app.newsletter.subscribers()
    if as_json:
        print_json([_as_json(one) for one in subscribers])
        return
    rows = [
        (s.email, s.status, s.requested_at.isoformat(timespec="seconds"), ", ".join(s.topics))
        for s in subscribers
    ]
    print_table("Subscribers", ("address", "status", "requested", "topics"), rows)


@APP.command()
def export() -> None:
    """Subscribers and consents as CSV, safe to open in a spreadsheet."""
    with adviser("WARNING") as app:
        sys.stdout.write(newsletter_csv.written(app.newsletter.subscribers()))


@APP.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="A CSV file as `export` writes it.")],
    as_json: JsonOption = False,
) -> None:
    """Add addresses with their records of consent, or end subscriptions; all rows or none."""
    imported = newsletter_csv.read(file.read_text(encoding="utf-8-sig"))
    with adviser("WARNING") as app:
        report = app.newsletter.take_in(imported)
    if as_json:
        print_json(asdict(report))
        return
    ERR.print(
        f"added {report.added}, unsubscribed {report.unsubscribed}, known before "
        f"{report.unchanged}, left out because they asked to be forgotten {report.forgotten}",
        markup=False,
    )


@APP.command()
def send(
    file: Annotated[Path, typer.Argument(help="The issue: Markdown, with its head.")],
    resend_doubtful: Annotated[
        bool,
        typer.Option(help="Also send copies that may have arrived when a run was cut short."),
    ] = False,
    dry_run: Annotated[bool, typer.Option(help="Say how many would get it; send nothing.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Send an issue to the confirmed subscribers it is for; run it again to go on."""
    issue = read_issue(file.read_text(encoding="utf-8-sig"))
    with adviser("WARNING") as app, progress_bar("sending") as progress:
        if dry_run:
            report = app.issue_sender.preview(issue)
        else:
            with only_one(app.settings.home):
                sending = app.issue_sender.send(issue, progress, resend_doubtful=resend_doubtful)
                report = asyncio.run(sending)
    if as_json:
        print_json(asdict(report))
    else:
        ERR.print(_spoken(report), markup=False)
    if not dry_run and not report.is_finished:
        raise typer.Exit(1)


@APP.command()
def sync(as_json: JsonOption = False) -> None:
    """Keep the mail tool that the settings name and the subscribers here the same."""
    with adviser("WARNING") as app, connected(app.settings) as tool:
        report = sync_with_tool(app.newsletter, tool)
    if as_json:
        print_json(asdict(report))
        return
    counts = ", ".join(f"{name.replace('_', ' ')} {n}" for name, n in asdict(report).items() if n)
    ERR.print(counts or "nothing to do", markup=False)


@APP.command()
def forget(email: str) -> None:
    """Delete an address and its consents; only a keyed hash stays."""
    with adviser("WARNING") as app:
        app.newsletter.forget(email)
    ERR.print("done: nothing about that address is kept but a keyed hash", markup=False)


def _spoken(report: IssueReport) -> str:
    told = f"sent {report.sent}, waiting {report.waiting}, refused {report.refused}"
    if report.stopped_by:
        told += f"; stopped: {report.stopped_by}; run the same command again to go on"
    if report.in_doubt:
        told += (
            f"; in doubt {report.in_doubt}: handed over when a run was cut short, so they may have "
            "arrived; --resend-doubtful sends them again"
        )
    return told


def _as_json(one: Subscriber) -> dict[str, object]:
    return {
        "email": one.email,
        "status": one.status,
        "requested_at": one.requested_at.isoformat(),
        "topics": one.topics,
        "consents": [
            {
                "event": c.event,
                "at": c.at.isoformat(),
                "source": c.source,
                "text_version": c.text_version,
                "text_hash": c.text_hash,
            }
            for c in one.consents
        ],
    }
