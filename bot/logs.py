"""Logs as lines of an event name and fields: never message text, names, addresses or tokens."""

import logging
import sys
import time
import traceback

from bot.scrubbing import redact

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class EventFormatter(logging.Formatter):
    """`time level logger event field=value ...`; of an exception, its type and where it rose.

    The exception's own text is left out, since it may quote what a visitor wrote.
    """

    def format(self, record: logging.LogRecord) -> str:
        """One line for the event, and one for each frame of an exception."""
        instant = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created))
        # None of ours holds such a detail; what a library adds may.
        fields = {k: _kept(v) for k, v in vars(record).items() if k not in _STANDARD}
        parts = [instant, record.levelname, record.name, redact(record.getMessage())]
        line = " ".join([*parts, *(f"{name}={value}" for name, value in fields.items())])
        if record.exc_info and record.exc_info[1] is not None:
            line += _failure(record.exc_info[1])
        return line


def configure(level: str) -> None:
    """Send our events to standard error; keep libraries that log addresses or tokens quiet."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(EventFormatter())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("adviser").setLevel(level)
    # Their INFO and some of their warnings hold request addresses, a bot's token among them.
    for name in ("httpx", "httpcore", "aiosmtplib", "bm25s"):
        logging.getLogger(name).setLevel(logging.ERROR)
    # Its critical events hold whole updates.
    logging.getLogger("telegram").setLevel(logging.CRITICAL + 1)


def _kept(value: object) -> object:
    return redact(value) if isinstance(value, str) else value


def _failure(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    places = "".join(f"\n  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
    return f" error={type(error).__name__}{places}"
