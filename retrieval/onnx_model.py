"""An exported model run by onnxruntime: what embeds while serving and syncing."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

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


class ModelConfig(Frozen):
    """What an exported model's folder says of itself, and the checksums of its files."""

    name: str
    pooling: Literal["mean", "cls"]
    max_tokens: int
    dimensions: int
    sha256: Mapping[str, str]


class OnnxEmbedder:
    """Safe for many threads. Texts are batched by length, so that little is spent on padding."""

    def __init__(self, config: ModelConfig, tokenizer: Tokenizer, graph: Path) -> None:
        self.name = config.name
        self.dimensions = config.dimensions
        self.max_tokens = config.max_tokens
        self._is_mean = config.pooling == "mean"
        self._tokenizer = tokenizer
        tokenizer.enable_truncation(self.max_tokens)
        tokenizer.no_padding()
        self._session = onnxruntime.InferenceSession(
            str(graph), _options(), providers=["CPUExecutionProvider"]
        )
        self._inputs = {argument.name for argument in self._session.get_inputs()}

    @classmethod
    def open(cls, folder: Path) -> "OnnxEmbedder":
        """Load an exported model. Raises ModelError if a file is absent or was changed."""
        try:
            config = ModelConfig.model_validate_json((folder / CONFIG).read_bytes())
            changed = [
                n for n in (GRAPH, TOKENIZER) if file_sha256(folder / n) != config.sha256.get(n)
            ]
        except OSError:
            problem = f"no exported model in {folder}; run `adviser setup`"
            raise ModelError(folder.name, problem) from None
        except ValidationError:
            changed = [CONFIG]
        if changed:
            problem = f"{changed[0]} was changed since it was exported; delete {folder}"
            raise ModelError(folder.name, f"{problem} and run `adviser setup`")
        return cls(config, Tokenizer.from_file(str(folder / TOKENIZER)), folder / GRAPH)

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
        length = max(len(encoding.ids) for encoding in encodings)
        ids = np.zeros((len(encodings), length), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, encoding in enumerate(encodings):
            ids[row, : len(encoding.ids)] = encoding.ids
            mask[row, : len(encoding.ids)] = 1
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        hidden = self._session.run(None, {n: v for n, v in given.items() if n in self._inputs})[0]
        return _unit(_mean(hidden, mask) if self._is_mean else hidden[:, 0])


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
