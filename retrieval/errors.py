"""Errors of retrieval. Each message says what was expected, what came, what to do."""

from dataclasses import dataclass
from pathlib import Path


class RetrievalError(Exception):
    """Root of every error raised by `retrieval`."""


@dataclass
class ModelError(RetrievalError):
    """A model that cannot be loaded, exported or trusted."""

    model: str
    problem: str

    def __str__(self) -> str:
        return f"model {self.model}: {self.problem}"


@dataclass
class ScoringTimeout(RetrievalError):
    """Scores that were not there in time."""

    model: str
    timeout_ms: float

    def __str__(self) -> str:
        return (
            f"model {self.model}: expected scores within {self.timeout_ms:g} ms, got none; "
            "score fewer candidates, allow more time, or choose a smaller model"
        )


@dataclass
class SnapshotError(RetrievalError):
    """A snapshot that is missing a file, or holds one that is not what was written."""

    path: Path
    problem: str

    def __str__(self) -> str:
        return f"{self.path}: {self.problem}; run `adviser corpus sync` to publish a new version"


@dataclass
class CacheError(RetrievalError):
    """An embedding cache that cannot be used."""

    path: Path
    problem: str

    def __str__(self) -> str:
        return (
            f"{self.path}: expected a file to keep vectors in ({self.problem}); "
            "see that the disk has room and that nobody else holds the file, and repeat"
        )


# More would bury the first ones, which most often share their cause with the rest.
PROBLEMS_TOLD_MAX = 10


@dataclass
class GoldError(RetrievalError):
    """Gold questions that cannot be used; each problem names its file and line."""

    problems: tuple[str, ...]

    def __str__(self) -> str:
        more = len(self.problems) - PROBLEMS_TOLD_MAX
        told = "; ".join(self.problems[:PROBLEMS_TOLD_MAX])
        return told + (f"; and {more} more" if more > 0 else "")
