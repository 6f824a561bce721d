"""A circuit breaker: what failed several times in a row is left alone for a while."""

from collections.abc import Callable

FAILURES_MAX = 3
REST_SECONDS = 60.0


class Breaker:
    """Lets calls through until they fail in a row; then one try after each rest."""

    def __init__(self, clock: Callable[[], float]) -> None:
        """`clock` gives seconds that never go back."""
        self._clock = clock
        self._failures = 0
        self._resting_until = 0.0

    def allows(self) -> bool:
        """Whether to call now. After a rest the first to ask may, and the others rest on."""
        if self._failures < FAILURES_MAX:
            return True
        if self._clock() < self._resting_until:
            return False
        self._resting_until = self._clock() + REST_SECONDS
        return True

    def failed(self) -> None:
        """The call failed."""
        self._failures += 1
        self._resting_until = self._clock() + REST_SECONDS

    def worked(self) -> None:
        """The call was answered."""
        self._failures = 0
