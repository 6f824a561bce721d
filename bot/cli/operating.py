"""`adviser serve`, `setup`, `doctor` and `snippet`."""

import os
from typing import Annotated, Literal

import typer

from bot.cli.application import adviser
from bot.cli.options import JsonOption
from bot.cli.output import ERR, OUT, print_json, print_table, progress_bar
from bot.composition import Adviser, sample_folder
from bot.doctor import Finding, examine
from bot.publishing.publisher import SAMPLE_SOURCE
from bot.serving import serve_until_stopped
from retrieval.pointer import read_pointer

TelegramOption = Literal["polling", "webhook", "off"]


def setup() -> None:
    """Export the model and publish the sample corpus, as far as that has not been done."""
    with adviser() as app:
        prepare(app)


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; 0 takes a free one.")] = None,
    workers: Annotated[
        int, typer.Option(help="Processes of this server; one so far.", min=1, max=1)
    ] = 1,
    telegram: Annotated[
        TelegramOption | None, typer.Option(help="How Telegram's updates arrive.")
    ] = None,
) -> None:
    """Serve the web channel with the widget, and Telegram when a token is set."""
    # One process keeps a conversation's turns in order; the option is there for scripts.
    del workers
    given = {"host": host, "port": port, "telegram": telegram}
    with adviser() as app:
        chosen = {name: value for name, value in given.items() if value is not None}
        app = Adviser(app.settings.model_copy(update=chosen))
        prepare(app)
        serve_until_stopped(app, _announce)


def doctor(as_json: JsonOption = False) -> None:
    """Check every part, from configuration to mail and language model; say how to mend each."""
    with adviser("ERROR") as app:
        findings = examine(app, os.environ)
    if as_json:
        print_json([_as_json(finding) for finding in findings])
    else:
        rows = [(f.state, f.part, f.text) for f in findings]
        print_table("Doctor", ("", "part", "what"), rows)
    if any(finding.state == "broken" for finding in findings):
        raise typer.Exit(1)


def snippet(
    origin: Annotated[
        str | None, typer.Option(help="Address that visitors reach the adviser at.")
    ] = None,
) -> None:
    """Print the line that puts the widget on a web page."""
    with adviser("WARNING") as app:
        base = (origin or app.settings.effective_public_url).rstrip("/")
    OUT.print(f'<script src="{base}/widget.js" defer></script>', markup=False, soft_wrap=True)


def prepare(app: Adviser) -> None:
    """What a first start needs: the model exported, and something published to answer from."""
    app.export_model()
    with progress_bar("embedding") as progress:
        if app.content.sources() or read_pointer(app.settings.home):
            app.publisher.ensure_published(progress)
            return
        ERR.print("first start: publishing the sample corpus", markup=False)
        app.publisher.sync([str(sample_folder())], source_name=SAMPLE_SOURCE, progress=progress)


def _announce(address: str) -> None:
    ERR.print(f"the adviser listens on {address}", markup=False, soft_wrap=True)


def _as_json(finding: Finding) -> dict[str, str]:
    return {"part": finding.part, "state": finding.state, "text": finding.text}
