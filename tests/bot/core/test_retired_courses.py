"""Courses that were shown and have been retired since: what points at them is still answered."""

import pytest

from bot.core.knowledge import Knowledge
from bot.core.state import ConversationState, Slots
from tests.bot.core.talk import Talk

SHOWN = ConversationState(
    slots=Slots(subjects=("Nursing",)), last_course_ids=("retired-1", "retired-2")
)


@pytest.mark.parametrize(
    "text",
    [
        "the last one",
        "how much is it?",
        "compare the last one",
        "what can I do after the last one?",
    ],
)
def test_what_is_gone_gets_what_there_is_now(text: str, knowledge: Knowledge) -> None:
    document = Talk(knowledge, SHOWN).say(text)
    assert document.text.strip()
    assert "retired" not in document.text


def test_the_last_one_compared_with_a_shortlist_after_a_new_start(talk: Talk) -> None:
    talk.say("nursing courses", "save the first one", "start over")
    assert talk.say("compare the last one with my shortlist").text.strip()
