"""sentence-transformers as the reference: loads any model, and exports it for serving.

The only module that imports torch, and only when called.
"""

import json
import os
import shutil
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.embedding import Vectors
from retrieval.errors import ModelError
from retrieval.onnx_model import CONFIG, GRAPH, TOKENIZER, OnnxEmbedder
from retrieval.weights import DEFAULT_MODEL, default_weights, file_sha256

OPSET = 17
# Cosine of the exported graph to the reference on every probe; full precision gives 1.00000.
COSINE_MIN = 0.9999
PROBES = (
    "course",
    "What is a micro-credential?",
    "How long does a Certificate III in Individual Support take, and what does it cost?",
    "Something with animals, online, in Queensland",
    "naïve café — “quoted”, 100% done: $1,450.00",
    "A digital badge shows a skill.\n\nIt is earned by completing a short course.",
    "Wie lange dauert der Kurs? ¿Cuánto cuesta? どのくらいかかりますか",
    "word " * 300,
)


class ReferenceEmbedder:
    """A model as sentence-transformers runs it."""

    def __init__(self, model: str) -> None:
        self._model = _load(model)
        self._model_name = model

    @property
    def name(self) -> str:
        """The model, run by torch."""
        return f"{self._model_name}/torch"

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return int(self.encode(["a"]).shape[1])

    @property
    def max_tokens(self) -> int:
        """Tokens of a text that are read."""
        return int(self._model.max_seq_length)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, one a text."""
        vectors = self._model.encode(
            list(texts), normalize_embeddings=True, show_progress_bar=False, batch_size=16
        )
        return np.asarray(vectors, dtype=np.float32)

    def count_tokens(self, text: str) -> int:
        """Tokens that the text takes."""
        return len(self._model.tokenizer(text, truncation=False)["input_ids"])


def export_model(model: str, folder: Path) -> None:
    """Write the model as an ONNX graph with its tokenizer, checked against the reference.

    Raises ModelError when it cannot be loaded or exported; the folder appears only when whole.
    """
    reference = ReferenceEmbedder(model)
    building = folder.with_name(f".{folder.name}.building")
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    try:
        _write(reference, model, building)
        _verify(reference, building, model)
        building.rename(folder)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _load(model: str) -> Any:
    # Whatever is not on this machine is not fetched: a start depends on nobody else.
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["TRANSFORMERS_OFFLINE"] = "1"
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    try:
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging as transformers_logging
    except ImportError:
        problem = "loading it needs sentence-transformers; install the extra `models`"
        raise ModelError(model, problem) from None
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    path = default_weights() if model == DEFAULT_MODEL else model
    try:
        return SentenceTransformer(str(path), device="cpu")
    except (OSError, ValueError) as error:
        problem = f"expected a sentence-transformers folder or a model on this machine ({error})"
        raise ModelError(model, problem) from None


def _write(reference: ReferenceEmbedder, model: str, folder: Path) -> None:
    loaded = reference._model
    _export_graph(loaded, folder / GRAPH)
    loaded.tokenizer.backend_tokenizer.save(str(folder / TOKENIZER))
    sha256 = {name: file_sha256(folder / name) for name in (GRAPH, TOKENIZER)}
    config = {
        "name": f"{model}/onnx-fp32/{sha256[GRAPH][:8]}",
        "pooling": _pooling(loaded, model),
        "max_tokens": int(loaded.max_seq_length),
        "dimensions": reference.dimensions,
        "sha256": sha256,
    }
    (folder / CONFIG).write_text(json.dumps(config, indent=1), encoding="utf-8")


def _pooling(loaded: Any, model: str) -> str:
    mode = next((m.pooling_mode for m in loaded if hasattr(m, "pooling_mode")), None)
    if mode not in ("mean", "cls"):
        raise ModelError(model, f"expected mean or cls pooling, found {mode}; choose another model")
    return str(mode)


def _export_graph(loaded: Any, path: Path) -> None:
    import torch

    class LastHiddenState(torch.nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.transformer = loaded[0].auto_model

        def forward(self, input_ids: Any, attention_mask: Any, token_type_ids: Any) -> Any:
            return self.transformer(
                input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
            ).last_hidden_state

    names = ["input_ids", "attention_mask", "token_type_ids"]
    example = torch.ones((2, 8), dtype=torch.int64)
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            LastHiddenState().eval(),
            (example, example, torch.zeros_like(example)),
            str(path),
            dynamo=False,
            opset_version=OPSET,
            input_names=names,
            output_names=["last_hidden_state"],
            dynamic_axes={n: {0: "batch", 1: "tokens"} for n in [*names, "last_hidden_state"]},
        )


def _verify(reference: ReferenceEmbedder, folder: Path, model: str) -> None:
    ours = OnnxEmbedder.open(folder).encode(PROBES)
    cosines = (ours * reference.encode(PROBES)).sum(axis=1)
    if cosines.min() < COSINE_MIN:
        problem = f"the exported graph differs from the reference (cosine {cosines.min():.5f})"
        raise ModelError(model, problem)
