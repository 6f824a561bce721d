"""Figures for Prometheus: turns of every channel, and failed requests of this one."""

from collections.abc import Iterator, Mapping

from prometheus_client import CollectorRegistry, Counter, Histogram, Metric, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.metrics_core import CounterMetricFamily
from prometheus_client.registry import Collector

from bot.rephrasing import RephrasingOutcome
from retrieval.cross_encoder import RerankingOutcome

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
# From a turn that only looks words up to one that waits for a locked database.
TURN_SECONDS_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """Counters of one process, in a registry of their own."""

    def __init__(
        self,
        rephrasings: Mapping[RephrasingOutcome, int],
        rerankings: Mapping[RerankingOutcome, int],
    ) -> None:
        """What is counted elsewhere, by how each attempt ended, goes on being counted there."""
        self._registry = CollectorRegistry()
        for name, meaning, counts in (
            ("adviser_rephrasings", "Attempts to rephrase an answer", rephrasings),
            ("adviser_rerankings", "Second looks at evidence", rerankings),
        ):
            self._registry.register(_Outcomes(name, meaning, counts))
        self._turns = Counter(
            "adviser_turns_total", "Turns answered", ("channel", "kind"), registry=self._registry
        )
        self._turn_seconds = Histogram(
            "adviser_turn_seconds",
            "Time from a message to its saved answer",
            ("channel",),
            buckets=TURN_SECONDS_BUCKETS,
            registry=self._registry,
        )
        self._failures = Counter(
            "adviser_http_failures_total",
            "Requests answered with a status of 500 or above",
            ("status",),
            registry=self._registry,
        )

    def record_turn(self, channel: str, kind: str, seconds: float) -> None:
        """Count a turn."""
        self._turns.labels(channel, kind).inc()
        self._turn_seconds.labels(channel).observe(seconds)

    def count_failure(self, status: int) -> None:
        """Count a request that failed on our side."""
        self._failures.labels(str(status)).inc()

    def exposition(self) -> bytes:
        """All figures in Prometheus's text format."""
        return generate_latest(self._registry)


class _Outcomes(Collector):
    """Counts that are kept elsewhere, read when they are asked for."""

    def __init__(
        self,
        name: str,
        meaning: str,
        counts: Mapping[RephrasingOutcome, int] | Mapping[RerankingOutcome, int],
    ) -> None:
        self._name = name
        self._meaning = meaning
        self._counts = counts

    def collect(self) -> Iterator[Metric]:
        """One sample for each way in which an attempt ended."""
        family = CounterMetricFamily(self._name, self._meaning, labels=("outcome",))
        for outcome, count in sorted(self._counts.items()):
            family.add_metric((outcome,), count)
        yield family
