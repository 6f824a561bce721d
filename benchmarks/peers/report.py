"""What a run prints: figures, ratios, and where a peer is better."""

from collections.abc import Callable, Mapping, Sequence
from statistics import fmean, median

from rich.console import Console

from benchmarks.peers.collections import Collection
from benchmarks.peers.figures import (
    FIGURES,
    Interval,
    Round,
    difference,
    ndcg,
    ratio,
    recall,
)
from benchmarks.tables import print_table

OURS = "ours"
QUALITIES = {"nDCG@10": ndcg, "recall@10": recall}
Measured = Mapping[str, Sequence[Round]]


def print_report(collection: Collection, measured: Measured) -> None:
    """Two tables and a sentence."""
    rounds = len(measured[OURS])
    title = (
        f"{collection.name}: {len(collection.documents)} documents, "
        f"{len(collection.queries)} queries, rounds: {rounds}"
    )
    print_table(title, ("figure", *measured), figure_rows(collection, measured))
    peers = [name for name in measured if name != OURS]
    title = "Times that ours is better (least..most); quality: ours less theirs (95% interval)"
    print_table(title, ("figure", *peers), ratio_rows(collection, measured))
    Console(width=100).print(sentence(collection, measured), highlight=False)


def figure_rows(collection: Collection, measured: Measured) -> list[list[str]]:
    """A row a figure, a cell a program."""
    rows = [
        [
            name,
            *(f"{fmean(_quality(collection, rounds, name)):.3f}" for rounds in measured.values()),
        ]
        for name in QUALITIES
    ]
    for figure in FIGURES:
        medians = [median(map(figure.of, rounds)) for rounds in measured.values()]
        rows.append([figure.name, *(f"{value:.{figure.digits}f}" for value in medians)])
    return rows


def ratio_rows(collection: Collection, measured: Measured) -> list[list[str]]:
    """A row a figure, a cell a peer."""
    peers = [name for name in measured if name != OURS]
    rows = [
        [name, *(_signed(_difference(collection, measured, name, peer)) for peer in peers)]
        for name in QUALITIES
    ]
    for figure in FIGURES:
        ratios = [ratio(figure, measured[OURS], measured[peer]) for peer in peers]
        rows.append([figure.name, *(f"{r.middle:.2f} ({r.low:.2f}..{r.high:.2f})" for r in ratios)])
    return rows


def sentence(collection: Collection, measured: Measured) -> str:
    """Where a peer is better, by name, whether or not the rounds or queries are enough to tell."""
    wins = []
    for peer in (name for name in measured if name != OURS):
        worse = [q for q in QUALITIES if _difference(collection, measured, q, peer).middle < 0]
        worse += [
            figure.name
            for figure in FIGURES
            if ratio(figure, measured[OURS], measured[peer]).middle < 1
        ]
        if worse:
            wins.append(f"{peer} ({', '.join(worse)})")
    return f"Better than ours: {'; '.join(wins) or 'none, at any figure'}."


def _quality(collection: Collection, rounds: Sequence[Round], name: str) -> list[float]:
    score: Callable[..., float] = QUALITIES[name]
    return [
        score(found, query.relevant)
        for found, query in zip(rounds[0].found, collection.queries, strict=True)
    ]


def _difference(collection: Collection, measured: Measured, name: str, peer: str) -> Interval:
    scores = (_quality(collection, measured[one], name) for one in (OURS, peer))
    return difference(*scores)


def _signed(interval: Interval) -> str:
    return f"{interval.middle:+.3f} ({interval.low:+.3f}..{interval.high:+.3f})"
