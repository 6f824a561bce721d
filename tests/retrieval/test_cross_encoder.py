"""A second look at candidates: the reference's scores, and the order that stays without them."""

import logging
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from sentence_transformers import CrossEncoder as ReferenceCrossEncoder
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing
from transformers import (
    BertConfig,
    BertForSequenceClassification,
    DistilBertConfig,
    DistilBertForSequenceClassification,
    PreTrainedTokenizerFast,
    XLMRobertaConfig,
    XLMRobertaForSequenceClassification,
)

from bot.channels.web.metrics import Metrics
from bot.composition import Adviser
from bot.doctor import examine
from bot.settings import Settings
from retrieval.cross_encoder import CrossEncoder, Reranker, RerankingOutcome, as_they_are
from retrieval.errors import ModelError, ScoringTimeout
from retrieval.reference import export_cross_encoder

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "course", "long", "skill", "is", "?"]
# A word that the tokenizer knows and the model does not.
UNEMBEDDED = "weeks"
QUESTION = "is a course long ?"
TEXTS = ["a course", "skill is", "", "a skill is long . a course is a skill", "long " * 200]
PLENTY_MS = 60_000


def tokenizer(has_types: bool) -> PreTrainedTokenizerFast:
    vocabulary = {word: i for i, word in enumerate([*WORDS, UNEMBEDDED])}
    words = Tokenizer(WordLevel(vocabulary, unk_token="[UNK]"))
    words.pre_tokenizer = Whitespace()
    second = int(has_types)
    words.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair=f"[CLS] $A [SEP] $B:{second} [SEP]:{second}",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
    )
    marks = {"pad_token": "[PAD]", "unk_token": "[UNK]", "mask_token": "[MASK]"}
    names = ["input_ids", "attention_mask", *(["token_type_ids"] if has_types else [])]
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=words, model_max_length=64, model_input_names=names, **marks
    )


def transformer(kind: str, *, labels: int = 1, layers: int = 2, width: int = 16) -> Any:
    torch.manual_seed(1)
    sizes: dict[str, Any] = {
        "vocab_size": len(WORDS),
        "hidden_size": width,
        "intermediate_size": 2 * width,
        "num_hidden_layers": layers,
        "num_attention_heads": 2,
        "max_position_embeddings": 72,
        "num_labels": labels,
        # Scores of untrained models are hardly apart otherwise.
        "initializer_range": 0.5,
    }
    match kind:
        case "bert":
            return BertForSequenceClassification(BertConfig(**sizes))
        case "xlm-roberta":
            return XLMRobertaForSequenceClassification(XLMRobertaConfig(**sizes, pad_token_id=0))
        case _:
            return DistilBertForSequenceClassification(DistilBertConfig(**sizes))


def model(folder: Path, kind: str = "bert", activation: Any = None, **sizes: int) -> Path:
    """A CrossEncoder folder with a tiny untrained model."""
    plain = folder / "transformer"
    transformer(kind, **sizes).save_pretrained(plain)
    tokenizer(has_types=kind == "bert").save_pretrained(plain)
    made = ReferenceCrossEncoder(str(plain), device="cpu", activation_fn=activation)
    made.save_pretrained(str(folder / "model"))
    return folder / "model"


def exported(folder: Path, **sizes: int) -> CrossEncoder:
    export_cross_encoder(str(model(folder, "bert", None, **sizes)), folder / "exported")
    return CrossEncoder.open(folder / "exported")


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> CrossEncoder:
    return exported(tmp_path_factory.mktemp("tiny"))


@pytest.mark.parametrize(
    ("kind", "activation"),
    [
        ("bert", None),
        ("bert", torch.nn.Identity()),
        ("distilbert", torch.nn.Sigmoid()),
        ("xlm-roberta", torch.nn.Identity()),
    ],
)
def test_models_of_several_kinds_give_the_scores_of_the_reference(
    kind: str, activation: Any, tmp_path: Path
) -> None:
    folder = model(tmp_path, kind, activation)
    export_cross_encoder(str(folder), tmp_path / "exported")
    ours = CrossEncoder.open(tmp_path / "exported")
    pairs = [(QUESTION, text) for text in TEXTS]
    theirs = ReferenceCrossEncoder(str(folder), device="cpu").predict(pairs)
    assert np.abs(ours.scores(QUESTION, TEXTS) - theirs).max() < 1e-4
    assert float(np.ptp(theirs)) > 0.01
    assert ours.name.startswith(f"{folder}/onnx-fp32/")


