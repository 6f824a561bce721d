"""Exported models run by onnxruntime; the one that embeds while serving and syncing."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, TypeVar

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from pydantic import ValidationError
from tokenizers import Encoding, Tokenizer

from corpus.models import Frozen
from retrieval.embedding import Vectors
from retrieval.errors import ModelError
from retrieval.weights import file_sha256

GRAPH = "model.onnx"
TOKENIZER = "tokenizer.json"
CONFIG = "config.json"
# Larger batches are no faster on a few cores and take 400 MB more at their peak.
BATCH_SIZE = 16


class ExportConfig(Frozen):
    """What an exported model's folder says of itself, and the checksums of its files."""

    name: str
    max_tokens: int
    sha256: Mapping[str, str]


class ModelConfig(ExportConfig):
    """What an exported embedder's folder says of itself."""

    pooling: Literal["mean", "cls"]
    dimensions: int


Config = TypeVar("Config", bound=ExportConfig)


def read_export(folder: Path, kind: type[Config]) -> Config:
    """The config of an export whose files are whole. Raises ModelError if one is not."""
    try:
        config = kind.model_validate_json((folder / CONFIG).read_bytes())
        changed = [n for n in (GRAPH, TOKENIZER) if file_sha256(folder / n) != config.sha256.get(n)]
    except OSError:
        problem = f"no exported model in {folder}; run `adviser setup`"
        raise ModelError(folder.name, problem) from None
    except ValidationError:
        changed = [CONFIG]
    if changed:
        problem = f"{changed[0]} was changed since it was exported; delete {folder}"
        raise ModelError(folder.name, f"{problem} and run `adviser setup`")
    return config


def open_tokenizer(folder: Path, max_tokens: int) -> Tokenizer:
    """The tokenizer of an export, cutting what is longer."""
    tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
    tokenizer.enable_truncation(max_tokens)
    tokenizer.no_padding()
    return tokenizer


def open_session(folder: Path) -> onnxruntime.InferenceSession:
    """The graph of an export, on all cores that this process may use."""
    return onnxruntime.InferenceSession(
        str(folder / GRAPH), _options(), providers=["CPUExecutionProvider"]
    )


def padded(encodings: Sequence[Encoding]) -> dict[str, NDArray[np.int64]]:
    """What a graph takes, each of shape [len(encodings), tokens of the longest]."""
    length = max(len(encoding.ids) for encoding in encodings)
    ids, mask, types = np.zeros((3, len(encodings), length), dtype=np.int64)
    for row, encoding in enumerate(encodings):
        ids[row, : len(encoding.ids)] = encoding.ids
        mask[row, : len(encoding.ids)] = 1
        types[row, : len(encoding.ids)] = encoding.type_ids
    return {"input_ids": ids, "attention_mask": mask, "token_type_ids": types}


class OnnxEmbedder:
    """Safe for many threads. Texts are batched by length, so that little is spent on padding."""

    def __init__(
        self, config: ModelConfig, tokenizer: Tokenizer, session: onnxruntime.InferenceSession
    ) -> None:
        self.name = config.name
        self.dimensions = config.dimensions
        self.max_tokens = config.max_tokens
        self._is_mean = config.pooling == "mean"
        self._tokenizer = tokenizer
        self._session = session
        self._inputs = {argument.name for argument in session.get_inputs()}

    @classmethod
    def open(cls, folder: Path) -> "OnnxEmbedder":
        """Load an exported model. Raises ModelError if a file is absent or was changed."""
        config = read_export(folder, ModelConfig)
        return cls(config, open_tokenizer(folder, config.max_tokens), open_session(folder))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of shape [len(texts), dimensions], in the order of the texts."""
        encodings = self._tokenizer.encode_batch(list(texts))
        order = sorted(range(len(encodings)), key=lambda i: len(encodings[i].ids))
        vectors = np.empty((len(encodings), self.dimensions), dtype=np.float32)
        for start in range(0, len(order), BATCH_SIZE):
            rows = order[start : start + BATCH_SIZE]
            vectors[rows] = self._run([encodings[row] for row in rows])
        return vectors

    def count_tokens(self, text: str) -> int:
        """Tokens that the text takes, the special ones among them, up to max_tokens."""
        encoding = self._tokenizer.encode(text)
        return len(encoding.ids) + sum(len(part.ids) for part in encoding.overflowing)

    def _run(self, encodings: Sequence[Encoding]) -> Vectors:
        given = padded(encodings)
        hidden = self._session.run(None, {n: v for n, v in given.items() if n in self._inputs})[0]
        if self._is_mean:
            return _unit(_mean(hidden, given["attention_mask"]))
        return _unit(hidden[:, 0])


def _options() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    # One session for queries and batches: with all cores a query takes three quarters of the time
    # that it takes with one, also beside others, and a second session costs 110 MB.
    options.intra_op_num_threads = _cores()
    options.inter_op_num_threads = 1
    # A spinning thread steals the core that the next turn needs.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return options


def _cores() -> int:
    # A container is often given fewer cores than its machine has; only Linux says so.
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _mean(hidden: Vectors, mask: NDArray[np.int64]) -> Vectors:
    weights = mask[:, :, None].astype(np.float32)
    mean: Vectors = (hidden * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1e-9)
    return mean


def _unit(vectors: Vectors) -> Vectors:
    unit: Vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
    return unit
