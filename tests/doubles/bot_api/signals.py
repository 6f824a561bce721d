"""Waiting for something to change."""

import asyncio


class Signal:
    """Wakes everyone who waits when it is given, and nobody who comes later."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def give(self) -> None:
        """Something changed."""
        self._event.set()
        self._event = asyncio.Event()

    async def wait(self, timeout_seconds: float) -> None:
        """Return at the next change, or when the time is over."""
        try:
            await asyncio.wait_for(self._event.wait(), timeout_seconds)
        except TimeoutError:
            return
