"""Questions that set two things side by side."""

import pytest

from bot.core.sides import compared_sides, names_all


@pytest.mark.parametrize(
    ("question", "sides"),
    [
        ("What's the difference between a USI and a badge?", ("a USI", "a badge")),
        ("difference between TAFE and uni", ("TAFE", "uni")),
        ("How are soft skills different from hard skills?", ("soft skills", "hard skills")),
        ("RPL vs credit transfer", ("RPL", "credit transfer")),
        ("What is a badge?", ()),
        ("How is it going?", ()),
        ("What is the difference between those who finish their whole course and all others?", ()),
    ],
)
def test_the_two_sides_are_found_in_the_questions_own_words(
    question: str, sides: tuple[str, ...]
) -> None:
    assert compared_sides(question) == sides


def test_a_text_that_names_both_sides_compares_them_itself() -> None:
    assert names_all(
        ("soft skills", "hard skills"), "A hard skill can be tested, a soft one shows."
    )
    assert not names_all(("soft skills", "hard skills"), "Skills are hard to come by.")
