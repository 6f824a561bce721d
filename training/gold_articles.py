"""The gold questions of the split `train`, with the sentences that a visitor might be shown."""

from collections.abc import Iterator

import numpy as np

from bot.composition import gold_folder, sample_folder
from corpus.importers.identity import slug
from corpus.importers.read import read_source
from corpus.models import Article
from retrieval.embedding import Embedder
from retrieval.equivalents import spell_out
from retrieval.evaluation.gold import GoldQuestion, read_gold, with_served_ids
from retrieval.evaluation.matching import shares
from retrieval.library import Library
from training.lesson_text import LessonText, TrainingQuestion

# The nearest sentences of the whole sample are learned from with each question: hard ones.
NEAREST = 4


def load_gold_articles(embedder: Embedder) -> Iterator[LessonText]:
    """A lesson for each article of the split: the questions about it, and what is near to them."""
    library = Library.of(sample_articles(), embedder)
    texts = library.sentence_texts()
    vectors = embedder.encode(texts)
    gold = with_served_ids(read_gold(gold_folder()), library.articles, slug)
    topics = sorted({question.topic for question in gold if question.split == "train"})
    for topic in topics:
        asked = [question for question in gold if question.topic == topic]
        cosines = vectors @ embedder.encode([spell_out(q.question) for q in asked]).T
        answers = [_answers(question, library) for question in asked]
        near = np.argsort(-cosines, axis=0)[:NEAREST].ravel().tolist()
        rows = sorted({*near, *(row for of in answers for row in of)})
        place = {row: number for number, row in enumerate(rows)}
        yield LessonText(
            tuple(texts[row] for row in rows),
            tuple(
                TrainingQuestion(question.question, frozenset(place[row] for row in of))
                for question, of in zip(asked, answers, strict=True)
            ),
        )


def sample_articles() -> tuple[Article, ...]:
    """The articles that the gold questions are about."""
    imported = read_source(str(sample_folder() / "articles"))
    return tuple(item for item in imported.items if isinstance(item, Article))


def _answers(question: GoldQuestion, library: Library) -> list[int]:
    return [
        row
        for row, sentence in enumerate(library.sentences)
        if any(
            a.article == sentence.article_id and shares(sentence.text, a.quote)
            for a in question.answers
        )
    ]
