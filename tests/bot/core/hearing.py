"""What a message says about the slots, without the mending of its words."""

from bot.core.hearing import hear
from bot.core.slots import Heard
from bot.core.text import fold
from bot.core.vocabulary import Vocabulary


def heard(text: str, vocabulary: Vocabulary) -> Heard:
    """What is heard in a message that is spelt well."""
    return hear(text, vocabulary, fold(text))
