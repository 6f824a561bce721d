"""LlamaIndex as its reciprocal rank fusion example sets it up, without a model that adds queries.

Its default splitter, vector store and BM25 retriever, each saved to the folder, fused by
`QueryFusionRetriever`.
"""

from collections.abc import Sequence
from typing import Any

import llama_index.core as core
from llama_index.core.llms import MockLLM
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.retrievers.bm25 import BM25Retriever

from benchmarks.peers.protocol import Document, Task, serve

# What the fusion returns, and what each retriever gives it.
LIMIT = 10


class LlamaIndex:
    """A vector index and a keyword retriever over the same pieces."""

    def __init__(self, task: Task) -> None:
        self._vectors = str(task.folder / "vectors")
        self._keywords = task.folder / "keywords"
        self._embedder = HuggingFaceEmbedding(model_name=str(task.model), device="cpu")
        self._retriever: Any = None

    def warm_up(self) -> None:
        self._embedder.get_text_embedding("course")

    def ingest(self, documents: Sequence[Document]) -> None:
        texts = [core.Document(doc_id=d.id, text=d.text) for d in documents]
        nodes = SentenceSplitter().get_nodes_from_documents(texts)
        index = core.VectorStoreIndex(nodes, embed_model=self._embedder)
        index.storage_context.persist(persist_dir=self._vectors)
        self._keywords.mkdir()
        BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=LIMIT).persist(
            str(self._keywords)
        )

    def open(self) -> None:
        storage = core.StorageContext.from_defaults(persist_dir=self._vectors)
        index = core.load_index_from_storage(storage, embed_model=self._embedder)
        self._retriever = QueryFusionRetriever(
            [
                index.as_retriever(similarity_top_k=LIMIT),
                BM25Retriever.from_persist_dir(str(self._keywords)),
            ],
            llm=MockLLM(),
            mode="reciprocal_rerank",
            num_queries=1,
            similarity_top_k=LIMIT,
            use_async=False,
        )

    def search(self, query: str, limit: int) -> list[str]:
        found = self._retriever.retrieve(query)
        return list(dict.fromkeys(hit.node.ref_doc_id for hit in found))[:limit]


if __name__ == "__main__":
    serve(LlamaIndex)
