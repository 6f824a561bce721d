"""sentence-transformers as the reference: loads any model, and exports it for serving.

The only module that imports torch, and only when called.
"""

import inspect
import os
import warnings
from collections.abc import Callable, Mapping, Sequence
from operator import attrgetter
from pathlib import Path
from typing import Any, Literal

import numpy as np

from retrieval.cross_encoder import CrossEncoder
from retrieval.embedding import Vectors
from retrieval.errors import ModelError
from retrieval.exporting import whole_folder
from retrieval.judge import LAYER, PlainJudge, has_judge
from retrieval.onnx_model import (
    CONFIG,
    GRAPH,
    TOKENIZER,
    ExportConfig,
    ModelConfig,
    OnnxEmbedder,
)
from retrieval.weights import DEFAULT_MODEL, default_weights, file_sha256

OPSET = 17
# Cosine of the exported graph to the reference on every probe; full precision gives 1.00000.
COSINE_MIN = 0.9999
# Scores of an exported cross-encoder beside the reference's on every probe.
SCORE_DIFFERENCE_MAX = 1e-4
INPUTS = ("input_ids", "attention_mask", "token_type_ids")
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
        path = default_weights() if model == DEFAULT_MODEL else model
        self._model = _load(model, "SentenceTransformer", str(path))
        self._model_name = model

    @property
    def name(self) -> str:
        """The model, run by torch."""
        return f"{self._model_name}/torch"

    @property
    def transformer(self) -> Any:
        """The model without its pooling, as torch has it."""
        return self._model[0].auto_model

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
    with whole_folder(folder, OnnxEmbedder.open) as building:
        _write(reference, model, building)
        _verify(reference, building, model)


def export_cross_encoder(model: str, folder: Path) -> None:
    """Write a sentence-transformers CrossEncoder as an ONNX graph that gives scores, checked.

    Raises ModelError when it cannot be loaded or exported, or gives other than one score a pair;
    the folder appears only when whole.
    """
    reference = _load(model, "CrossEncoder", model)
    modules = [type(module).__name__ for module in reference]
    if modules != ["Transformer"] or reference.num_labels != 1:
        problem = f"expected a transformer that gives one score, found {', '.join(modules)}"
        problem = f"{problem} with {reference.num_labels}; choose another model"
        raise ModelError(model, problem)
    with whole_folder(folder, CrossEncoder.open) as building:
        _write_cross_encoder(reference, model, building)
        ours = CrossEncoder.open(building).scores(PROBES[1], PROBES)
        theirs = reference.predict([(PROBES[1], text) for text in PROBES], show_progress_bar=False)
        difference = float(np.abs(ours - theirs).max())
        if not difference <= SCORE_DIFFERENCE_MAX:
            problem = f"the exported graph differs from the reference (by {difference:.5f})"
            raise ModelError(model, problem)


def _load(model: str, kind: str, path: str) -> Any:
    # Whatever is not on this machine is not fetched: a start depends on nobody else.
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["TRANSFORMERS_OFFLINE"] = "1"
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    try:
        import sentence_transformers
        from transformers.utils import logging as transformers_logging
    except ImportError:
        problem = "loading it needs sentence-transformers; install the extra `models`"
        raise ModelError(model, problem) from None
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        return getattr(sentence_transformers, kind)(path, device="cpu", local_files_only=True)
    except (OSError, ValueError) as error:
        problem = f"expected a {kind} folder or a model on this machine ({error})"
        raise ModelError(model, problem) from None


