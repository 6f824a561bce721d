"""Mini-articles as the product cuts them up: every answer is among the sentences."""

import pytest

from retrieval.embedding import Embedder
from training.mini_articles import MiniArticle, Part, is_held_out, load_mini_articles


@pytest.fixture(scope="module")
def minis(embedder: Embedder) -> list[MiniArticle]:
    return list(load_mini_articles(embedder, Part.TRAIN))


def test_every_answer_is_found_again_among_the_products_own_sentences(
    minis: list[MiniArticle],
) -> None:
    answerable = [q for mini in minis for q in mini.lesson.questions if q.answers]
    everything = [q for mini in minis for q in mini.lesson.questions]
    assert 0.5 < len(answerable) / len(everything) < 0.7
    for mini in minis:
        places = {place for question in mini.lesson.questions for place in question.answers}
        assert places <= set(range(len(mini.lesson.sentences)))


def test_a_sentence_is_read_with_its_heading(minis: list[MiniArticle]) -> None:
    headed = [text for mini in minis for text in mini.lesson.sentences if ": " in text]
    assert len(headed) == sum(len(mini.lesson.sentences) for mini in minis)


def test_about_one_in_six_is_held_out_and_none_is_on_both_sides(
    minis: list[MiniArticle], embedder: Embedder
) -> None:
    held_out = list(load_mini_articles(embedder, Part.FIT))
    assert 0.1 < len(held_out) / (len(held_out) + len(minis)) < 0.25
    assert all(is_held_out(mini.article.title) for mini in held_out)
    assert not any(is_held_out(mini.article.title) for mini in minis)


def test_those_that_report_train_and_fit_nothing(
    minis: list[MiniArticle], embedder: Embedder
) -> None:
    reporting = {m.article.title for m in load_mini_articles(embedder, Part.REPORT)}
    fitting = {m.article.title for m in load_mini_articles(embedder, Part.FIT)}
    assert reporting
    assert not reporting & (fitting | {mini.article.title for mini in minis})
