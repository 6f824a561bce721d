"""Runs the double: `python -m tests.doubles.bot_api --port 0 --token TOKEN`."""

import argparse
import json
import re
import socket

import uvicorn

from tests.doubles.bot_api.server import application

TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
BACKLOG = 512


def main() -> None:
    """Listen, print one JSON line with the address, and serve until told to stop."""
    parser = argparse.ArgumentParser(description="A strict double of Telegram's Bot API.")
    parser.add_argument("--port", type=int, default=0, help="0 takes any free one")
    parser.add_argument("--token", required=True, help="the bot's, such as 110201543:AAHdqTcv")
    given = parser.parse_args()
    if not TOKEN.fullmatch(given.token):
        parser.error("--token: expected digits, a colon, then letters, digits, _ and -")
    listener = socket.create_server(("127.0.0.1", given.port), backlog=BACKLOG)
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    print(json.dumps({"base_url": address}), flush=True)
    config = uvicorn.Config(
        application(given.token), log_level="error", http="h11", timeout_graceful_shutdown=1
    )
    uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main()