def _write(reference: ReferenceEmbedder, model: str, folder: Path) -> None:
    loaded = reference._model
    pooling = _pooling(loaded, model)
    # DistilBERT and MPNet know no token types; to the others, all tokens are of the first.
    known = inspect.signature(loaded[0].auto_model.forward).parameters
    names = [name for name in INPUTS if name in known]
    outputs: dict[str, Callable[[Any], Any]] = {
        "last_hidden_state": attrgetter("last_hidden_state")
    }
    if has_judge(model):
        outputs["states"] = lambda given: given.hidden_states[LAYER]
    _export_graph(loaded[0].auto_model, names, outputs, folder / GRAPH)
    sha256 = _add_tokenizer(loaded.tokenizer, folder)
    config = ModelConfig(
        name=f"{model}/onnx-fp32/{sha256[GRAPH][:8]}",
        pooling=pooling,
        max_tokens=reference.max_tokens,
        dimensions=reference.dimensions,
        is_judged=has_judge(model),
        sha256=sha256,
    )
    (folder / CONFIG).write_text(config.model_dump_json(indent=1), encoding="utf-8")


def _write_cross_encoder(reference: Any, model: str, folder: Path) -> None:
    transformer, score = reference[0].auto_model, reference.activation_fn
    # Where the tokenizer tells the two texts apart by their type, the model does too.
    names = [name for name in INPUTS if name in reference.tokenizer.model_input_names]
    outputs = {"scores": lambda given: score(given.logits)[:, 0]}
    _export_graph(transformer, names, outputs, folder / GRAPH)
    sha256 = _add_tokenizer(reference.tokenizer, folder)
    config = ExportConfig(
        name=f"{model}/onnx-fp32/{sha256[GRAPH][:8]}",
        max_tokens=reference.max_seq_length,
        sha256=sha256,
    )
    (folder / CONFIG).write_text(config.model_dump_json(indent=1), encoding="utf-8")


def _add_tokenizer(tokenizer: Any, folder: Path) -> dict[str, str]:
    """Checksums of the export's files, the tokenizer's now among them."""
    tokenizer.backend_tokenizer.save(str(folder / TOKENIZER))
    return {name: file_sha256(folder / name) for name in (GRAPH, TOKENIZER)}


def _pooling(loaded: Any, model: str) -> Literal["mean", "cls"]:
    """How the model makes one vector of many. Raises ModelError for one that does more."""
    modules = [type(module).__name__ for module in loaded]
    if modules[:2] != ["Transformer", "Pooling"] or modules[2:] not in ([], ["Normalize"]):
        problem = f"expected a transformer, pooling and normalising, found {', '.join(modules)}"
        raise ModelError(model, f"{problem}; choose another model")
    match loaded[1].pooling_mode:
        case "mean":
            return "mean"
        case "cls":
            return "cls"
        case other:
            problem = f"expected mean or cls pooling, found {other}; choose another model"
            raise ModelError(model, problem)


def _export_graph(
    transformer: Any,
    names: Sequence[str],
    outputs: Mapping[str, Callable[[Any], Any]],
    path: Path,
) -> None:
    """Write the transformer with these outputs, each made of what it gives."""
    import torch

    class Graph(torch.nn.Module):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.transformer = transformer

        def forward(self, *inputs: Any) -> Any:
            given = dict(zip(names, inputs, strict=True))
            made = self.transformer(**given, output_hidden_states=True)
            return tuple(of(made) for of in outputs.values())

    ones = torch.ones((2, 8), dtype=torch.int64)
    examples = {"input_ids": ones, "attention_mask": ones, "token_type_ids": ones * 0}
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Graph().eval(),
            tuple(examples[name] for name in names),
            str(path),
            dynamo=False,
            opset_version=OPSET,
            input_names=list(names),
            output_names=list(outputs),
            dynamic_axes={n: {0: "batch", 1: "tokens"} for n in [*names, *outputs]},
        )


def _verify(reference: ReferenceEmbedder, folder: Path, model: str) -> None:
    ours = OnnxEmbedder.open(folder, PlainJudge()).encode(PROBES)
    cosines = (ours * reference.encode(PROBES)).sum(axis=1)
    if cosines.min() < COSINE_MIN:
        problem = f"the exported graph differs from the reference (cosine {cosines.min():.5f})"
        raise ModelError(model, problem)
