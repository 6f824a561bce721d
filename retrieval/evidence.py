"""From a question to the sentences that may answer it, word for word, with how sure that is."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from corpus.models import BULLET
from retrieval.answerability import Calibration, Signals
from retrieval.cross_encoder import Rerank, as_they_are
from retrieval.embedding import AskedReading
from retrieval.hybrid import hybrid_search
from retrieval.keyword import terms
from retrieval.models import Evidence
from retrieval.sentences import Sentence
from retrieval.snapshot import Snapshot

# Enough that the right passage is hardly ever missed, few enough that matching their sentences
# costs little beside reading the question.
PASSAGES_KEPT = 24
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
# Cosine from which two questions may be one in other words; those about one topic reach 0.6.
SAME_QUESTION_MIN = 0.7
# A sentence is shown with its neighbours in the paragraph, up to this length.
QUOTE_LENGTH_MAX = 320


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
    """The surest piece of each article, surest first, at most `limit` of them."""
    found = find_candidates(snapshot, question, asked)
    order = rerank(question, [snapshot.sentences[candidate.row].text for candidate in found])
    candidates = [found[place] for place in order]
    judged = first_of_each_article(snapshot, candidates, snapshot.calibration)
    surest = sorted(judged, key=lambda pair: (-pair[0], pair[1]))[:limit]
    return tuple(_evidence(snapshot, row, confidence) for confidence, row in surest)


def find_candidates(snapshot: Snapshot, question: str, asked: AskedReading) -> list[Candidate]:
    """The sentences worth judging, the most relevant first."""
    relevance = snapshot.calibration.relevance
    judged = (
        Candidate(row, s, relevance.total(s)) for row, s in _signals(snapshot, question, asked)
    )
    return sorted(judged, key=lambda candidate: (-candidate.relevance, candidate.row))


def first_of_each_article(
    snapshot: Snapshot, candidates: list[Candidate], calibration: Calibration
) -> Iterator[tuple[float, int]]:
    """How sure the first candidate of each article is, with its row."""
    seen: set[str] = set()
    for place, candidate in enumerate(candidates):
        article_id = snapshot.sentences[candidate.row].article_id
        if article_id not in seen:
            seen.add(article_id)
            margin = lead_over_others(snapshot, candidates, place)
            yield calibration.probability(candidate.signals, margin), candidate.row


def lead_over_others(snapshot: Snapshot, candidates: list[Candidate], place: int) -> float:
    """How much more relevant a candidate is than the first of another passage; 1 without any."""
    own = candidates[place]
    passage = snapshot.sentences[own.row].passage
    others = (c for c in candidates if snapshot.sentences[c.row].passage != passage)
    other = next(others, None)
    return own.relevance - other.relevance if other else 1.0


def _signals(
    snapshot: Snapshot, question: str, asked: AskedReading
) -> Iterator[tuple[int, Signals]]:
    passages = _passages(snapshot, question, asked)
    rows = snapshot.sentence_rows(passages)
    matches, weakest = snapshot.token_vectors.matches(asked, rows)
    cosines = snapshot.sentence_vectors[rows] @ asked.whole
    attached = _attached(snapshot, asked)
    rarity = {
        term: snapshot.passage_keywords.rarity(term) for term in terms(question) - terms(ASKING)
    }
    is_list = bool(ASKS_FOR_LIST.search(question))
    for place, row in enumerate(rows.tolist()):
        sentence = snapshot.sentences[row]
        yield (
            row,
            Signals(
                match=float(matches[place]),
                weakest=float(weakest[place]),
                sentence_cosine=float(cosines[place]),
                passage_cosine=passages[sentence.passage],
                heading_cosine=float(snapshot.heading_vectors[sentence.passage] @ asked.whole),
                attached=attached.get(sentence.passage, 0.0),
                coverage=_coverage(snapshot, sentence, rarity),
                lead=1 / (1 + row - snapshot.first_sentence_row(sentence.passage)),
                form=float(is_list and BULLET in sentence.text),
            ),
        )


def _passages(snapshot: Snapshot, question: str, asked: AskedReading) -> dict[int, float]:
    """Rows of the passages that both retrievers together put first, each with its cosine."""
    vectors, keywords = snapshot.passage_vectors, snapshot.passage_keywords
    rows, _ = hybrid_search(vectors, keywords, question, asked.whole, PASSAGES_KEPT)
    cosines = vectors.rows(rows) @ asked.whole
    return dict(zip(rows.tolist(), cosines.tolist(), strict=True))


def _attached(snapshot: Snapshot, asked: AskedReading) -> dict[int, float]:
    """How near the question is to those attached to passages, by their rows: 0..1."""
    nearness: dict[int, float] = {}
    cosines = (snapshot.question_vectors @ asked.whole).tolist()
    for row, cosine in zip(snapshot.question_passages, cosines, strict=True):
        near = max(0.0, (cosine - SAME_QUESTION_MIN) / (1 - SAME_QUESTION_MIN))
        nearness[row] = max(nearness.get(row, 0.0), near)
    return nearness


def _coverage(snapshot: Snapshot, sentence: Sentence, rarity: Mapping[str, float]) -> float:
    passage = snapshot.passages[sentence.passage]
    title = snapshot.articles[sentence.article_id].title
    context = terms(" ".join((title, *passage.heading_path, sentence.text)))
    whole = sum(rarity.values())
    named = sum(weight for term, weight in rarity.items() if term in context)
    return named / whole if whole else 0.0


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
