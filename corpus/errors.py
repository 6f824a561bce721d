"""Errors of the corpus. Each message says what was expected, what came, what to do."""

from dataclasses import dataclass


class CorpusError(Exception):
    """Root of every error raised by `corpus`."""


@dataclass
class SourceError(CorpusError):
    """A source that cannot be read at all."""

    location: str
    problem: str

    def __str__(self) -> str:
        return f"{self.location}: {self.problem}"
