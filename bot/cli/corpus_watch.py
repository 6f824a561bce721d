"""`adviser corpus watch`: sync sources on a schedule."""

import re
import signal
import threading
from collections.abc import Sequence
from typing import Annotated

import typer
from sqlalchemy.exc import OperationalError

from bot.cli.application import adviser
from bot.cli.corpus_changes import sync_sources
from bot.cli.options import ByOption, HoldIfOption, JsonOption, approval
from bot.cli.output import ERR
from bot.cli.sync_report import print_outcome
from bot.composition import Adviser
from bot.errors import BotError
from bot.publishing.approval import Approval
from corpus.errors import CorpusError
from corpus.web.errors import FetchFailed
from retrieval.cache import Progress
from retrieval.errors import RetrievalError

_INTERVAL = re.compile(r"(\d+)\s*(s|m|h|d)")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


def watch(
    sources: Annotated[
        list[str] | None,
        typer.Argument(help="Files, folders, addresses; without any, those of ADVISER_SOURCES."),
    ] = None,
    every: Annotated[str, typer.Option("--every", help="30s, 15m, 1h or 1d.")] = "1h",
    rounds: Annotated[
        int, typer.Option("--rounds", min=0, help="Stop after so many; 0 goes on.")
    ] = 0,
    hold_if: HoldIfOption = None,
    by: ByOption = None,
    as_json: JsonOption = False,
) -> None:
    """Sync sources on a schedule until stopped; what fails is told and tried again."""
    seconds = _seconds(every)
    given = approval(by or "watch", hold_if=hold_if)
    stopped = _stopped_by_signals()
    with adviser() as app:
        named = tuple(sources or app.settings.sources)
        if not named:
            raise typer.BadParameter("expected sources, or ADVISER_SOURCES, got none")
        app.export_model()
        done = 0
        while not stopped.is_set():
            _look(app, named, given, stopped, as_json=as_json)
            done += 1
            if done == rounds or stopped.wait(seconds):
                return


def _look(
    app: Adviser,
    sources: Sequence[str],
    given: Approval,
    stopped: threading.Event,
    *,
    as_json: bool,
) -> None:
    """One round: each source by itself, so that one that fails keeps no other from being synced."""
    for source in sources:
        if stopped.is_set():
            return
        try:
            report = sync_sources(app, [source], given, fetched=_while_wanted(source, stopped))
        except (BotError, CorpusError, RetrievalError, OperationalError, OSError) as error:
            ERR.print(f"{source}: {' '.join(str(error).split())}", markup=False, soft_wrap=True)
        else:
            print_outcome(source, report, as_json=as_json)


def _while_wanted(source: str, stopped: threading.Event) -> Progress:
    """Breaks a crawl off between two pages once the watch ends; the next sync goes on there."""

    def told(_done: int, _total: int) -> None:
        if stopped.is_set():
            raise FetchFailed(source, "broken off, since the watch ends; the next sync goes on")

    return told


def _seconds(every: str) -> int:
    found = _INTERVAL.fullmatch(every.strip().lower())
    seconds = int(found[1]) * _SECONDS[found[2]] if found else 0
    if not seconds:
        raise typer.BadParameter(
            f"expected an interval such as 30s, 15m, 1h or 1d, got {every!r}", param_hint="--every"
        )
    return seconds


def _stopped_by_signals() -> threading.Event:
    """Set by SIGTERM and SIGINT: a sync that is under way is finished first."""
    stopped = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stopped.set())
    return stopped
