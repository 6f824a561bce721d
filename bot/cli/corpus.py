"""`adviser corpus`: what staff do with the corpus."""

import typer

from bot.cli import corpus_changes, corpus_items, corpus_versions, corpus_watch

APP = typer.Typer(
    help="Bring courses and articles in, look at them, go back.", no_args_is_help=True
)
APP.command("sync")(corpus_changes.sync)
APP.command("add")(corpus_changes.add)
APP.command("retire")(corpus_changes.retire)
APP.command("publish")(corpus_changes.publish)
APP.command("drop")(corpus_changes.drop)
APP.command("rollback")(corpus_changes.rollback)
APP.command("watch")(corpus_watch.watch)
APP.command("status")(corpus_versions.status)
APP.command("versions")(corpus_versions.versions)
APP.command("diff")(corpus_versions.diff)
APP.command("check")(corpus_versions.check)
APP.command("audit")(corpus_versions.audit)
APP.command("show")(corpus_items.show)
APP.command("search")(corpus_items.search)
APP.command("export")(corpus_items.export)
