"""`adviser evaluate`."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.application import adviser
from bot.cli.evaluation_plot import draw
from bot.cli.evaluation_tables import print_tables
from bot.cli.options import JsonOption
from bot.cli.output import print_json, progress_bar
from bot.composition import Adviser, gold_folder
from bot.core.knowledge import Knowledge
from bot.core.message import Message
from bot.core.reply import reply
from bot.core.state import ConversationState
from bot.core.text import clean
from bot.core.wording.wording import Site
from bot.errors import BotError
from corpus.importers.identity import slug
from retrieval.evaluation.gold import read_gold, with_served_ids
from retrieval.evaluation.outcomes import Outcome, run, stale
from retrieval.evaluation.report import report_of

# Staff's own gold questions, in the data folder.
GOLD_FILE = "gold.jsonl"


def evaluate(
    gold: Annotated[
        Path | None,
        typer.Argument(
            help="A file or folder of gold questions; without it, your own in the data "
            "folder, else the sample's."
        ),
    ] = None,
    as_json: JsonOption = False,
    plot: Annotated[
        Path | None, typer.Option(help="Draw risk by coverage, and calibration; an .svg file.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Write what became of each question, as JSON Lines.")
    ] = None,
) -> None:
    """Measure how well the served version answers and refuses gold questions."""
    if plot and plot.suffix.lower() != ".svg":
        raise typer.BadParameter(f"expected a name that ends in .svg, got {plot.name!r}")
    with adviser("WARNING") as app, progress_bar("asking") as progress:
        snapshot, knowledge = app.served.current(), app.knowledge()
        texts = {article.id: article.text for article in snapshot.articles.values()}
        questions = with_served_ids(read_gold(gold or _default_gold(app)), texts, slug)
        outcomes = run(questions, knowledge, texts, progress, _first_turns(app.site, knowledge))
    missing = stale(questions, texts)
    report = report_of(outcomes, snapshot.version, knowledge.answer_threshold, missing)
    if plot:
        plot.write_text(draw(report), encoding="utf-8")
    if out:
        _write(out, outcomes)
    print_json(asdict(report)) if as_json else print_tables(report)


def _first_turns(site: Site, knowledge: Knowledge) -> Callable[[str], str]:
    """What kind of reply a question gets that opens a conversation."""

    def reply_kind(question: str) -> str:
        return reply(ConversationState(), Message(clean(question)), knowledge, site).kind

    return reply_kind


def _default_gold(app: Adviser) -> Path:
    """Staff's own questions; while the sample is served, those that come with it."""
    own = app.settings.home / GOLD_FILE
    if own.exists():
        return own
    if any(article.is_sample for article in app.served.current().articles.values()):
        return gold_folder()
    raise BotError(
        f"expected gold questions in {own}, found none; write some as docs/evaluation.md shows, "
        "or name a file: `adviser evaluate FILE`"
    )


def _write(path: Path, outcomes: Sequence[Outcome]) -> None:
    lines = (json.dumps(asdict(outcome), ensure_ascii=False) + "\n" for outcome in outcomes)
    path.write_text("".join(lines), encoding="utf-8")
