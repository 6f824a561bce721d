"""Questions about titles and licences are told from wishes for courses."""

import pytest

from bot.core.text import fold
from bot.guidance_files import load_guidance

PROFESSIONS, TITLES = load_guidance().professions, load_guidance().titles


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("which one lets me call myself a psychologist?", "psychologist"),
        ("does the diploma of counselling make me a psychologist?", "psychologist"),
        ("can I become an RN after?", "registered nurse"),
        ("am I then a registered nurse", "registered nurse"),
        ("is a cert III enough to be an electrician?", "electrician"),
        ("how do I get my electrical licence", "electrician"),
        ("can I work as a migration agent with a graduate diploma?", "migration agent"),
        ("who registers teachers in Queensland?", "teacher"),
        ("can I be a vet after the cert IV", "veterinarian"),
        ("do I need to be registered to work as a midwife", "midwife"),
        ("can I get a CPA with a diploma of accounting?", "cpa"),
        ("will I be able to practise as a lawyer after", "lawyer"),
    ],
)
def test_a_question_about_a_title_is_heard(text: str, name: str) -> None:
    found = TITLES.asked(fold(text))
    assert found is not None
    assert found.names[0] == name


@pytest.mark.parametrize(
    "text",
    [
        "I want to become a psychologist",
        "registered nurse courses in Sydney",
        "I am a registered nurse and want to upskill",
        "I'm a teacher looking for a change",
        "can I become a vet nurse with this",
        "how do I become a teacher aide",
        "what does an electrician earn",
        "show me courses that make me a teacher",
    ],
)
def test_wishes_and_other_jobs_are_no_question_about_a_title(text: str) -> None:
    assert TITLES.asked(fold(text)) is None


def test_the_longest_name_is_the_one_that_is_meant() -> None:
    named = TITLES.named("how do i become an enrolled nurse")
    assert named is not None
    assert named[0].names[0] == "enrolled nurse"


def test_no_two_professions_share_a_name() -> None:
    names = [name for profession in PROFESSIONS for name in profession.names]
    assert len(names) == len(set(names))
    assert all(name == name.lower() for name in names)
