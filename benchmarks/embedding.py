"""How fast texts are embedded: our exported model beside sentence-transformers.

`python -m benchmarks.embedding` measures both in one run, turn by turn, so that a busy machine
slows both, and prints medians. Needs the extra `models`; takes about two minutes.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from retrieval.embedding import Embedder
from retrieval.onnx_model import OnnxEmbedder
from retrieval.reference import ReferenceEmbedder, export_model
from retrieval.weights import DEFAULT_MODEL

QUERIES = (
    "What is a micro-credential?",
    "cheap online course in Queensland",
    "How long does a Certificate III in Individual Support take?",
    "Can I study nursing part time while I work, and is it funded?",
    "dogs",
)
SENTENCE = "A short course shows one skill that an employer asks for, and takes a few weeks. "
# Sentences of 17 tokens: from a short answer to a passage that fills what the model reads.
PASSAGE_SENTENCES = (1, 2, 4, 7, 12)
PASSAGES = 80
ROUNDS = 7
QUERIES_A_ROUND = 40
WARM_UPS = 5


@dataclass(frozen=True, slots=True)
class Measured:
    """Of one embedder: passages a second by round, and milliseconds of each single query."""

    name: str
    passages_a_second: list[float]
    query_ms: list[float]


def main() -> None:
    console = Console()
    with tempfile.TemporaryDirectory() as folder:
        exported = Path(folder) / "model"
        export_model(DEFAULT_MODEL, exported)
        embedders: list[Embedder] = [OnnxEmbedder.open(exported), ReferenceEmbedder(DEFAULT_MODEL)]
        measured = measure(embedders)
        cosine = least_cosine(*embedders)
    console.print(table(measured))
    console.print(f"{os.cpu_count()} cores; least cosine between the two {cosine:.6f}")


def measure(embedders: Sequence[Embedder]) -> list[Measured]:
    """Both in turn, so that what else the machine does falls on both."""
    texts = passages()
    results = [Measured(embedder.name, [], []) for embedder in embedders]
    for embedder in embedders:
        embedder.encode(texts[:WARM_UPS])
    for _ in range(ROUNDS):
        for embedder, result in zip(embedders, results, strict=True):
            result.passages_a_second.append(
                len(texts) / seconds(lambda e=embedder: e.encode(texts))
            )
    for number in range(ROUNDS * QUERIES_A_ROUND):
        query = QUERIES[number % len(QUERIES)]
        for embedder, result in zip(embedders, results, strict=True):
            result.query_ms.append(1000 * seconds(lambda e=embedder: e.encode([query])))
    return results


def passages() -> list[str]:
    """Passages of many lengths, in no order of length, as an article has them."""
    lengths = [PASSAGE_SENTENCES[n % len(PASSAGE_SENTENCES)] for n in range(PASSAGES)]
    return [f"{n}. {SENTENCE * length}" for n, length in enumerate(lengths)]


def least_cosine(one: Embedder, other: Embedder) -> float:
    texts = [*passages(), *QUERIES]
    return float((one.encode(texts) * other.encode(texts)).sum(axis=1).min())


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def table(results: Sequence[Measured]) -> Table:
    made = Table(title="Embedding: medians, both measured in turn")
    made.add_column("path")
    for column in ("passages/s", "query p50 ms", "query p95 ms", "times as fast (passages, query)"):
        made.add_column(column, justify="right")
    reference = results[-1]
    for result in results:
        rate = statistics.median(result.passages_a_second)
        p50, p95 = (float(np.percentile(result.query_ms, p)) for p in (50, 95))
        rate_gain = rate / statistics.median(reference.passages_a_second)
        query_gain = statistics.median(reference.query_ms) / p50
        gains = f"{rate_gain:.1f}, {query_gain:.1f}"
        made.add_row(result.name, f"{rate:.0f}", f"{p50:.2f}", f"{p95:.2f}", gains)
    return made


if __name__ == "__main__":
    main()