def test_a_model_that_gives_classes_is_refused(tmp_path: Path) -> None:
    folder = model(tmp_path, labels=3)
    with pytest.raises(ModelError, match="one score, found Transformer with 3; choose another"):
        export_cross_encoder(str(folder), tmp_path / "exported")
    assert not (tmp_path / "exported").exists()


def test_a_name_that_is_not_on_this_machine_is_refused_and_nothing_is_fetched(
    tmp_path: Path,
) -> None:
    with pytest.raises(ModelError, match="expected a CrossEncoder folder or a model on this"):
        export_cross_encoder("nobody/has-this-model", tmp_path / "exported")


def test_the_first_candidates_are_put_in_the_order_of_their_scores(tiny: CrossEncoder) -> None:
    counts: Counter[RerankingOutcome] = Counter()
    order = Reranker(tiny, 4, PLENTY_MS, counts)(QUESTION, TEXTS)
    scores = tiny.scores(QUESTION, TEXTS[:4])
    assert list(order) == [*np.argsort(-scores).tolist(), 4]
    assert list(order) != list(range(5))
    assert counts == {RerankingOutcome.RERANKED: 1}


@pytest.mark.parametrize("candidates", [[], ["a course"]])
def test_what_cannot_be_put_in_another_order_is_not_scored(
    candidates: list[str], tiny: CrossEncoder
) -> None:
    counts: Counter[RerankingOutcome] = Counter()
    order = Reranker(tiny, 5, PLENTY_MS, counts)(QUESTION, candidates)
    assert list(order) == list(range(len(candidates)))
    assert not counts


def test_a_model_that_takes_too_long_is_stopped_and_the_order_stays(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    encoder = exported(tmp_path, layers=12, width=192)
    texts = ["a course is long " * 20] * 10
    with pytest.raises(ScoringTimeout, match=r"expected scores within 1 ms, got none; score fewer"):
        encoder.scores(QUESTION, texts, timeout_ms=1)
    counts: Counter[RerankingOutcome] = Counter()
    with caplog.at_level(logging.WARNING, "adviser.cross_encoder"):
        order = Reranker(encoder, 10, 1, counts)(QUESTION, texts)
    assert list(order) == list(range(10))
    assert counts == {RerankingOutcome.LATE: 1}
    figures = Metrics({}, counts).exposition().decode()
    assert 'adviser_rerankings_total{outcome="late"} 1.0' in figures
    (record,) = caplog.records
    assert (record.message, vars(record)["outcome"]) == ("not_reranked", "late")
    # One that was stopped does not stop the next.
    assert len(encoder.scores(QUESTION, texts, timeout_ms=PLENTY_MS)) == 10


def test_a_model_that_fails_leaves_the_order_as_it_was(
    tiny: CrossEncoder, caplog: pytest.LogCaptureFixture
) -> None:
    texts = ["skill is", f"a course is {UNEMBEDDED} long", "a course"]
    with pytest.raises(ModelError, match="cannot score"):
        tiny.scores(QUESTION, texts)
    counts: Counter[RerankingOutcome] = Counter()
    assert list(Reranker(tiny, 5, PLENTY_MS, counts)(QUESTION, texts)) == [0, 1, 2]
    assert counts == {RerankingOutcome.FAILED: 1}
    assert UNEMBEDDED not in caplog.text


def test_without_a_setting_evidence_keeps_its_order(tmp_path: Path) -> None:
    app = Adviser(Settings(home=tmp_path))
    assert app.rerank is as_they_are
    assert list(app.rerank(QUESTION, TEXTS)) == [0, 1, 2, 3, 4]


def test_the_setting_has_the_model_exported_once_and_used(
    tmp_path: Path, model_folder: Path
) -> None:
    home = tmp_path / "home"
    (home / "models").mkdir(parents=True)
    (home / "models" / model_folder.name).symlink_to(model_folder)
    folder = model(tmp_path)
    settings = Settings(
        home=home,
        cross_encoder=str(folder),
        cross_encoder_candidates=3,
        cross_encoder_timeout_ms=5000,
    )
    app = Adviser(settings)
    findings = {finding.part: finding for finding in examine(app, {})}
    assert "run `adviser setup`" in findings["cross-encoder"].text
    app.export_model()
    order = list(app.rerank(QUESTION, TEXTS))
    assert order[3:] == [3, 4]
    assert app.rerankings == {RerankingOutcome.RERANKED: 1}
    findings = {finding.part: finding for finding in examine(app, {})}
    assert findings["cross-encoder"].text.startswith(f"{folder}/onnx-fp32/")
