"""Fits and measures how sure an answer is, and how often the right sentence comes first.

`python -m benchmarks.answerability [--home DIR] [--xquad FILE] [--plain] [--write]`, after
`adviser setup`. Weights are fitted on the gold questions of the split `fit`, on the mini-articles
that trained nothing and, where a file of XQuAD is named, on the questions about part of its
articles; the threshold is chosen on the split `choose`; what is reported comes from `report`, from
mini-articles that do nothing else, and from the rest of XQuAD. `--write` keeps the fit in the
product, `--plain` is for models without a judge.
"""

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.cases import (
    Build,
    Case,
    Flags,
    attached_cases,
    builder,
    gold_cases,
    mini_cases,
    xquad_cases,
)
from benchmarks.fitting import Array, fit_choice, fit_logistic
from benchmarks.tables import print_table
from bot.composition import Adviser
from bot.settings import Settings
from retrieval.answerability import (
    SIGNALS,
    ByForm,
    Calibration,
    Calibrations,
    Odds,
    Weights,
    conformal_threshold,
    read_calibrations,
)
from retrieval.embedding import Embedder
from retrieval.evaluation.gold import Kind
from retrieval.evaluation.refusal import Ranked
from retrieval.evidence import Candidate, first_of_each_article, lead_over_others
from retrieval.judge import PlainJudge
from retrieval.onnx_model import OnnxEmbedder
from retrieval.question_form import FORMS
from training.gold_articles import sample_articles
from training.mini_articles import Part

FALSE_ANSWERS_MAX = 0.05
# So often each question about XQuAD counts: they are few beside the others, and of another kind.
XQUAD_TIMES = 3
CALIBRATIONS = Path(__file__).parents[1] / "retrieval" / "data" / "answerability.json"


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
        build = builder(Path(folder), app.settings.home / "embeddings", embedder)
        questions = _questions(build, embedder, arguments.xquad)
        calibration = fit(questions.fitting, questions.reported["choose"])
        report(questions.reported, calibration)
    print(calibration.model_dump_json(indent=1))
    if arguments.write:
        _keep(embedder.name.rpartition("/")[2], calibration)


@dataclass(frozen=True)
class Questions:
    """What weights are fitted on, and the sets that are reported."""

    fitting: list[Case]
    reported: dict[str, list[Case]]


def _questions(build: Build, embedder: Embedder, xquad: Path | None) -> Questions:
    sample = build(sample_articles())
    gold = list(gold_cases(sample, embedder))
    topics = {question.topic for question, _ in gold if question.split == "fit"}
    of_split = {
        split: [case for question, case in gold if question.split == split]
        for split in ("fit", "choose", "report")
    }
    fitting = [*of_split["fit"], *mini_cases(build, embedder, Part.FIT)]
    fitting += attached_cases(sample, embedder, topics)
    reported = of_split | {"mini-articles": list(mini_cases(build, embedder, Part.REPORT))}
    if xquad:
        of_fit = xquad_cases(xquad, build, embedder)
        near = [case for case in of_fit[True] if case.kind is not Kind.OUTSIDE]
        fitting += near * XQUAD_TIMES
        reported |= {"XQuAD, fit": of_fit[True], "XQuAD, report": of_fit[False]}
    return Questions(fitting, reported)


def fit(fitting: Sequence[Case], chosen: Sequence[Case]) -> Calibration:
    """Weights from one part of the questions, the threshold from another."""
    answered = [case for case in fitting if case.right.any()]
    groups = [(case.signals, case.right) for case in answered]
    relevance = _weights(fit_choice(groups).tolist())
    cases = [*fitting, *map(_without_answer, answered[::2])]
    judged = [_first(case, relevance) for case in cases if case.candidates]
    features = np.array([_features(j) for j in judged])
    labels = np.array([float(j.is_right) for j in judged])
    evidence, *by_form = _odds(fit_logistic(features, labels).tolist())
    unready = Calibration(
        relevance=relevance,
        evidence=evidence,
        by_form=ByForm(**dict(zip(FORMS, by_form, strict=True))),
        threshold=1.0,
        false_answers_max=FALSE_ANSWERS_MAX,
        questions=0,
    )
    unanswerable = [_shown(c, unready)[0] for c in chosen if c.kind is not Kind.ANSWERABLE]
    threshold = conformal_threshold(unanswerable, FALSE_ANSWERS_MAX)
    return unready.model_copy(update={"threshold": threshold, "questions": len(unanswerable)})


def _weights(values: Sequence[float]) -> Weights:
    return Weights(**dict(zip(SIGNALS, values, strict=True)))


def _features(judged: Judged) -> Array:
    """What the probability is made of: signals and margin, alone and by each part of the form."""
    own = np.array([*astuple(judged.first.signals), min(judged.margin, 1.0)])
    form = np.array(astuple(judged.case.form))
    return np.concatenate([own, *(np.append(part * own, part) for part in form)])


def _odds(fitted: list[float]) -> Iterator[Odds]:
    """The fitted numbers, whose last is the bias, as `_features` has them."""
    size = len(SIGNALS) + 2
    ordered = [*fitted[: size - 1], fitted[-1], *fitted[size - 1 : -1]]
    for start in range(0, len(ordered), size):
        *signals, margin, bias = ordered[start : start + size]
        yield Odds(signals=_weights(signals), margin=margin, bias=bias)


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
    shown_first = [(case.kind, *_shown(case, calibration)) for case in cases]

    def sure(kind: Kind) -> Array:
        return np.array([confidence for of, confidence, _ in shown_first if of is kind])

    answerable, near, far = map(sure, (Kind.ANSWERABLE, Kind.NEAR_MISS, Kind.OUTSIDE))
    right = np.array([is_right for of, _, is_right in shown_first if of is Kind.ANSWERABLE])
    others = np.concatenate([near, far])

    def at(negative: Array) -> Flags:
        least = np.quantile(negative, 1 - FALSE_ANSWERS_MAX) if len(negative) else np.inf
        return answerable > least

    def shown(confidences: Array) -> Flags:
        return confidences >= calibration.threshold

    counts = [str(len(part)) for part in (answerable, near, far)]
    areas = [
        f"{_area_under_curve(answerable, part):.3f}" if len(part) else "" for part in (near, far)
    ]
    answered = shown(answerable)
    parts = (
        at(near), at(far) if len(far) else far, at(others), right[at(others)],
        answered, right[answered], shown(near), shown(far),
    )  # fmt: skip
    shares = [f"{part.mean():.0%}" if len(part) else "" for part in parts]
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


def _shown(case: Case, calibration: Calibration) -> tuple[float, bool]:
    """How sure the product is of what it shows first, and whether that answers."""
    ranked = case.ranked(calibration.relevance)
    judged = first_of_each_article(case.snapshot, ranked, calibration, case.form)
    confidence, row = next(judged, (0.0, None))
    return confidence, row is not None and case.quoted_right(row)


def _keep(judge: str, calibration: Calibration) -> None:
    """In the product's own file, in place of an earlier one, which a new judge has no use for."""
    known = dict(read_calibrations().judges)
    if judge != PlainJudge.name:
        known = {PlainJudge.name: known.get(PlainJudge.name, calibration)}
    text = Calibrations(judges=known | {judge: calibration}).model_dump_json(indent=1)
    CALIBRATIONS.write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
