"""What runs beside the conversation: from start to end, or for as long as a piece of work takes."""

import asyncio
import contextlib
import logging
from abc import ABC, abstractmethod
from collections.abc import Coroutine
from typing import Any, TypeVar

LOG = logging.getLogger("adviser.background")
T = TypeVar("T")


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


class RunningTasks:
    """Work under way in this process that outlives who began it, so that nothing of it is lost."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    def start(self, name: str, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        """Begin; the task is kept until it is done, and a failure of it is logged."""
        task = asyncio.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._settle)
        return task

    async def drain(self) -> None:
        """Wait until nothing is under way."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    def _settle(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            LOG.error("task_failed", extra={"task": task.get_name()}, exc_info=error)
