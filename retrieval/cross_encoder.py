"""A second look at the best candidates: a model that reads the question and a text together.

Off unless a model is set. It changes an order and nothing else: what it does not score in time
stays where it was.
"""

import logging
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from threading import Lock, Timer
from typing import Protocol

import onnxruntime
from onnxruntime.capi.onnxruntime_pybind11_state import Fail, InvalidArgument, RuntimeException
from tokenizers import Tokenizer

from retrieval.embedding import Vectors
from retrieval.errors import ModelError, ScoringTimeout
from retrieval.onnx_model import ExportConfig, open_session, open_tokenizer, padded, read_export

LOG = logging.getLogger("adviser.cross_encoder")

# A run that is told to end, or cannot go on, would say so on standard error; we do that ourselves.
_FATAL_ONLY = 4
# What a run raises; the library's exceptions have no root of their own.
_FAULTS = (Fail, InvalidArgument, RuntimeException)


class Rerank(Protocol):
    """Puts candidates in order: places in `candidates`, each of them once, the best first."""

    def __call__(self, question: str, candidates: Sequence[str]) -> Sequence[int]:
        """Never raises for want of time or for a model's fault."""


class RerankingOutcome(StrEnum):
    """How a second look ended."""

    RERANKED = "reranked"
    LATE = "late"
    FAILED = "failed"


def as_they_are(question: str, candidates: Sequence[str]) -> Sequence[int]:
    """The order that there was: what is used without a cross-encoder."""
    return range(len(candidates))


class CrossEncoder:
    """An exported model; safe for many threads."""

    def __init__(
        self, name: str, tokenizer: Tokenizer, session: onnxruntime.InferenceSession
    ) -> None:
        self.name = name
        self._tokenizer = tokenizer
        self._session = session
        self._inputs = {argument.name for argument in session.get_inputs()}

    @classmethod
    def open(cls, folder: Path) -> "CrossEncoder":
        """Load an exported model. Raises ModelError if a file is absent or was changed."""
        config = read_export(folder, ExportConfig)
        return cls(config.name, open_tokenizer(folder, config.max_tokens), open_session(folder))

    def scores(
        self, question: str, texts: Sequence[str], timeout_ms: float | None = None
    ) -> Vectors:
        """How well each text answers, of shape [len(texts)]; only their order means anything.

        Raises ScoringTimeout when they take longer, ModelError when the graph cannot be run.
        """
        run = onnxruntime.RunOptions()
        run.log_severity_level = _FATAL_ONLY
        timer = Timer((timeout_ms or 0) / 1e3, setattr, (run, "terminate", True))
        timer.daemon = True
        if timeout_ms is not None:
            timer.start()
        try:
            given = padded(self._tokenizer.encode_batch([(question, text) for text in texts]))
            scores: Vectors = self._session.run(
                None, {n: v for n, v in given.items() if n in self._inputs}, run
            )[0]
        except _FAULTS as error:
            if run.terminate:
                raise ScoringTimeout(self.name, timeout_ms or 0) from None
            raise ModelError(self.name, f"cannot score ({error})") from None
        finally:
            timer.cancel()
        return scores


class Reranker:
    """Puts the first candidates in the order of their scores, within a time limit.

    `limit` is how many are scored, the others follow as they were; `counts` is told each outcome.
    """

    def __init__(
        self,
        encoder: CrossEncoder,
        limit: int,
        timeout_ms: float,
        counts: Counter[RerankingOutcome],
    ) -> None:
        self._encoder = encoder
        self._limit = limit
        self._timeout_ms = timeout_ms
        self._counts = counts
        self._lock = Lock()

    def __call__(self, question: str, candidates: Sequence[str]) -> Sequence[int]:
        """Places, the best first; as they are when the model is late or fails."""
        looked_at = candidates[: self._limit]
        if len(looked_at) < 2:
            return as_they_are(question, candidates)
        try:
            scores = self._encoder.scores(question, looked_at, self._timeout_ms)
        except ScoringTimeout:
            return self._unchanged(RerankingOutcome.LATE, candidates)
        except ModelError:
            return self._unchanged(RerankingOutcome.FAILED, candidates)
        self._count(RerankingOutcome.RERANKED)
        first = sorted(range(len(looked_at)), key=lambda place: (-scores[place], place))
        return [*first, *range(len(looked_at), len(candidates))]

    def _unchanged(self, outcome: RerankingOutcome, candidates: Sequence[str]) -> Sequence[int]:
        self._count(outcome)
        LOG.warning("not_reranked", extra={"outcome": outcome.value, "candidates": len(candidates)})
        return range(len(candidates))

    def _count(self, outcome: RerankingOutcome) -> None:
        with self._lock:
            self._counts[outcome] += 1
