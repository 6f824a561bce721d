"""How sure it is that a piece of evidence answers a question, and from where on it is shown."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from importlib.resources import files
from operator import attrgetter, mul

from corpus.models import Frozen
from retrieval.question_form import FORMS, QuestionForm


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for a sentence: numbers in about 0..1.

    `match` and `weakest` are the judge's: how well the sentence covers the question's tokens,
    and the one that it covers least. The cosines are of the question to the sentence, to its
    passage and to the heading above. `attached` says how near it is to a question that staff
    attached to the passage: 0 for a cosine of 0.7 or less, 1 for the very question. `coverage`
    is the part of the question's terms, weighted by rarity, that the sentence, its headings or
    its article's title use, `own_coverage` the part that the sentence itself uses. `lead` is 1
    for the first sentence of a section, which is where its heading is answered, and falls with
    each one after it. `form` is 1 where a list was asked for and this is one. `passage_match`,
    `passage_weakest` and `passage_coverage` are `match`, `weakest` and `coverage` of all of the
    passage: a sentence often leans on those beside it. `passage_complete` is 1 where the
    passage lacks none of the question's terms, and 0 where it lacks one that stands nowhere;
    `names_kept` is the part of the question's names and figures that it has, 1 without any.
    """

    match: float
    weakest: float
    sentence_cosine: float
    passage_cosine: float
    heading_cosine: float
    attached: float
    coverage: float
    own_coverage: float
    lead: float
    form: float
    passage_match: float
    passage_weakest: float
    passage_coverage: float
    passage_complete: float
    names_kept: float


SIGNALS = tuple(field.name for field in fields(Signals))
_in_order = attrgetter(*SIGNALS)
_parts = attrgetter(*FORMS)


class Weights(Frozen):
    """What each signal counts; the sum is in logarithms of odds."""

    match: float
    weakest: float
    sentence_cosine: float
    passage_cosine: float
    heading_cosine: float
    attached: float
    coverage: float
    own_coverage: float
    lead: float
    form: float
    passage_match: float
    passage_weakest: float
    passage_coverage: float
    passage_complete: float
    names_kept: float

    def total(self, signals: Signals) -> float:
        """The weighted sum of the signals."""
        return float(sum(map(mul, _in_order(self), _in_order(signals))))


class Odds(Frozen):
    """A sum in logarithms of odds: of the signals, of a lead over others, and what always holds.

    A lead counts up to 1.
    """

    signals: Weights
    margin: float
    bias: float

    def total(self, signals: Signals, margin: float) -> float:
        """The sum for a sentence that is so far ahead of the others."""
        return self.signals.total(signals) + self.margin * min(margin, 1.0) + self.bias


class ByForm(Frozen):
    """What comes to the odds for each part of a question's form, times that part."""

    reach: Odds
    names: Odds
    length: Odds


class Calibration(Frozen):
    """Fitted on labelled questions by `python -m benchmarks.answerability`.

    `relevance` orders the sentences that might answer one question. `evidence` makes the
    probability that the first of them answers it, of its signals and of how far it is ahead of the
    first of another passage. What these count depends on how the question is put, so `by_form`
    comes to it.

    `threshold` is the least probability that is shown. It was chosen on `questions` questions of
    articles that fitted nothing, which the corpus cannot answer, so that of others of their kind
    no more than `false_answers_max` are answered, on average over such choices: the split
    conformal quantile (Vovk, Gammerman and Shafer, "Algorithmic Learning in a Random World",
    2005; Angelopoulos and Bates, "Conformal Prediction: A Gentle Introduction", 2023).
    """

    relevance: Weights
    evidence: Odds
    by_form: ByForm
    threshold: float
    false_answers_max: float
    questions: int

    def probability(self, signals: Signals, margin: float, form: QuestionForm) -> float:
        """That a sentence with these signals, so far ahead of the others, answers: in 0..1."""
        logit = self.evidence.total(signals, margin)
        for part, odds in zip(_parts(form), _parts(self.by_form), strict=True):
            if part:
                logit += part * odds.total(signals, margin)
        return 1.0 / (1.0 + math.exp(-logit))


class Calibrations(Frozen):
    """What was fitted with each judge, by its name."""

    judges: Mapping[str, Calibration]


def calibration_for(embedder_name: str) -> Calibration:
    """What was fitted with the embedder's judge; with the plain one where it is another."""
    judges = read_calibrations().judges
    return judges.get(embedder_name.rpartition("/")[2], judges["plain"])


def read_calibrations() -> Calibrations:
    """The calibrations that come with the product."""
    source = files("retrieval") / "data" / "answerability.json"
    return Calibrations.model_validate_json(source.read_text(encoding="utf-8"))


def conformal_threshold(unanswerable: list[float], false_answers_max: float) -> float:
    """The least probability to show, given those of n questions that cannot be answered.

    It lies just above the ceil((n + 1) (1 - rate))-th smallest: another such question is then
    answered with a probability of at most the rate. Above 1, so never, where n is too small.
    """
    n = len(unanswerable)
    rank = math.ceil((n + 1) * (1 - false_answers_max))
    if rank > n:
        return math.inf
    return math.nextafter(sorted(unanswerable)[rank - 1], math.inf)
