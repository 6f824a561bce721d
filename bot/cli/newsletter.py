"""`adviser newsletter`: who signed up, with the record of each consent."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from bot import newsletter_csv
from bot.cli.application import adviser
from bot.cli.output import ERR, print_json, print_table
from bot.stores.subscribers import Subscriber

APP = typer.Typer(help="Who signed up, with the record of each consent.", no_args_is_help=True)
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]


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
def forget(email: str) -> None:
    """Delete an address and its consents; only a keyed hash stays."""
    with adviser("WARNING") as app:
        app.newsletter.forget(email)
    ERR.print("done: nothing about that address is kept but a keyed hash", markup=False)


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
