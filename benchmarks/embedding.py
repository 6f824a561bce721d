"""Passages a second and query latency: the exported model beside plain sentence-transformers.

`python -m benchmarks.embedding [--home DIR]`, after `adviser setup`.
"""

import argparse
import os
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

import psutil

from benchmarks.tables import percentile, print_table
from bot.composition import Adviser
from bot.settings import Settings
from retrieval.embedding import Embedder
from retrieval.library import passage_text
from retrieval.reference import ReferenceEmbedder

ROUNDS = 5
PASSAGES = 192
QUERIES = 60


def main() -> None:
    """Measure both in turn, several times, so that a drift of the machine meets both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, default=Path("data"))
    app = Adviser(Settings(home=parser.parse_args().home))
    snapshot = app.served.current()
    passages = [passage_text(snapshot.articles[p.article_id], p) for p in snapshot.passages]
    passages = passages[:PASSAGES]
    queries = [example.text for example in snapshot.examples][:QUERIES]
    before = _resident_mib()
    ours = app.embedder
    ours.encode(passages[:16])
    between = _resident_mib()
    reference = ReferenceEmbedder(app.settings.model)
    reference.encode(passages[:16])
    memory = {"ours": between - before, "reference": _resident_mib() - between}
    speed: dict[str, list[float]] = {"ours": [], "reference": []}
    latency: dict[str, list[float]] = {"ours": [], "reference": []}
    for _ in range(ROUNDS):
        for name, embedder in (("ours", ours), ("reference", reference)):
            speed[name].append(len(passages) / _seconds(partial(embedder.encode, passages)))
            latency[name] += [_query_ms(embedder, query) for query in queries]
    rows = [
        (
            label,
            f"{median(speed[name]):.0f}",
            f"{median(latency[name]):.2f}",
            f"{percentile(latency[name], 95):.2f}",
            f"{memory[name]:.0f}",
        )
        for name, label in (("ours", ours.name), ("reference", reference.name))
    ]
    columns = ("embedder", "passages/s", "query p50 ms", "p95 ms", "added MiB")
    print_table(f"Embedding {len(passages)} passages, {ROUNDS} rounds in turn", columns, rows)
    cosine = (ours.encode(passages) * reference.encode(passages)).sum(axis=1).min()
    print(f"least cosine of ours to the reference: {cosine:.6f}")
    ratio = median(a / b for a, b in zip(speed["ours"], speed["reference"], strict=True))
    print(f"ours / reference, passages a second, median of the rounds: {ratio:.2f}")


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _query_ms(embedder: Embedder | ReferenceEmbedder, query: str) -> float:
    return _seconds(lambda: embedder.encode([query])) * 1e3


def _resident_mib() -> float:
    return float(psutil.Process(os.getpid()).memory_info().rss) / 2**20


if __name__ == "__main__":
    main()
