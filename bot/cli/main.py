"""The command `adviser`: its commands, and how its failures are told."""

import os
import sys
from typing import NoReturn

import typer
from sqlalchemy.exc import OperationalError

from bot.cli import conversation, corpus, evaluating, insights, newsletter, operating, privacy
from bot.cli.output import ERR
from bot.errors import BotError
from corpus.errors import CorpusError
from retrieval.errors import RetrievalError

APP = typer.Typer(
    name="adviser",
    help="A course and career adviser: cited answers, explained matches, honest refusals.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
APP.command("ask")(conversation.ask)
APP.command("chat")(conversation.chat)
APP.command("evaluate")(evaluating.evaluate)
APP.command("serve")(operating.serve)
APP.command("setup")(operating.setup)
APP.command("doctor")(operating.doctor)
APP.command("snippet")(operating.snippet)
APP.add_typer(corpus.APP, name="corpus")
APP.add_typer(insights.APP, name="insights")
APP.add_typer(newsletter.APP, name="newsletter")
APP.add_typer(privacy.APP, name="privacy")


def main() -> NoReturn:
    """Run the command; 0 done, 1 the data or a service said no, 2 wrong usage."""
    try:
        APP(standalone_mode=True)
    except (BotError, CorpusError, RetrievalError) as error:
        _fail(str(error))
    except OperationalError as error:
        _fail(
            f"the database cannot be used: {error.orig}; see that its disk has room, and check "
            "ADVISER_DATABASE_URL"
        )
    except BrokenPipeError:
        # The reader of our output went away; the interpreter must not report it again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        _fail(
            f"{error.filename or 'a file'}: {error.strerror or error}; see that the disk of "
            "ADVISER_HOME has room, and check its rights"
        )
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(0)


def _fail(message: str) -> NoReturn:
    ERR.print(f"adviser: {' '.join(message.split())}", markup=False, soft_wrap=True)
    sys.exit(1)
