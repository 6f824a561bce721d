"""Syncs registered sources when a content system says that they changed."""

import asyncio
import logging
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from bot.background import Background

LOG = logging.getLogger("adviser.sources")
# Who acts, in the audit.
BY = "webhook"


class SourceDesk(Background):
    """Looks at one source after the other, each in a process of its own.

    So visitors are not kept waiting, and a sync that dies leaves the server as it was. A source
    that is named again while it waits is looked at once; while it is looked at, once more after.
    A sync that is under way when this ends is stopped, and what was served goes on.
    """

    def __init__(self, home: Path) -> None:
        self._home = home
        self._waiting: dict[str, None] = {}
        self._called = asyncio.Event()

    def look_at(self, sources: Iterable[str]) -> None:
        """Sync them soon."""
        self._waiting.update(dict.fromkeys(sources))
        self._called.set()

    async def _run(self) -> None:
        while True:
            await self._called.wait()
            self._called.clear()
            while self._waiting:
                source = next(iter(self._waiting))
                del self._waiting[source]
                await self._sync(source)

    async def _sync(self, source: str) -> None:
        command = [sys.executable, "-m", "bot.cli", "corpus", "sync", source, "--by", BY, "--json"]
        try:
            process = await asyncio.create_subprocess_exec(
                *command,
                env={**os.environ, "ADVISER_HOME": str(self._home)},
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.DEVNULL,
            )
        except OSError:
            LOG.exception("source_not_synced")
            return
        try:
            code = await process.wait()
        except asyncio.CancelledError:
            process.terminate()
            await process.wait()
            raise
        # What it says of the source, its own lines on standard error tell; held and refused are 1.
        LOG.info("source_synced", extra={"exit_code": code})
