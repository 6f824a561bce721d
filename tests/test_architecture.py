"""The house holds: imports go one way, the core is pure, each SDK stays in its own room."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("corpus", "retrieval", "bot")
CORE_MAY_IMPORT = {"pydantic", "pydantic_core", "bot.core", "corpus.models", "retrieval.models"}
SDK_HOMES = {
    "telegram": ("bot/channels/telegram.py",),
    "fastapi": ("bot/channels/web/",),
    "starlette": ("bot/channels/web/",),
    "uvicorn": ("bot/channels/web/",),
    "openai": ("bot/language_model.py",),
    "sentence_transformers": ("retrieval/reference.py",),
    "torch": ("retrieval/reference.py",),
}
IMPURE = frozenset(
    [
        "asyncio",
        "glob",
        "io",
        "logging",
        "multiprocessing",
        "os",
        "pathlib",
        "random",
        "secrets",
        "shutil",
        "socket",
        "subprocess",
        "tempfile",
        "threading",
        "time",
        "urllib.request",
        "uuid",
    ]
)
MODULE_LINES_MAX = 300
FUNCTION_LINES_MAX = 45


def modules() -> list[Path]:
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, at its top or inside a function."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides which room it enters"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_within(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")


def violations(path: Path) -> list[str]:
    """What a module imports that its place in the house does not allow."""
    place = path.relative_to(ROOT).as_posix()
    room = place.split("/")[0]
    found = []
    for module in imports(path):
        if room == "corpus" and any(is_within(module, p) for p in ("retrieval", "bot")):
            found.append(f"{place} imports {module}: corpus knows neither of the others")
        if room == "retrieval" and is_within(module, "bot"):
            found.append(f"{place} imports {module}: retrieval does not know bot")
        if room == "retrieval" and is_foreign_to_retrieval(module):
            found.append(f"{place} imports {module}: retrieval knows corpus.models alone")
        if place.startswith("bot/core/") and not is_allowed_in_core(module):
            found.append(f"{place} imports {module}: the core is pure")
        for sdk, homes in SDK_HOMES.items():
            if is_within(module, sdk) and not place.startswith(homes):
                found.append(f"{place} imports {module}: {sdk} belongs in {', '.join(homes)}")
    return found


def is_foreign_to_retrieval(module: str) -> bool:
    is_ours = module == "corpus" or is_within(module, "corpus.models")
    return is_within(module, "corpus") and not is_ours


def is_allowed_in_core(module: str) -> bool:
    top = module.split(".")[0]
    if top in sys.stdlib_module_names:
        return not any(is_within(module, impure) for impure in IMPURE)
    if module in {"bot", "corpus", "retrieval"}:
        return True
    return any(is_within(module, allowed) for allowed in CORE_MAY_IMPORT)


@pytest.mark.parametrize("path", modules(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_a_module_imports_only_what_its_place_allows(path: Path) -> None:
    assert violations(path) == []


@pytest.mark.parametrize(
    ("place", "line", "complaint"),
    [
        ("corpus/store.py", "import retrieval.models", "corpus knows neither"),
        ("corpus/store.py", "from bot.core import reply", "corpus knows neither"),
        ("retrieval/fusion.py", "from bot.settings import Settings", "retrieval does not know bot"),
        ("retrieval/fusion.py", "from corpus.store import ContentStore", "corpus.models alone"),
        ("bot/core/reply.py", "import random", "the core is pure"),
        ("bot/core/reply.py", "from bot.stores import tables", "the core is pure"),
        ("bot/core/reply.py", "import logging", "the core is pure"),
        ("bot/engine.py", "def f():\n    import telegram", "telegram belongs in"),
        ("bot/engine.py", "import openai", "openai belongs in"),
        ("bot/engine.py", "from starlette.requests import Request", "starlette belongs in"),
        ("retrieval/onnx_model.py", "import torch", "torch belongs in"),
    ],
)
def test_an_arrow_drawn_the_wrong_way_is_found(
    place: str, line: str, complaint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    path = tmp_path / place
    path.parent.mkdir(parents=True)
    path.write_text(line + "\n", encoding="utf-8")
    assert any(complaint in found for found in violations(path))


@pytest.mark.parametrize("package", PACKAGES)
def test_package_init_files_are_empty(package: str) -> None:
    for path in (ROOT / package).rglob("__init__.py"):
        assert path.read_text(encoding="utf-8") == "", path


def test_modules_and_functions_stay_small_enough_to_read() -> None:
    long = []
    for path in modules():
        if "wording" in path.parts or "migrations" in path.parts:
            continue
        source = path.read_text(encoding="utf-8")
        if source.count("\n") > MODULE_LINES_MAX:
            long.append(f"{path.relative_to(ROOT)}: {source.count(chr(10))} lines")
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                if lines > FUNCTION_LINES_MAX:
                    long.append(f"{path.relative_to(ROOT)}:{node.name}: {lines} lines")
    assert long == []


def test_nothing_is_pickled() -> None:
    for path in modules():
        names = set(imports(path))
        assert not {"pickle", "shelve", "joblib"} & names, path
        assert "allow_pickle=True" not in path.read_text(encoding="utf-8"), path
