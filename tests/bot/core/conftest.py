"""The sample corpus as the conversation asks it, and conversations over it."""

from pathlib import Path

import pytest

from bot.composition import Adviser
from bot.core.knowledge import Knowledge
from bot.settings import Settings
from tests.bot.core.talk import Talk


@pytest.fixture(scope="session")
def knowledge(sample_home: Path) -> Knowledge:
    """One version of the sample corpus."""
    return Adviser(Settings(home=sample_home)).knowledge()


@pytest.fixture
def talk(knowledge: Knowledge) -> Talk:
    """A conversation that nobody has said anything in."""
    return Talk(knowledge)
