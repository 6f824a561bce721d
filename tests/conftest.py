"""Shared parts: the exported model, a data folder with the sample corpus, what a skip means."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.composition import Adviser, sample_folder
from bot.publishing.publisher import SAMPLE_SOURCE
from bot.settings import Settings
from retrieval.embedding import Embedder
from retrieval.onnx_model import EXPORT_FORMAT, OnnxEmbedder
from retrieval.reference import export_model
from retrieval.weights import DEFAULT_MODEL

REQUIRE_ALL = os.environ.get("REQUIRE_ALL") == "1"


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Under REQUIRE_ALL=1 a skip is a failure: the machine was to be able to run everything."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if REQUIRE_ALL and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped although REQUIRE_ALL=1: {report.longrepr[-1]}"


@pytest.fixture(scope="session")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The default model, exported once a session."""
    folder = tmp_path_factory.mktemp("home") / "models" / f"{DEFAULT_MODEL}.v{EXPORT_FORMAT}"
    folder.parent.mkdir(parents=True)
    export_model(DEFAULT_MODEL, folder)
    return folder


@pytest.fixture(scope="session")
def embedder(model_folder: Path) -> Embedder:
    """The default model as it serves."""
    return OnnxEmbedder.open(model_folder)


@pytest.fixture(scope="session")
def sample_home(model_folder: Path) -> Path:
    """A data folder that serves the sample corpus; for tests that only read it."""
    home = model_folder.parent.parent
    app = Adviser(Settings(home=home))
    app.publisher.sync([str(sample_folder())], source_name=SAMPLE_SOURCE)
    return home


@pytest.fixture
def home(sample_home: Path, tmp_path: Path) -> Path:
    """A data folder of a test's own, with the sample corpus published in it."""
    return copied_home(sample_home, tmp_path / "home")


def copied_home(sample_home: Path, own: Path) -> Path:
    """A data folder with the sample corpus published, as a new folder."""
    own.mkdir()
    (own / "models").symlink_to(sample_home / "models")
    for folder in ("snapshots", "embeddings"):
        shutil.copytree(sample_home / folder, own / folder)
    (own / "CURRENT").write_bytes((sample_home / "CURRENT").read_bytes())
    with (
        closing(sqlite3.connect(sample_home / "adviser.sqlite3")) as sample,
        closing(sqlite3.connect(own / "adviser.sqlite3")) as copy,
    ):
        sample.backup(copy)
    return own


@pytest.fixture
def adviser(home: Path) -> Adviser:
    """The whole product over that data folder."""
    return Adviser(Settings(home=home))
