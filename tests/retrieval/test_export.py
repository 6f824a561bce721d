"""Any sentence-transformers folder: exported with the reference's vectors, or refused in words."""

import shutil
import threading
from pathlib import Path
from typing import Any

import pytest
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Dense, Pooling, Transformer
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from tokenizers.processors import TemplateProcessing
from transformers import (
    BertConfig,
    BertModel,
    DistilBertConfig,
    DistilBertModel,
    MPNetConfig,
    MPNetModel,
    PreTrainedTokenizerFast,
    XLMRobertaConfig,
    XLMRobertaModel,
)

from retrieval.errors import ModelError
from retrieval.onnx_model import OnnxEmbedder
from retrieval.reference import ReferenceEmbedder, export_model

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "course", "word", "skill", "is", "."]
SIZES: dict[str, Any] = {"vocab_size": len(WORDS), "hidden_size": 16, "intermediate_size": 32}
LAYERS: dict[str, Any] = {
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "max_position_embeddings": 72,
}
TEXTS = ["a course", "skill", "", "a word is a word . a course is a skill", "word " * 200]


def tokenizer() -> PreTrainedTokenizerFast:
    words = Tokenizer(WordLevel({word: i for i, word in enumerate(WORDS)}, unk_token="[UNK]"))
    words.pre_tokenizer = Whitespace()
    words.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    marks = {"pad_token": "[PAD]", "unk_token": "[UNK]", "mask_token": "[MASK]"}
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=words, cls_token="[CLS]", sep_token="[SEP]", model_max_length=64, **marks
    )


def transformer(kind: str) -> Any:
    torch.manual_seed(1)
    match kind:
        case "bert":
            return BertModel(BertConfig(**SIZES, **LAYERS))
        case "mpnet":
            return MPNetModel(MPNetConfig(**SIZES, **LAYERS, pad_token_id=0))
        case "xlm-roberta":
            return XLMRobertaModel(XLMRobertaConfig(**SIZES, **LAYERS, pad_token_id=0))
        case _:
            sizes: dict[str, Any] = {"vocab_size": len(WORDS), "dim": 16, "hidden_dim": 32}
            return DistilBertModel(DistilBertConfig(**sizes, n_layers=2, n_heads=2))


def model(folder: Path, kind: str, pooling: str, *others: Any) -> Path:
    """A sentence-transformers folder with a tiny untrained model."""
    plain = folder / "transformer"
    transformer(kind).save_pretrained(plain)
    tokenizer().save_pretrained(plain)
    modules = [Transformer(str(plain)), Pooling(16, pooling_mode=pooling), *others]
    SentenceTransformer(modules=modules, device="cpu").save(str(folder / "model"))
    return folder / "model"


@pytest.mark.parametrize("pooling", ["mean", "cls"])
@pytest.mark.parametrize("kind", ["bert", "distilbert", "mpnet", "xlm-roberta"])
def test_models_of_several_kinds_serve_the_vectors_of_the_reference(
    kind: str, pooling: str, tmp_path: Path
) -> None:
    folder = model(tmp_path, kind, pooling)
    export_model(str(folder), tmp_path / "exported")
    ours = OnnxEmbedder.open(tmp_path / "exported")
    theirs = ReferenceEmbedder(str(folder))
    assert (ours.encode(TEXTS) * theirs.encode(TEXTS)).sum(axis=1).min() > 0.9999
    assert (ours.dimensions, ours.max_tokens) == (16, theirs.max_tokens)
    assert ours.name.startswith(f"{folder}/onnx-fp32/")
    assert ours.name != theirs.name


def test_a_pooling_that_cannot_be_exported_is_named(tmp_path: Path) -> None:
    folder = model(tmp_path, "bert", "max")
    with pytest.raises(ModelError, match="expected mean or cls pooling, found max"):
        export_model(str(folder), tmp_path / "exported")
    assert {path.name for path in tmp_path.iterdir()} == {"transformer", "model"}


def test_a_model_with_more_than_pooling_is_refused(tmp_path: Path) -> None:
    folder = model(tmp_path, "bert", "mean", Dense(16, 8))
    with pytest.raises(ModelError, match="found Transformer, Pooling, Dense"):
        export_model(str(folder), tmp_path / "exported")


def test_an_export_beside_another_of_the_same_model_takes_nothing_away(tmp_path: Path) -> None:
    folder = model(tmp_path, "bert", "mean")
    export_model(str(folder), tmp_path / "exported")
    before = (tmp_path / "exported" / "model.onnx").stat().st_ino
    export_model(str(folder), tmp_path / "exported")
    assert (tmp_path / "exported" / "model.onnx").stat().st_ino == before
    OnnxEmbedder.open(tmp_path / "exported")
    assert {p.name for p in tmp_path.iterdir()} == {"transformer", "model", "exported"}


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "config.json"])
def test_any_file_of_an_export_that_was_cut_short_is_named(name: str, tmp_path: Path) -> None:
    folder = model(tmp_path, "bert", "mean")
    export_model(str(folder), tmp_path / "exported")
    whole = (tmp_path / "exported" / name).read_bytes()
    (tmp_path / "exported" / name).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ModelError, match=f"{name} was changed since it was exported; delete"):
        OnnxEmbedder.open(tmp_path / "exported")


def test_many_threads_get_the_vectors_that_one_gets(tmp_path: Path) -> None:
    folder = model(tmp_path, "bert", "mean")
    export_model(str(folder), tmp_path / "exported")
    shutil.rmtree(folder)
    embedder = OnnxEmbedder.open(tmp_path / "exported")
    texts = [" ".join(WORDS[5 : 6 + n]) for n in range(6)]
    expected = [embedder.encode([text])[0] for text in texts]
    wrong: list[str] = []

    def ask() -> None:
        for _ in range(30):
            for text, vector in zip(texts, expected, strict=True):
                if float(embedder.encode([text])[0] @ vector) < 0.99999:
                    wrong.append(text)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
