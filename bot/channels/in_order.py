"""Jobs in order within a key, side by side across keys, and each only once."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from weakref import WeakValueDictionary

# Far more than a server brings again after a lost confirmation.
REMEMBERED_MAX = 2_000


class InOrder:
    """Runs jobs; the same number again joins the job that it names, unless that one failed."""

    def __init__(self, on_failure: Callable[[int, BaseException], None]) -> None:
        self._on_failure = on_failure
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._jobs: OrderedDict[int, asyncio.Task[None]] = OrderedDict()

    def submit(
        self, key: int, number: int, job: Callable[[], Awaitable[None]]
    ) -> "asyncio.Task[None]":
        """Begin a job once the earlier ones of its key are done; gives its task."""
        known = self._jobs.get(number)
        if known is not None and not _has_failed(known):
            return known
        lock = self._locks.setdefault(key, asyncio.Lock())
        task = asyncio.create_task(_run(lock, job))
        task.add_done_callback(lambda done: self._note(number, done))
        self._jobs[number] = task
        self._forget_oldest()
        return task

    async def finish(self, timeout_seconds: float) -> int:
        """Wait for what is under way, then cancel the rest; gives how many were cancelled."""
        under_way = [task for task in self._jobs.values() if not task.done()]
        if not under_way:
            return 0
        _, late = await asyncio.wait(under_way, timeout=timeout_seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        return len(late)

    def _note(self, number: int, done: "asyncio.Task[None]") -> None:
        if not done.cancelled() and (error := done.exception()) is not None:
            self._on_failure(number, error)

    def _forget_oldest(self) -> None:
        while len(self._jobs) > REMEMBERED_MAX and next(iter(self._jobs.values())).done():
            self._jobs.popitem(last=False)


async def _run(lock: asyncio.Lock, job: Callable[[], Awaitable[None]]) -> None:
    # FIFO: tasks begin in the order in which they were made, and so wait for the lock.
    async with lock:
        await job()


def _has_failed(task: "asyncio.Task[None]") -> bool:
    return task.done() and (task.cancelled() or task.exception() is not None)
