"""Fits and measures how sure an answer is, on the questions that articles carry.

`python -m benchmarks.answerability [--home DIR]`, after `adviser setup`. A question is answerable
while its article is there; the same question with that article taken away is a near miss; what
visitors say outside the field is a far one. Articles are split in two by their id's hash: one
half fits the weights and the threshold, the figures come from the other.
"""

import argparse
import hashlib
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.fitting import area_under_curve, fit_logistic
from benchmarks.tables import print_table
from bot.composition import Adviser
from bot.settings import Settings
from retrieval.embedding import Embedder
from retrieval.evidence import (
    ANSWER_THRESHOLD,
    ANSWERABILITY,
    Signals,
    candidate_signals,
    relevance,
)
from retrieval.snapshot import Snapshot

FALSE_ANSWERS_MAX = 0.05
Array = NDArray[np.float64]
# Articles cannot teach where in a section the answer stands: this weight is set by hand.
LEAD = ANSWERABILITY.lead
SIGNALS = ("sentence_cosine", "passage_cosine", "heading_cosine", "coverage", "lead")


@dataclass(frozen=True)
class Case:
    """The best evidence of each article for one question."""

    article_id: str
    text: str
    found: dict[str, Signals]


def main() -> None:
    """Print the fitted weights, and what they and the served ones give on the other half."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, default=Path("data"))
    app = Adviser(Settings(home=parser.parse_args().home))
    snapshot, embedder = app.served.current(), app.embedder
    cases = [
        Case(a.id, q, _best(snapshot, embedder, q))
        for a in snapshot.articles.values()
        for q in a.questions
    ]
    far = [_best(snapshot, embedder, e.text) for e in snapshot.examples if e.act == "out_of_scope"]
    fitting = [case for case in cases if _is_for_fitting(case.article_id)]
    held_out = [case for case in cases if not _is_for_fitting(case.article_id)]
    weights = _fit(fitting, far[::2])
    served = np.array([getattr(ANSWERABILITY, f) for f in SIGNALS] + [ANSWERABILITY.bias])
    rows = []
    for name, used in (("fitted", weights), ("served", served)):
        positive, near = _scores(held_out, used)
        distant = _far_scores(far[1::2], used)
        threshold = float(np.quantile(_scores(fitting, used)[1], 1 - FALSE_ANSWERS_MAX))
        rows.append(
            (
                name,
                f"{area_under_curve(positive, near):.3f}",
                f"{area_under_curve(positive, distant):.3f}",
                f"{(positive > np.quantile(near, 1 - FALSE_ANSWERS_MAX)).mean():.0%}",
                f"{threshold:.2f}",
                f"{(positive >= ANSWER_THRESHOLD).mean():.0%}",
                f"{(near >= ANSWER_THRESHOLD).mean():.0%}",
                f"{(distant >= ANSWER_THRESHOLD).mean():.0%}",
            )
        )
    columns = (
        "weights", "AUROC near", "AUROC far", "answered at 5% near false", "5% threshold",
        f"answered at {ANSWER_THRESHOLD}", "near misses answered", "far answered",
    )  # fmt: skip
    print_table(f"{len(held_out)} held-out questions, {len(far[1::2])} far ones", columns, rows)
    names = [*SIGNALS, "bias"]
    print("fitted:", ", ".join(f"{n}={w:.1f}" for n, w in zip(names, weights, strict=True)))


def _best(snapshot: Snapshot, embedder: Embedder, question: str) -> dict[str, Signals]:
    best: dict[str, Signals] = {}
    for row, signals in candidate_signals(snapshot, question, embedder.encode([question])[0]):
        article_id = snapshot.sentences[row].article_id
        known = best.get(article_id)
        if known is None or relevance(signals) > relevance(known):
            best[article_id] = signals
    return best


def _is_for_fitting(article_id: str) -> bool:
    return hashlib.sha256(article_id.encode()).digest()[0] % 2 == 0


def _fit(cases: list[Case], far: list[dict[str, Signals]]) -> Array:
    positive = [case.found[case.article_id] for case in cases if case.article_id in case.found]
    near = [s for case in cases if (s := _without(case))]
    distant = [s for found in far if (s := _surest(found))]
    signals = np.array([_row(s) for s in (*positive, *near, *distant)])
    labels = np.array([1.0] * len(positive) + [0.0] * (len(near) + len(distant)))
    lead = signals[:, -1]
    free = signals[:, :-1]
    fitted = fit_logistic(free, labels)
    # The lead's weight is not fitted: its mean effect is taken out of the bias.
    return np.array([*fitted[:-1], LEAD, fitted[-1] - LEAD * lead.mean()])


def _scores(cases: list[Case], weights: Array) -> tuple[Array, Array]:
    positive = [_probability(case.found.get(case.article_id), weights) for case in cases]
    near = [_probability(_without(case), weights) for case in cases]
    return np.array(positive), np.array(near)


def _far_scores(far: list[dict[str, Signals]], weights: Array) -> Array:
    return np.array([_probability(_surest(found), weights) for found in far])


def _without(case: Case) -> Signals | None:
    return _surest({a: s for a, s in case.found.items() if a != case.article_id})


def _surest(found: dict[str, Signals]) -> Signals | None:
    return max(found.values(), key=ANSWERABILITY.probability, default=None)


def _row(signals: Signals) -> list[float]:
    return [getattr(signals, f) for f in SIGNALS]


def _probability(signals: Signals | None, weights: Array) -> float:
    if signals is None:
        return 0.0
    return 1 / (1 + math.exp(-float(np.dot([*_row(signals), 1.0], weights))))


if __name__ == "__main__":
    main()
