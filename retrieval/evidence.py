"""From a question to the sentences that may answer it, word for word, with how sure that is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, islice

from retrieval.answerability import Calibration, Signals
from retrieval.cross_encoder import Rerank, as_they_are
from retrieval.embedding import AskedReading
from retrieval.models import Evidence
from retrieval.question_form import QuestionForm, form_of
from retrieval.signals import signals_of
from retrieval.snapshot import Snapshot

# A sentence is shown with its neighbours in the paragraph, up to this length.
QUOTE_LENGTH_MAX = 400


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence, by its row, that may answer a question."""

    row: int
    signals: Signals
    relevance: float


def find_evidence(
    snapshot: Snapshot,
    question: str,
    asked: AskedReading,
    limit: int,
    rerank: Rerank = as_they_are,
) -> tuple[Evidence, ...]:
    """The most relevant piece of each article, most relevant first, at most `limit` of them.

    How sure each is was fitted on those that come first: none is surer than one before it.
    """
    found = find_candidates(snapshot, question, asked)
    form = form_of_question(question, found)
    order = rerank(question, [snapshot.sentences[candidate.row].text for candidate in found])
    candidates = [found[place] for place in order]
    judged = list(
        islice(first_of_each_article(snapshot, candidates, snapshot.calibration, form), limit)
    )
    confidences = accumulate((confidence for confidence, _ in judged), min)
    return tuple(
        _evidence(snapshot, row, confidence)
        for (_, row), confidence in zip(judged, confidences, strict=True)
    )


def find_candidates(snapshot: Snapshot, question: str, asked: AskedReading) -> list[Candidate]:
    """The sentences worth judging, the most relevant first."""
    relevance = snapshot.calibration.relevance
    judged = (
        Candidate(row, s, relevance.total(s)) for row, s in signals_of(snapshot, question, asked)
    )
    return sorted(judged, key=lambda candidate: (-candidate.relevance, candidate.row))


def first_of_each_article(
    snapshot: Snapshot, candidates: list[Candidate], calibration: Calibration, form: QuestionForm
) -> Iterator[tuple[float, int]]:
    """How sure the first candidate of each article is, with its row."""
    seen: set[str] = set()
    for place, candidate in enumerate(candidates):
        article_id = snapshot.sentences[candidate.row].article_id
        if article_id not in seen:
            seen.add(article_id)
            margin = lead_over_others(snapshot, candidates, place)
            yield calibration.probability(candidate.signals, margin, form), candidate.row


def form_of_question(question: str, candidates: Iterable[Candidate]) -> QuestionForm:
    """How a question is put, with how much of it the passages of its candidates cover."""
    return form_of(question, (candidate.signals.passage_coverage for candidate in candidates))


def lead_over_others(snapshot: Snapshot, candidates: list[Candidate], place: int) -> float:
    """How much more relevant a candidate is than the first of another passage; 1 without any."""
    own = candidates[place]
    passage = snapshot.sentences[own.row].passage
    others = (c for c in candidates if snapshot.sentences[c.row].passage != passage)
    other = next(others, None)
    return own.relevance - other.relevance if other else 1.0


def _evidence(snapshot: Snapshot, row: int, confidence: float) -> Evidence:
    sentence = snapshot.sentences[row]
    article = snapshot.articles[sentence.article_id]
    return Evidence(
        article_id=article.id,
        title=article.title,
        url=article.url,
        updated_on=article.updated_on,
        heading_path=snapshot.passages[sentence.passage].heading_path,
        quote=quote_of(snapshot, row),
        confidence=confidence,
    )


def quote_of(snapshot: Snapshot, row: int) -> str:
    """The sentence with its neighbours in the paragraph that fit: one span of the passage.

    What follows goes on with the thought, so it is taken before what stands ahead.
    """
    sentence = snapshot.sentences[row]
    text = snapshot.passages[sentence.passage].text
    paragraph = snapshot.paragraph_rows(row)
    spans = list(_spans(text, [snapshot.sentences[other].text for other in paragraph]))
    first = last = row - paragraph.start
    while last + 1 < len(spans) and spans[last + 1][1] - spans[first][0] <= QUOTE_LENGTH_MAX:
        last += 1
    while first > 0 and spans[last][1] - spans[first - 1][0] <= QUOTE_LENGTH_MAX:
        first -= 1
    return text[spans[first][0] : spans[last][1]]


def _spans(text: str, sentences: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where each sentence begins and ends, one after the other."""
    end = 0
    for sentence in sentences:
        start = text.index(sentence, end)
        end = start + len(sentence)
        yield start, end
