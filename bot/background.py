"""What runs beside the server from its start to its end."""

import asyncio
import contextlib
from abc import ABC, abstractmethod


class Background(ABC):
    """A task that is begun once and ended at once."""

    _task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """End at once, whatever is half done."""
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    @abstractmethod
    async def _run(self) -> None:
        """What is done until it is stopped."""
