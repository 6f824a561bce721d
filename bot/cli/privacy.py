"""`adviser privacy`: what is kept about one visitor, forgetting it, and letting old data go."""

from dataclasses import asdict
from typing import Annotated

import typer

from bot.cli.application import adviser
from bot.cli.options import JsonOption
from bot.cli.output import ERR, print_json

APP = typer.Typer(help="A visitor's data: hand it out, or delete it.", no_args_is_help=True)
Conversation = Annotated[
    str, typer.Argument(help="Id of a conversation: on the web as it is, `telegram:CHAT`.")
]

# One id in 64 begins with a hyphen, and is no option.
HYPHENS = {"ignore_unknown_options": True}


@APP.command(context_settings=HYPHENS)
def export(conversation: Conversation) -> None:
    """Everything that is kept about a conversation, as JSON."""
    with adviser("WARNING") as app:
        print_json(app.privacy.export(conversation))


@APP.command(context_settings=HYPHENS)
def forget(conversation: Conversation) -> None:
    """Delete a conversation and the newsletter sign-ups made in it."""
    with adviser("WARNING") as app:
        app.privacy.forget(conversation)
    ERR.print("done: nothing is kept about it but keyed hashes", markup=False)


@APP.command()
def purge(
    as_json: JsonOption = False,
) -> None:
    """Delete what is past its time; a running server does so every minute."""
    with adviser("WARNING") as app:
        purged = app.privacy.purge()
    if as_json:
        print_json(asdict(purged))
        return
    ERR.print(
        f"deleted {purged.conversations} conversations past ADVISER_CONVERSATION_DAYS and "
        f"{purged.unconfirmed_addresses} addresses that nobody confirmed",
        markup=False,
    )
