"""`adviser insights`."""

from dataclasses import asdict
from datetime import date
from typing import Annotated

import typer

from bot.cli.application import adviser
from bot.cli.insights_tables import print_report
from bot.cli.options import JsonOption
from bot.cli.output import OUT, print_json
from bot.insights.since import WEEK, first_day

APP = typer.Typer(
    help="What was asked, what went unanswered, where visitors left; nobody's name in it.",
    invoke_without_command=True,
    rich_markup_mode=None,
)
SinceOption = Annotated[
    str, typer.Option("--since", help="From when on: a date such as 2026-11-01, or 7d for days.")
]
ClusterArgument = Annotated[str, typer.Argument(help="The cluster's id, as the report has it.")]


@APP.callback()
def insights(
    context: typer.Context, since: SinceOption = WEEK, as_json: JsonOption = False
) -> None:
    """Say what visitors asked and did not get, most wanted first."""
    if context.invoked_subcommand:
        return
    with adviser("WARNING") as app:
        first = since_day(since, app.clock().date())
        report = app.insights.report(first)
    print_json(asdict(report)) if as_json else print_report(report)


@APP.command()
def drop(cluster: ClusterArgument, since: SinceOption = WEEK) -> None:
    """Delete a cluster's questions from what is kept, for good."""
    with adviser("WARNING") as app:
        first = since_day(since, app.clock().date())
        found = app.insights.cluster(cluster, first)
        count = app.insights.drop(found)
    OUT.print(f"dropped: {found.question} (asked {count} times)", markup=False, soft_wrap=True)


def since_day(given: str, today: date) -> date:
    """The first day of the time. Raises BadParameter for what is no time."""
    try:
        return first_day(given, today)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--since") from None
