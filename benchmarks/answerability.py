"""Fits and measures how sure an answer is, and how often the right sentence comes first.

`python -m benchmarks.answerability [--home DIR] [--xquad FILE] [--plain] [--write]`, after
`adviser setup`. Weights are fitted on the gold questions of the split `fit`
and on the mini-articles that trained nothing; the threshold is chosen on the split `choose`; what
is reported comes from `report`, and from a file of XQuAD where one is named. `--write` keeps the
fit in the product, `--plain` is for models without a judge.
"""

import argparse
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.fitting import Array, fit_choice, fit_logistic
from benchmarks.tables import print_table
from benchmarks.xquad import SpanQuestion, load_xquad
from bot.composition import Adviser, gold_folder
from bot.settings import Settings
from corpus.importers.identity import slug
from corpus.models import Article, Taxonomy
from retrieval.answerability import (
    SIGNALS,
    Calibration,
    Calibrations,
    Weights,
    conformal_threshold,
    read_calibrations,
)
from retrieval.build import build_snapshot
from retrieval.cache import EmbeddingCache
from retrieval.embedding import Embedder
from retrieval.equivalents import spell_out
from retrieval.evaluation.gold import GoldQuestion, Kind, read_gold, with_served_ids
from retrieval.evaluation.matching import shares
from retrieval.evaluation.refusal import Ranked
from retrieval.evidence import (
    Candidate,
    find_candidates,
    first_of_each_article,
    lead_over_others,
    quote_of,
    reach_of,
)
from retrieval.judge import PlainJudge
from retrieval.onnx_model import OnnxEmbedder
from retrieval.snapshot import Snapshot, SnapshotContent, open_snapshot
from training.gold_articles import sample_articles
from training.mini_articles import load_mini_articles

FALSE_ANSWERS_MAX = 0.05
CALIBRATIONS = Path(__file__).parents[1] / "retrieval" / "data" / "answerability.json"
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Case:
    """A question's candidates, and which of them answer it, by sentence and as they are quoted."""

    kind: Kind
    snapshot: Snapshot
    candidates: list[Candidate]
    right: Flags
    quoted_right: Callable[[int], bool]

    @property
    def signals(self) -> Array:
        """Of shape [candidates, signals]."""
        return np.array([astuple(c.signals) for c in self.candidates]).reshape(-1, len(SIGNALS))

    def ranked(self, relevance: Weights) -> list[Candidate]:
        """The candidates in another order."""
        again = [Candidate(c.row, c.signals, relevance.total(c.signals)) for c in self.candidates]
        return sorted(again, key=lambda c: (-c.relevance, c.row))


@dataclass(frozen=True)
class Judged:
    """The first candidate of a case: what speaks for it, and whether it answers."""

    case: Case
    first: Candidate
    margin: float

    @property
    def is_right(self) -> bool:
        """Whether what is quoted of it answers."""
        return self.case.quoted_right(self.first.row)


