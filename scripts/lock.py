"""Writes the lock files from pyproject.toml: `python scripts/lock.py` (needs pip-tools).

requirements-serving.lock holds what serving needs; requirements.lock that and the extra `models`,
without torch, whose builds differ from platform to platform; requirements-dev.lock what the tests
need beyond that.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OPTIONS = [
    "--quiet",
    "--strip-extras",
    "--generate-hashes",
    "--no-header",
    "--no-annotate",
    "--allow-unsafe",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-emit-trusted-host",
]


def main() -> None:
    """Resolve both sets together, so that they never disagree, and write them apart."""
    with tempfile.TemporaryDirectory() as folder:
        everything = _compile(Path(folder) / "all.txt", "models,dev")
        bounds = ("-c", str(Path(folder) / "all.txt"))
        models = _compile(Path(folder) / "models.txt", "models", *bounds)
        serving = _compile(Path(folder) / "serving.txt", "", *bounds)
    for blocks in (everything, models):
        blocks.pop("torch")
    _write("requirements-serving.lock", serving)
    _write("requirements.lock", models)
    _write("requirements-dev.lock", {n: b for n, b in everything.items() if n not in models})


def _compile(output: Path, extras: str, *options: str) -> dict[str, str]:
    chosen = ["--extra", extras] if extras else []
    arguments = [*OPTIONS, *options, *chosen, "-o", str(output), "pyproject.toml"]
    subprocess.run([sys.executable, "-m", "piptools", "compile", *arguments], cwd=ROOT, check=True)
    # A requirement starts at the margin; its hashes are indented below it.
    blocks = re.split(r"\n(?=[a-z])", output.read_text(encoding="utf-8").strip())
    return {re.split(r"[=@ ]", block)[0]: block for block in blocks if "==" in block}


def _write(name: str, blocks: dict[str, str]) -> None:
    text = "\n".join(blocks[key] for key in sorted(blocks))
    (ROOT / name).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
