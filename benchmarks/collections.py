"""Whether fused retrieval beats each of its parts: `python -m benchmarks.collections [PATH...]`.

Without a path, over the served catalogue: a course is looked for among the descriptions, by its
title and by its summary. A path is a test collection or a catalogue, see `collection_files`.
`--leave-out` chooses the two values of the fusion on all other collections and reports on the one
that is left out; `--altered` asks each query with slips, by its rarest words, and in a long phrase.
"""

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import numpy as np

from benchmarks.altered_queries import ALTERATIONS
from benchmarks.collection_files import Collection, known_items, read_collection
from benchmarks.measures import Figures, bootstrap_interval, figures
from benchmarks.rank_fusion import reciprocal_rank_fusion
from benchmarks.tables import print_table
from bot.composition import Adviser
from bot.settings import Settings
from retrieval.cache import EmbeddingCache
from retrieval.embedding import Embedder, Vectors
from retrieval.fusion import Fusion
from retrieval.hybrid import CANDIDATES_EACH, hybrid_search
from retrieval.keyword import KeywordIndex
from retrieval.vectors import VectorIndex

FUSIONS = tuple(Fusion(*pair) for pair in product((1.5, 2.5, 3.5, 5.0, 7.0), (0.0, 0.2, 0.4, 0.6)))


@dataclass(frozen=True)
class Indexed:
    """A collection with both indexes, and its queries' vectors."""

    collection: Collection
    vectors: VectorIndex
    keywords: KeywordIndex
    queries: Vectors

    def ranked_by(self, search: Callable[[str, Vectors], Sequence[int]]) -> Figures:
        """The figures of a search over all queries."""
        rankings = map(search, self.collection.queries, self.queries)
        return figures(list(rankings), self.collection.relevant)

    def by_words(self, text: str, query: Vectors) -> list[int]:
        """BM25 alone."""
        return [int(row) for row in self.keywords.search(text, CANDIDATES_EACH)[0]]

    def by_meaning(self, text: str, query: Vectors) -> list[int]:
        """Cosines alone."""
        return [int(row) for row in self.vectors.search(query, CANDIDATES_EACH)[0]]

    def by_ranks(self, text: str, query: Vectors) -> list[int]:
        """Both, by reciprocal rank."""
        parts = (self.by_words(text, query), self.by_meaning(text, query))
        return [row for row, _ in reciprocal_rank_fusion(parts)]

    def fused(self, fusion: Fusion) -> Figures:
        """The figures of both, by a fusion."""
        found = (self.vectors, self.keywords)
        return self.ranked_by(
            lambda text, query: hybrid_search(*found, text, query, 100, fusion=fusion)[0].tolist()
        )


def main() -> None:
    """Print the table of all collections, and what else is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", type=Path, nargs="*", metavar="PATH")
    parser.add_argument("--home", type=Path, default=Path("data"))
    parser.add_argument("--leave-out", action="store_true")
    parser.add_argument("--altered", action="store_true")
    asked = parser.parse_args()
    app = Adviser(Settings(home=asked.home))
    cache = EmbeddingCache(asked.home / "benchmarks")
    collections = [*_sample(app), *map(read_collection, asked.paths)]
    indexed = [_indexed(collection, app.embedder, cache) for collection in collections]
    print_beside_parts("Fused retrieval beside its parts", indexed)
    if asked.altered:
        for name, alter in ALTERATIONS.items():
            changed = [_altered(one, alter, app.embedder, cache) for one in indexed]
            print_beside_parts(f"Queries {name}", changed)
    if asked.leave_out:
        print_left_out(indexed)


def print_beside_parts(title: str, indexed: Sequence[Indexed]) -> None:
    """A line for each collection: nDCG@10 of each, and of fused also recall@10 and MRR."""
    rows = []
    for one in indexed:
        parts = [one.ranked_by(each) for each in (one.by_words, one.by_meaning, one.by_ranks)]
        fused = one.fused(Fusion())
        rows.append((one.collection.name, str(len(fused.ndcg)), *_beside(parts, fused)))
    columns = ("", "queries", "BM25", "dense", "RRF", "fused", "less the best, 95%", "R@10", "MRR")
    print_table(title, columns, rows)


def print_left_out(indexed: Sequence[Indexed]) -> None:
    """For each collection the fusion whose least gain on any other is greatest, and its figures.

    A gain is nDCG@10 less that of the best part: the aim is to lose nowhere.
    """
    parts = [
        [one.ranked_by(each) for each in (one.by_words, one.by_meaning, one.by_ranks)]
        for one in indexed
    ]
    tried = np.array([[one.fused(fusion).ndcg.mean() for fusion in FUSIONS] for one in indexed])
    gains = tried - np.array([[max(part.ndcg.mean() for part in three)] for three in parts])
    rows = []
    for number, one in enumerate(indexed):
        best = FUSIONS[int(np.delete(gains, number, axis=0).min(axis=0).argmax())]
        chosen = f"{best.keyword_weight}, {best.feedback_share}"
        rows.append((one.collection.name, chosen, *_beside(parts[number], one.fused(best))))
    columns = (
        "left out",
        "chosen",
        "BM25",
        "dense",
        "RRF",
        "fused",
        "less the best",
        "R@10",
        "MRR",
    )
    print_table("Chosen without the collection that is reported", columns, rows)


def _beside(parts: Sequence[Figures], fused: Figures) -> tuple[str, ...]:
    best = max(parts, key=lambda part: part.ndcg.mean())
    low, high = bootstrap_interval(fused.ndcg - best.ndcg)
    return (
        *(f"{part.ndcg.mean():.3f}" for part in (*parts, fused)),
        f"{low:+.3f} to {high:+.3f}",
        f"{fused.recall.mean():.3f}",
        f"{fused.reciprocal_rank.mean():.3f}",
    )


def _sample(app: Adviser) -> list[Collection]:
    courses = [course for course in app.served.current().courses if course.description]
    return [
        known_items("courses, title", ((c.title, c.description) for c in courses)),
        known_items("courses, summary", ((c.summary, c.description) for c in courses)),
    ]


def _indexed(collection: Collection, embedder: Embedder, cache: EmbeddingCache) -> Indexed:
    texts = [". ".join(filter(None, text)) for text in collection.texts]
    return Indexed(
        collection,
        VectorIndex.build(cache.encode(texts, embedder)[0]),
        KeywordIndex.build(collection.texts),
        cache.encode(collection.queries, embedder)[0],
    )


def _altered(
    one: Indexed,
    alter: Callable[[str, KeywordIndex], str],
    embedder: Embedder,
    cache: EmbeddingCache,
) -> Indexed:
    queries = tuple(alter(query, one.keywords) for query in one.collection.queries)
    return replace(
        one,
        collection=replace(one.collection, queries=queries),
        queries=cache.encode(queries, embedder)[0],
    )


if __name__ == "__main__":
    main()
