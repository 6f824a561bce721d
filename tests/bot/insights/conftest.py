"""The sample corpus, and the product over it with a clock that stands."""

from pathlib import Path

import pytest

from bot.composition import Adviser
from bot.core.knowledge import Knowledge
from bot.settings import Settings
from tests.bot.insights.visitors import clock


@pytest.fixture(scope="session")
def sample_knowledge(sample_home: Path) -> Knowledge:
    """One version of the sample corpus."""
    return Adviser(Settings(home=sample_home)).knowledge()


@pytest.fixture
def adviser(home: Path) -> Adviser:
    """The whole product over a data folder of the test's own."""
    return Adviser(Settings(home=home), clock)
