"""`python -m bot.cli` is `adviser`."""

from bot.cli.main import main

main()
