"""A product over a small corpus, and staff who change it."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.composition import Adviser
from bot.settings import Settings
from tests.bot.publishing.staff import Staff

DATABASE = "adviser.sqlite3"


@pytest.fixture(scope="session")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where staff keep their files; a source is known by its path."""
    return tmp_path_factory.mktemp("staff") / "sources"


@pytest.fixture(scope="session")
def small_home(sample_home: Path, sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which staff's catalogue and articles are published."""
    home = tmp_path_factory.mktemp("small") / "home"
    home.mkdir()
    (home / "models").symlink_to(sample_home / "models")
    shutil.copytree(sample_home / "embeddings", home / "embeddings")
    assert Staff(Adviser(Settings(home=home)), sources).sync().version
    return home


@pytest.fixture
def staff(small_home: Path, sources: Path, tmp_path: Path) -> Staff:
    """Staff with a copy of that folder, and their files as they were published."""
    home = tmp_path / "home"
    shutil.copytree(
        small_home, home, symlinks=True, ignore=shutil.ignore_patterns(f"{DATABASE}*", "sync.lock")
    )
    with (
        closing(sqlite3.connect(small_home / DATABASE)) as published,
        closing(sqlite3.connect(home / DATABASE)) as copy,
    ):
        published.backup(copy)
    return Staff(Adviser(Settings(home=home)), sources)
