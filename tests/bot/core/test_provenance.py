"""Which turns ask about a text, and which about the world."""

import pytest

from bot.core.provenance import asks_of_a_text, topic_of
from bot.core.state import ConversationState

NOTHING_QUOTED = ConversationState()
QUOTED = ConversationState(cited_article_ids=("badges",))


@pytest.mark.parametrize(
    "text",
    [
        "who wrote that?",
        "when was this written?",
        "is that still current?",
        "how old is this?",
        "what's your source?",
        "where did you get that from?",
        "source?",
        "when was it last updated?",
    ],
)
def test_what_was_quoted_can_be_asked_about_and_nothing_else_can(text: str) -> None:
    assert asks_of_a_text(text, QUOTED)
    assert not asks_of_a_text(text, NOTHING_QUOTED)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("who wrote the article about digital badges?", "digital badges"),
        ("when was the page on rpl last updated?", "rpl"),
        (
            "who wrote the micro-credentials article and when was it published and updated?",
            "micro credentials",
        ),
    ],
)
def test_a_text_can_be_named_by_its_topic(text: str, topic: str) -> None:
    assert asks_of_a_text(text, NOTHING_QUOTED)
    assert topic_of(text) == topic


@pytest.mark.parametrize(
    "text",
    [
        "who wrote the aqf?",
        "when was tafe founded?",
        "when is the next intake?",
        "when was the usi introduced?",
        "where can i study nursing?",
        "is it online?",
        "which study found that?",
        "how old do i have to be?",
        "how long is it?",
    ],
)
def test_questions_about_the_world_are_left_to_the_corpus(text: str) -> None:
    assert not asks_of_a_text(text, QUOTED)
