"""How sure it is that a piece of evidence answers a question, and from where on it is shown."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from importlib.resources import files
from operator import attrgetter, mul

from corpus.models import Frozen


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for a sentence: numbers in about 0..1.

    `match` and `weakest` are the judge's: how well the sentence covers the question's tokens, and
    the one that it covers least. The cosines are of the question to the sentence, to its passage
    and to the heading above. `attached` says how near it is to a question that staff attached to
    the passage: 0 for a cosine of 0.7 or less, 1 for the very question. `coverage` is the part of
    the question's terms, weighted by rarity, that the sentence, its headings or its article's
    title use. `lead` is 1 for the first sentence of a section, which is where its heading is
    answered, and falls with each one after it. `form` is 1 where a list was asked for and this is
    one. `passage_match`, `passage_weakest` and `passage_coverage` are `match`, `weakest` and
    `coverage` of all of the passage: a sentence often leans on those beside it.
    `passage_complete` is 1 where the passage lacks none of the question's terms, and 0 where it
    lacks one that stands nowhere.
    """

    match: float
    weakest: float
    sentence_cosine: float
    passage_cosine: float
    heading_cosine: float
    attached: float
    coverage: float
    lead: float
    form: float
    passage_match: float
    passage_weakest: float
    passage_coverage: float
    passage_complete: float


SIGNALS = tuple(field.name for field in fields(Signals))
_in_order = attrgetter(*SIGNALS)


class Weights(Frozen):
    """What each signal counts; the sum is in logarithms of odds."""

    match: float
    weakest: float
    sentence_cosine: float
    passage_cosine: float
    heading_cosine: float
    attached: float
    coverage: float
    lead: float
    form: float
    passage_match: float
    passage_weakest: float
    passage_coverage: float
    passage_complete: float

    def total(self, signals: Signals) -> float:
        """The weighted sum of the signals."""
        return float(sum(map(mul, _in_order(self), _in_order(signals))))


class Calibration(Frozen):
    """Fitted on labelled questions by `python -m benchmarks.answerability`.

    `relevance` orders the sentences that might answer one question. `evidence`, `margin` (how far
    the first is ahead of the first of another passage, at most 1) and `bias` make the probability
    that the first of them answers it. `reach` is what the best passage covers of the question's
    words: where it is great, the question is worded like the text, and a missing word says much;
    where it is little, the words are the asker's own. So what each signal counts depends on it,
    by `evidence_by_reach` and `bias_by_reach`.

    `threshold` is the least probability that is shown. It was chosen on `questions` questions of
    articles that fitted nothing, which the corpus cannot answer, so that of others of their kind
    no more than `false_answers_max` are answered, on average over such choices: the split
    conformal quantile (Vovk, Gammerman and Shafer, "Algorithmic Learning in a Random World",
    2005; Angelopoulos and Bates, "Conformal Prediction: A Gentle Introduction", 2023).
    """

    relevance: Weights
    evidence: Weights
    evidence_by_reach: Weights
    margin: float
    bias: float
    bias_by_reach: float
    threshold: float
    false_answers_max: float
    questions: int

    def probability(self, signals: Signals, margin: float, reach: float) -> float:
        """That a sentence with these signals, so far ahead of the others, answers: in 0..1."""
        by_reach = self.evidence_by_reach.total(signals) + self.bias_by_reach
        own = self.evidence.total(signals) + self.bias
        logit = own + reach * by_reach + self.margin * min(margin, 1.0)
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
