"""Haystack as its hybrid retrieval tutorial sets it up, without a ranker (no weights for one).

An in-memory document store, written to disk as JSON; BM25 and embeddings, each with its retriever,
joined by reciprocal rank fusion. Its splitter cuts at 512 words, which these texts do not reach.
"""

from collections.abc import Sequence
from typing import Any

import haystack
from haystack.components.joiners import DocumentJoiner
from haystack.components.retrievers import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)

from benchmarks.peers.protocol import Document, Task, serve


class Haystack:
    """A document store and a pipeline over it."""

    def __init__(self, task: Task) -> None:
        self._model = str(task.model)
        self._path = str(task.folder / "store.json")
        self._embedder: Any = None
        self._pipeline: Any = None

    def warm_up(self) -> None:
        self._embedder = SentenceTransformersDocumentEmbedder(
            model=self._model, progress_bar=False, device=_cpu()
        )
        self._embedder.warm_up()
        self._embedder.run([haystack.Document(content="course")])

    def ingest(self, documents: Sequence[Document]) -> None:
        store = InMemoryDocumentStore()
        texts = [haystack.Document(id=d.id, content=d.text) for d in documents]
        store.write_documents(self._embedder.run(texts)["documents"])
        store.save_to_disk(self._path)

    def open(self) -> None:
        store = InMemoryDocumentStore.load_from_disk(self._path)
        pipeline = haystack.Pipeline()
        pipeline.add_component(
            "text_embedder",
            SentenceTransformersTextEmbedder(model=self._model, progress_bar=False, device=_cpu()),
        )
        pipeline.add_component("embeddings", InMemoryEmbeddingRetriever(store))
        pipeline.add_component("bm25", InMemoryBM25Retriever(store))
        pipeline.add_component("joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion"))
        pipeline.connect("text_embedder", "embeddings")
        pipeline.connect("embeddings", "joiner")
        pipeline.connect("bm25", "joiner")
        pipeline.warm_up()
        self._pipeline = pipeline

    def search(self, query: str, limit: int) -> list[str]:
        found = self._pipeline.run({"text_embedder": {"text": query}, "bm25": {"query": query}})
        return [document.id for document in found["joiner"]["documents"][:limit]]


def _cpu() -> Any:
    return haystack.utils.ComponentDevice.from_str("cpu")


if __name__ == "__main__":
    serve(Haystack)