def main() -> None:
    """Fit, choose, report, and keep the fit if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, default=Path("data"))
    parser.add_argument("--xquad", type=Path)
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    app = Adviser(Settings(home=arguments.home))
    judge = PlainJudge() if arguments.plain else None
    embedder = OnnxEmbedder.open(app.model_folder, judge)
    with tempfile.TemporaryDirectory() as folder:
        build = _builder(Path(folder), app.settings.home / "embeddings", embedder)
        sample = build(sample_articles())
        gold = list(_gold_cases(sample, embedder))
        fitting = [case for question, case in gold if question.split == "fit"]
        fitting += _mini_cases(build, embedder)
        topics = {question.topic for question, _ in gold if question.split == "fit"}
        fitting += _attached_cases(sample, embedder, topics)
        chosen = [case for question, case in gold if question.split == "choose"]
        calibration = fit(fitting, chosen)
        sets = {
            split: [c for q, c in gold if q.split == split] for split in ("fit", "choose", "report")
        }
        if arguments.xquad:
            sets["xquad"] = list(_xquad_cases(arguments.xquad, build, embedder))
        report(sets, calibration)
    print(calibration.model_dump_json(indent=1))
    if arguments.write:
        _keep(embedder.name.rpartition("/")[2], calibration)


def fit(fitting: Sequence[Case], chosen: Sequence[Case]) -> Calibration:
    """Weights from one part of the questions, the threshold from another."""
    answered = [case for case in fitting if case.right.any()]
    groups = [(case.signals, case.right) for case in answered]
    relevance = _weights(fit_choice(groups).tolist())
    cases = [*fitting, *map(_without_answer, answered[::2])]
    judged = [_first(case, relevance) for case in cases if case.candidates]
    features = np.array([_features(j) for j in judged])
    fitted = fit_logistic(features, np.array([float(j.is_right) for j in judged])).tolist()
    own, by_reach, (bias_by_reach, margin, bias) = (
        fitted[: len(SIGNALS)], fitted[len(SIGNALS) : -3], fitted[-3:],
    )  # fmt: skip
    unready = Calibration(
        relevance=relevance,
        evidence=_weights(own),
        evidence_by_reach=_weights(by_reach),
        margin=margin,
        bias=bias,
        bias_by_reach=bias_by_reach,
        threshold=1.0,
        false_answers_max=FALSE_ANSWERS_MAX,
        questions=0,
    )
    unanswerable = [_probability(c, unready) for c in chosen if c.kind is not Kind.ANSWERABLE]
    threshold = conformal_threshold(unanswerable, FALSE_ANSWERS_MAX)
    return unready.model_copy(update={"threshold": threshold, "questions": len(unanswerable)})


def _weights(values: Sequence[float]) -> Weights:
    return Weights(**dict(zip(SIGNALS, values, strict=True)))


def _features(judged: Judged) -> list[float]:
    """What the probability is made of: the signals, alone and by reach, the reach, the margin."""
    signals = astuple(judged.first.signals)
    reach = reach_of(judged.case.candidates)
    return [*signals, *(reach * s for s in signals), reach, min(judged.margin, 1.0)]


def _without_answer(case: Case) -> Case:
    """The same question, with the passages that answer it taken away."""
    passage_of = [case.snapshot.sentences[c.row].passage for c in case.candidates]
    answering = {passage for passage, right in zip(passage_of, case.right, strict=True) if right}
    kept = np.array([passage not in answering for passage in passage_of])
    left = [c for c, keep in zip(case.candidates, kept, strict=True) if keep]
    return replace(case, kind=Kind.NEAR_MISS, candidates=left, right=case.right[kept])


def report(sets: dict[str, list[Case]], calibration: Calibration) -> None:
    """How the calibration does on each set of questions."""
    titles = {
        "questions": ("questions", "answerable", "near misses", "far", "first quote right"),
        "told apart": ("questions", "AUROC near", "AUROC far"),
        "answered while 5% are answered of": (
            "questions", "near misses", "far", "all", "and right",
        ),
        f"at the threshold {calibration.threshold:.3f}": (
            "questions", "answered", "and right", "near misses answered", "far answered",
        ),
    }  # fmt: skip
    figures = {name: _figures(cases, calibration) for name, cases in sets.items()}
    start = 0
    for title, columns in titles.items():
        end = start + len(columns) - 1
        print_table(title, columns, [(name, *row[start:end]) for name, row in figures.items()])
        start = end


def _figures(cases: Sequence[Case], calibration: Calibration) -> list[str]:
    def sure(kind: Kind) -> Array:
        return np.array([_probability(case, calibration) for case in cases if case.kind is kind])

    answerable, near, far = map(sure, (Kind.ANSWERABLE, Kind.NEAR_MISS, Kind.OUTSIDE))
    right = np.array([
        bool(case.candidates) and _first(case, calibration.relevance).is_right
        for case in cases
        if case.kind is Kind.ANSWERABLE
    ])  # fmt: skip
    others = np.concatenate([near, far])

    def at(negative: Array) -> Flags:
        return answerable > np.quantile(negative, 1 - FALSE_ANSWERS_MAX)

    def shown(confidences: Array) -> Flags:
        return confidences >= calibration.threshold

    counts = [str(len(part)) for part in (answerable, near, far)]
    areas = [f"{_area_under_curve(answerable, part):.3f}" for part in (near, far)]
    answered = shown(answerable)
    shares = [
        f"{share:.0%}"
        for share in (
            at(near).mean(), at(far).mean(), at(others).mean(), right[at(others)].mean(),
            answered.mean(), right[answered].mean(), shown(near).mean(), shown(far).mean(),
        )
    ]  # fmt: skip
    return [*counts, f"{right.mean():.0%}", *areas, *shares]


def _area_under_curve(answerable: Array, others: Array) -> float:
    confidence = np.concatenate([answerable, others])
    is_answerable = np.repeat([1.0, 0.0], [len(answerable), len(others)])
    order = np.argsort(-confidence)
    auroc = Ranked(confidence[order]).auroc(is_answerable[order], np.ones(len(order)))
    return float(auroc)


def _first(case: Case, relevance: Weights) -> Judged:
    ranked = case.ranked(relevance)
    return Judged(case, ranked[0], lead_over_others(case.snapshot, ranked, 0))


def _probability(case: Case, calibration: Calibration) -> float:
    """As the product has it: of the surest of the first candidates of each article."""
    ranked = case.ranked(calibration.relevance)
    judged = first_of_each_article(case.snapshot, ranked, calibration)
    return max((confidence for confidence, _ in judged), default=0.0)


def _case(
    kind: Kind,
    snapshot: Snapshot,
    embedder: Embedder,
    question: str,
    answers: Callable[[str, str], bool],
    allowed: Callable[[int], bool] = lambda row: True,
) -> Case:
    spelt = spell_out(question)
    found = find_candidates(snapshot, spelt, embedder.read_question(spelt))
    candidates = [candidate for candidate in found if allowed(candidate.row)]

    def gives(row: int, text: str) -> bool:
        return answers(snapshot.sentences[row].article_id, text)

    return Case(
        kind,
        snapshot,
        candidates,
        np.array([gives(c.row, snapshot.sentences[c.row].text) for c in candidates], dtype=bool),
        lambda row: gives(row, quote_of(snapshot, row)),
    )


def _gold_cases(snapshot: Snapshot, embedder: Embedder) -> Iterator[tuple[GoldQuestion, Case]]:
    for question in with_served_ids(read_gold(gold_folder()), snapshot.articles, slug):

        def answers(article_id: str, text: str, question: GoldQuestion = question) -> bool:
            return any(a.article == article_id and shares(text, a.quote) for a in question.answers)

        yield question, _case(question.kind, snapshot, embedder, question.question, answers)


def _attached_cases(snapshot: Snapshot, embedder: Embedder, topics: set[str]) -> Iterator[Case]:
    """The questions that staff attached, asked as they stand: their passages answer them."""
    attached = [(a.id, question) for a in snapshot.articles.values() for question in a.questions]
    for (article_id, question), row in zip(attached, snapshot.question_passages, strict=True):
        passage = snapshot.passages[row].text

        def answers(of: str, text: str, passage: str = passage) -> bool:
            return text in passage

        if any(article_id.startswith(topic) for topic in topics):
            yield _case(Kind.ANSWERABLE, snapshot, embedder, question, answers)


def _mini_cases(
    build: Callable[[tuple[Article, ...]], Snapshot], embedder: Embedder
) -> Iterator[Case]:
    minis = list(load_mini_articles(embedder, held_out=True))
    snapshot = build(tuple(mini.article for mini in minis))
    for mini in minis:
        texts = [s.text for s in snapshot.sentences if s.article_id == mini.article.id]
        for question in mini.lesson.questions:
            right = [texts[place] for place in question.answers]

            def answers(
                article_id: str, text: str, of: str = mini.article.id, right: list[str] = right
            ) -> bool:
                return article_id == of and any(sentence in text for sentence in right)

            kind = Kind.ANSWERABLE if right else Kind.NEAR_MISS
            yield _case(kind, snapshot, embedder, question.text, answers)


def _xquad_cases(
    file: Path, build: Callable[[tuple[Article, ...]], Snapshot], embedder: Embedder
) -> Iterator[Case]:
    """Each question as it is, without its own paragraph, and without its own article."""
    articles, questions = load_xquad(file)
    snapshot = build(tuple(articles))
    for asked in questions:
        yield from _xquad_question(asked, snapshot, embedder)


def _xquad_question(asked: SpanQuestion, snapshot: Snapshot, embedder: Embedder) -> Iterator[Case]:
    def is_elsewhere(row: int) -> bool:
        sentence = snapshot.sentences[row]
        return not asked.is_in_paragraph(sentence.article_id, sentence.text)

    def is_other(row: int) -> bool:
        return snapshot.sentences[row].article_id != asked.article_id

    answers = asked.is_answered_by
    yield _case(Kind.ANSWERABLE, snapshot, embedder, asked.text, answers)
    yield _case(Kind.NEAR_MISS, snapshot, embedder, asked.text, answers, is_elsewhere)
    yield _case(Kind.OUTSIDE, snapshot, embedder, asked.text, answers, is_other)


def _builder(
    folder: Path, cache: Path, embedder: Embedder
) -> Callable[[tuple[Article, ...]], Snapshot]:
    def build(articles: Iterable[Article]) -> Snapshot:
        content = SnapshotContent(
            articles=tuple(articles), courses=(), taxonomy=Taxonomy(subjects=()), examples=()
        )
        path, _ = build_snapshot(
            content,
            embedder=embedder,
            cache=EmbeddingCache(cache),
            snapshots_folder=folder,
            version=f"v{len(list(folder.iterdir()))}",
            built_at=datetime.now(UTC),
        )
        return open_snapshot(path)

    return build


def _keep(judge: str, calibration: Calibration) -> None:
    """In the product's own file, beside the one of the other judge."""
    plain = read_calibrations().judges.get("plain", calibration)
    known = Calibrations(judges={"plain": plain, judge: calibration})
    CALIBRATIONS.write_text(json.dumps(known.model_dump(), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
