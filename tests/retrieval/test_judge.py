"""Reading token by token: what the judge makes of texts and questions."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from retrieval.embedding import AskedReading, Embedder, Reading, Vectors
from retrieval.errors import ModelError
from retrieval.judge import PlainJudge, TrainedJudge
from retrieval.onnx_model import OnnxEmbedder, session_options
from retrieval.token_vectors import TokenVectors, matched, quantised

TEXTS = [
    "Fees: The course is low-cost.",
    "Fees: The course costs $450, and $90 of that is for the kit.",
    "Time: It takes three weeks.",
]
ALL = np.arange(len(TEXTS))


def stored(readings: list[Reading]) -> TokenVectors:
    dimensions = readings[0].tokens.shape[1]
    return TokenVectors.build([quantised(r.tokens) for r in readings], dimensions)


def matches(
    tokens: TokenVectors, asked: AskedReading, rows: NDArray[np.int64]
) -> tuple[Vectors, Vectors]:
    return matched(tokens.best(asked, rows), asked.weights)


def test_a_text_is_read_alike_alone_and_among_others(embedder: Embedder) -> None:
    for text, among in zip(TEXTS, embedder.read(TEXTS), strict=True):
        alone = embedder.read([text])[0]
        assert alone.tokens == pytest.approx(among.tokens, abs=1e-4)
        assert alone.whole == pytest.approx(embedder.encode([text])[0], abs=1e-5)


def test_special_tokens_are_left_out_and_the_others_are_unit_vectors(embedder: Embedder) -> None:
    for text, reading in zip(TEXTS, embedder.read(TEXTS), strict=True):
        assert len(reading.tokens) == embedder.count_tokens(text) - 2
        assert np.linalg.norm(reading.tokens, axis=1) == pytest.approx(1.0, abs=1e-4)


@pytest.mark.parametrize("question", ["", "?", "How much is it?", "word " * 400])
def test_the_weights_of_any_question_sum_to_one(question: str, embedder: Embedder) -> None:
    asked = embedder.read_question(question)
    assert len(asked.weights) == len(asked.tokens) > 0
    assert asked.weights.sum() == pytest.approx(1.0, abs=1e-5)
    assert asked.weights.min() > 0


def test_a_price_is_matched_by_a_price_and_less_by_a_near_miss(embedder: Embedder) -> None:
    tokens = stored(embedder.read(TEXTS))
    match, weakest = matches(tokens, embedder.read_question("how many dollars exactly?"), ALL)
    assert match.argmax() == weakest.argmax() == 1


def test_the_weakest_token_is_never_above_the_mean(embedder: Embedder) -> None:
    tokens = stored(embedder.read(TEXTS))
    for question in ("how long does it take", "is it free", "weather"):
        match, weakest = matches(tokens, embedder.read_question(question), ALL)
        assert (weakest <= match + 1e-6).all()


def test_some_rows_match_as_they_do_among_all(embedder: Embedder) -> None:
    tokens, asked = stored(embedder.read(TEXTS)), embedder.read_question("how long is it")
    whole, _ = matches(tokens, asked, ALL)
    some, _ = matches(tokens, asked, np.array([2, 0]))
    assert some == pytest.approx(whole[[2, 0]])


def test_no_rows_match_nothing(embedder: Embedder) -> None:
    tokens, asked = stored(embedder.read(TEXTS)), embedder.read_question("how long is it")
    match, weakest = matches(tokens, asked, np.array([], dtype=np.int64))
    assert match.shape == weakest.shape == (0,)


def test_stored_vectors_match_as_they_did_before(tmp_path: Path, embedder: Embedder) -> None:
    tokens, asked = stored(embedder.read(TEXTS)), embedder.read_question("how long is it")
    tokens.save(tmp_path / "tokens")
    opened = TokenVectors.open(tmp_path / "tokens")
    for before, after in zip(matches(tokens, asked, ALL), matches(opened, asked, ALL), strict=True):
        assert after == pytest.approx(before)


def test_a_cosine_of_stored_vectors_is_off_by_little(embedder: Embedder) -> None:
    tokens = embedder.read(TEXTS)[1].tokens
    rounded = quantised(tokens).astype(np.float32) / 127
    assert np.abs(rounded @ tokens.T - tokens @ tokens.T).max() < 0.015


def test_a_model_without_a_judge_reads_with_its_own_last_layer(
    model_folder: Path, embedder: Embedder
) -> None:
    plain = OnnxEmbedder.open(model_folder, PlainJudge())
    assert plain.name.endswith("/plain")
    asked = plain.read_question("How much is it?")
    assert asked.weights == pytest.approx(1 / len(asked.weights))


def test_an_absent_judge_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="install the product again"):
        TrainedJudge(session_options(), tmp_path / "judge.onnx")
