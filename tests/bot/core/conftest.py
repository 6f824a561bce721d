"""The sample corpus as the conversation asks it, and conversations over it."""

from pathlib import Path

import pytest

from bot.composition import Adviser
from bot.core.knowledge import Knowledge
from bot.core.vocabulary import Vocabulary
from bot.settings import Settings
from bot.vocabulary_files import load_aliases
from corpus.taxonomy_file import load_taxonomy
from tests.bot.core.talk import Talk


@pytest.fixture(scope="session")
def knowledge(sample_home: Path) -> Knowledge:
    """One version of the sample corpus."""
    return Adviser(Settings(home=sample_home)).knowledge()


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    """The words of the product's own subjects, places, levels and ways to study."""
    return Vocabulary(load_taxonomy(), load_aliases())


@pytest.fixture
def talk(knowledge: Knowledge) -> Talk:
    """A conversation that nobody has said anything in."""
    return Talk(knowledge)
