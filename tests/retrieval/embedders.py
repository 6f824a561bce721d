"""The real embedder, watched."""

from collections.abc import Sequence

from retrieval.embedding import AskedReading, Embedder, Reading, Vectors


class Counting:
    """Another embedder, under its own or another name, that remembers what it was asked for."""

    def __init__(self, embedder: Embedder, name: str | None = None) -> None:
        self._embedder = embedder
        self.name = name or embedder.name
        self.vectors_name = self.name
        self.dimensions = embedder.dimensions
        self.max_tokens = embedder.max_tokens
        self.texts: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.texts.extend(texts)
        return self._embedder.encode(texts)

    def read(self, texts: Sequence[str]) -> list[Reading]:
        self.texts.extend(texts)
        return self._embedder.read(texts)

    def read_question(self, question: str) -> AskedReading:
        self.texts.append(question)
        return self._embedder.read_question(question)

    def count_tokens(self, text: str) -> int:
        return self._embedder.count_tokens(text)
