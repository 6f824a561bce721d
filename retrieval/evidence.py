"""From a question to the sentences that may answer it, word for word, with how sure that is."""

import math
import re
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from corpus.models import BULLET
from retrieval.fusion import reciprocal_rank_fusion
from retrieval.keyword import terms
from retrieval.models import Evidence
from retrieval.snapshot import Snapshot

# Passages taken from each retriever, and left after fusion: enough that the right one is hardly
# ever missed, few enough that scoring their sentences costs nothing beside encoding the question.
PASSAGES_EACH = 30
PASSAGES_KEPT = 12
# Words of asking, which an answer need not repeat, and small words that the index keeps.
ASKING = (
    "what which who when where why how much many long explain tell define mean meaning give example"
    " examples difference diff please need get know whats hows i me my mine you your we us our do"
    " does did can could would should have has had am any some about so just really actually"
)
# Asks for several things at once: a list answers it better than a sentence.
ASKS_FOR_LIST = re.compile(
    r"\b(?:examples?|names?|list|types?|kinds?|ways|steps|options|reasons|differences)\b"
    r"|\bwhat are\b",
    re.IGNORECASE,
)
# A short sentence is shown with those that follow it in its paragraph, up to this length.
QUOTE_LENGTH_MAX = 240


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for a sentence: numbers in about 0..1.

    `coverage` is the part of the question's terms, weighted by rarity, that the sentence, its
    headings or its article's title use. `lead` is 1 for the first sentence of a section, which
    is where its heading is answered, and falls with each one after it. `form` is 1 where a list
    was asked for and this is one.
    """

    sentence_cosine: float
    passage_cosine: float
    heading_cosine: float
    coverage: float
    lead: float
    form: float


def relevance(signals: Signals) -> float:
    """How well a sentence suits the question beside the others: only the order means anything."""
    return (
        signals.sentence_cosine
        + 0.2 * signals.passage_cosine
        + 0.5 * signals.heading_cosine
        + 0.3 * signals.coverage
        + 0.1 * signals.lead
        + 0.2 * signals.form
    )


@dataclass(frozen=True, slots=True)
class Answerability:
    """A logistic regression over the signals: the probability that a sentence answers."""

    sentence_cosine: float
    passage_cosine: float
    heading_cosine: float
    coverage: float
    lead: float
    bias: float

    def probability(self, signals: Signals) -> float:
        """In 0..1."""
        logit = (
            self.sentence_cosine * signals.sentence_cosine
            + self.passage_cosine * signals.passage_cosine
            + self.heading_cosine * signals.heading_cosine
            + self.coverage * signals.coverage
            + self.lead * signals.lead
            + self.bias
        )
        return 1.0 / (1.0 + math.exp(-logit))


# Fitted by `python -m benchmarks.answerability`; see docs/retrieval.md for the data and figures.
ANSWERABILITY = Answerability(
    sentence_cosine=7.2,
    passage_cosine=-1.1,
    heading_cosine=3.7,
    coverage=3.9,
    lead=0.8,
    bias=-9.9,
)
# Where 5% of the near misses of the fitting half are answered.
ANSWER_THRESHOLD = 0.74


def find_evidence(
    snapshot: Snapshot, question: str, vector: NDArray[np.float32], limit: int
) -> tuple[Evidence, ...]:
    """The surest piece of each article, surest first, at most `limit` of them.

    `vector` is the question's, of shape [dimensions].
    """
    best: dict[str, tuple[int, Signals]] = {}
    for row, signals in candidate_signals(snapshot, question, vector):
        article_id = snapshot.sentences[row].article_id
        if article_id not in best or relevance(signals) > relevance(best[article_id][1]):
            best[article_id] = (row, signals)
    judged = [(ANSWERABILITY.probability(signals), row) for row, signals in best.values()]
    surest = sorted(judged, key=lambda pair: (-pair[0], pair[1]))[:limit]
    return tuple(_evidence(snapshot, row, confidence) for confidence, row in surest)


def candidate_signals(
    snapshot: Snapshot, question: str, vector: NDArray[np.float32]
) -> list[tuple[int, Signals]]:
    """The sentences worth judging, by their rows, with what speaks for each."""
    passages = _passages(snapshot, question, vector)
    asked = _Asked(
        passages=passages,
        headings={row: float(snapshot.heading_vectors[row] @ vector) for row in passages},
        rarity={
            term: snapshot.passage_keywords.rarity(term) for term in terms(question) - terms(ASKING)
        },
        is_list=bool(ASKS_FOR_LIST.search(question)),
    )
    rows = snapshot.sentence_rows(passages)
    cosines = snapshot.sentence_vectors[rows] @ vector
    return [
        (int(row), _signals(snapshot, int(row), float(cosine), asked))
        for row, cosine in zip(rows, cosines, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question beside a snapshot: cosines by passage row, and how rare its words are."""

    passages: dict[int, float]
    headings: dict[int, float]
    rarity: dict[str, float]
    is_list: bool


def _passages(snapshot: Snapshot, question: str, vector: NDArray[np.float32]) -> dict[int, float]:
    """Rows of the passages that both retrievers together put first, each with its cosine."""
    dense, cosines = snapshot.passage_vectors.search(vector, PASSAGES_EACH)
    keyword, _ = snapshot.passage_keywords.search(question, PASSAGES_EACH)
    fused = reciprocal_rank_fusion([dense.tolist(), keyword.tolist()])[:PASSAGES_KEPT]
    known = dict(zip(dense.tolist(), cosines.tolist(), strict=True))
    # Found by its words alone: below every neighbour, so as near as the farthest of them at most.
    floor = min(known.values(), default=0.0)
    return {row: known.get(row, floor) for row, _ in fused}


def _signals(snapshot: Snapshot, row: int, cosine: float, asked: _Asked) -> Signals:
    sentence = snapshot.sentences[row]
    passage = snapshot.passages[sentence.passage]
    title = snapshot.articles[sentence.article_id].title
    context = terms(" ".join((title, *passage.heading_path, sentence.text)))
    whole = sum(asked.rarity.values())
    named = sum(weight for term, weight in asked.rarity.items() if term in context)
    return Signals(
        sentence_cosine=cosine,
        passage_cosine=asked.passages[sentence.passage],
        heading_cosine=asked.headings[sentence.passage],
        coverage=named / whole if whole else 0.0,
        lead=1 / (1 + row - snapshot.first_sentence_row(sentence.passage)),
        form=float(asked.is_list and BULLET in sentence.text),
    )


def _evidence(snapshot: Snapshot, row: int, confidence: float) -> Evidence:
    sentence = snapshot.sentences[row]
    article = snapshot.articles[sentence.article_id]
    return Evidence(
        article_id=article.id,
        title=article.title,
        url=article.url,
        updated_on=article.updated_on,
        heading_path=snapshot.passages[sentence.passage].heading_path,
        quote=_quote(snapshot, row),
        confidence=confidence,
    )


def _quote(snapshot: Snapshot, row: int) -> str:
    """The sentence with those after it in its paragraph that fit: one span of the passage."""
    first = snapshot.sentences[row]
    text = snapshot.passages[first.passage].text
    start = text.index(first.text)
    end = start + len(first.text)
    for following in islice(snapshot.sentences, row + 1, None):
        if (following.passage, following.block) != (first.passage, first.block):
            break
        reach = text.index(following.text, end) + len(following.text)
        if reach - start > QUOTE_LENGTH_MAX:
            break
        end = reach
    return text[start:end]
