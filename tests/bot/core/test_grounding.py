"""A text is shown beside its evidence only when it says the same; a lie is never let through."""

import re
import tomllib
from pathlib import Path

import pytest

from bot.core.grounding import unsupported
from bot.core.grounding_words import Reason

PAIRS = tomllib.loads(
    (Path(__file__).parent / "fixtures/rephrasings.toml").read_text(encoding="utf-8")
)["evidence"]
HONEST = [(pair["quote"], text) for pair in PAIRS for text in pair.get("honest", [])]
LIES = [
    pytest.param(pair["quote"], text, id=what)
    for pair in PAIRS
    for what, text in pair.get("lies", {}).items()
]
# 24 of the 40 when this was written. A wider table may raise it; no lie may pass for it.
HONEST_PART_MIN = 0.6
# Words whose loss changes nothing in what any of these quotations claims.
IDLE = {"a", "an", "and", "are", "be", "is", "of", "that", "the", "there", "to"}
IDLE |= {"which", "who", "also", "how"}


@pytest.mark.parametrize(("quote", "lie"), LIES)
def test_a_text_that_says_something_else_is_not_supported(quote: str, lie: str) -> None:
    assert unsupported(lie, [quote])


def test_the_stated_part_of_honest_rephrasings_is_supported() -> None:
    supported = [text for quote, text in HONEST if not unsupported(text, [quote])]
    assert len(supported) / len(HONEST) >= HONEST_PART_MIN


@pytest.mark.parametrize("quote", [pair["quote"] for pair in PAIRS if "honest" in pair])
def test_a_quotation_supports_itself_and_no_loss_of_a_word_that_counts(quote: str) -> None:
    assert unsupported(quote, [quote]) == ()
    for found in re.finditer(r"\S+\s?", quote):
        shorter = quote[: found.start()] + quote[found.end() :]
        word = found.group().strip(" .,;:()").lower()
        is_end = found.group().rstrip().endswith((".", ","))
        if word not in IDLE and not is_end:
            assert unsupported(shorter, [quote]), word


@pytest.mark.parametrize("quote", [pair["quote"] for pair in PAIRS if "honest" in pair])
def test_no_two_words_that_count_can_change_places(quote: str) -> None:
    tokens = quote.split()
    for index in range(len(tokens) - 1):
        one, other = tokens[index], tokens[index + 1]
        if {one.lower(), other.lower()} & IDLE or not (one + other).isalpha() or one == other:
            continue
        swapped = [*tokens[:index], other, one, *tokens[index + 2 :]]
        assert unsupported(" ".join(swapped), [quote]), f"{other} {one}"


@pytest.mark.parametrize("quote", [pair["quote"] for pair in PAIRS if "honest" in pair])
def test_no_figure_can_change(quote: str) -> None:
    for found in re.finditer(r"\d", quote):
        other = str((int(found.group()) + 1) % 10)
        changed = quote[: found.start()] + other + quote[found.end() :]
        assert Reason.MARKUP not in unsupported(changed, [quote])
        assert unsupported(changed, [quote]), changed


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("The course takes twenty weeks of study.", "The course takes 20 weeks of study."),
        ("It takes 6–12 weeks of study.", "It takes 6 to 12 weeks of study."),
        ("Fees are 5 per cent lower.", "Fees are 5% lower."),
        ("You cannot study it online.", "You can't study it online."),
        ("You will not pay for it.", "You won’t pay for it."),
        ("If a learner fails, the fee is lost.", "The fee is lost if you fail."),
        ("A micro-credential costs 1,200 dollars.", "Micro-credentials cost 1200 dollars."),
        ("TAFE recognizes prior learning.", "TAFE recognises prior learning."),
    ],
)
def test_another_way_to_write_the_same_is_supported(quote: str, text: str) -> None:
    assert unsupported(text, [quote]) == ()
    assert unsupported(quote, [text]) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("No exams are needed.", "No, exams are needed."),
        ("Places run from 2024 to 2026.", "Places run from 2024 and 2026."),
        ("It is open Monday to Friday.", "It is open Monday and Friday."),
        ("It takes one to two weeks.", "It takes one and two weeks."),
        ("A badge is a certificate.", "A badge has a certificate."),
        ("Students pay in May.", "Students may pay."),
        ("IT is a good field to study.", "It is a good field to study."),
        ("A learner works as a nurse.", "A learner works with a nurse."),
        ("Not all courses are free.", "All courses are not free."),
        ("Courses for some nurses are free.", "Some courses for nurses are free."),
        ("You need not pay the fee.", "You must not pay the fee."),
        ("The fee was waived in 2021.", "The fee is waived in 2021."),
        ("Courses such as nursing are free.", "Courses are free and nursing."),
        ("The providers are paid in May.", "The providers paid in May."),
        ("The course is accredited.", "The course is non-accredited."),
    ],
)
def test_sentences_that_look_alike_and_differ_do_not_support_each_other(
    one: str, other: str
) -> None:
    assert unsupported(one, [other])
    assert unsupported(other, [one])


@pytest.mark.parametrize(
    ("evidence", "text"),
    [
        (["Diplomas cost a lot. Badges cost little. They take a day."],
         "Diplomas cost a lot. They take a day."),
        (["Diplomas cost a lot.", "They take a day."], "Diplomas cost a lot. They take a day."),
        (["Some ask for a degree. That is wrong. A badge is enough."],
         "A badge is enough. That is wrong."),
        (["First a learner enrols. Then the course begins."],
         "Then the course begins. First a learner enrols."),
        (["In NSW, the course is free, and the books are included."], "The books are included."),
        (["In NSW the course is free, and the books of week 1 too."], "The books of week 1 too."),
        (["What NSW pays:\n\n• the course, and the books of term 1"], "The books of term 1."),
        (["It is not true that A is free, and the books are included."], "The books are included."),
        (["Not recommended: the course of Example College."], "The course of Example College."),
        (["Is a degree needed? No."], "A degree is needed."),
        (["A degree is needed, some say."], "A degree is needed."),
    ],
)  # fmt: skip
def test_a_sentence_is_not_torn_from_what_gives_it_its_meaning(
    evidence: list[str], text: str
) -> None:
    assert unsupported(text, evidence)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", Reason.EMPTY),
        ("The course takes 7 weeks.", Reason.NUMBER),
        ("The course takes 6 weeks at TAFE.", Reason.NEW_NAME),
        ("The course does not take 6 weeks.", Reason.NEGATION),
        ("The course may take 6 weeks.", Reason.CERTAINTY),
        ("Most courses take 6 weeks.", Reason.SCOPE),
        ("The excellent course takes 6 weeks.", Reason.NEW_WORD),
        ("The course takes.", Reason.OMISSION),
        ("The weeks take 6 course.", Reason.ORDER),
        ("The course takes 6 weeks. The course takes 6 weeks.", Reason.REPEATED),
        ("Does the course take 6 weeks?", Reason.QUESTION),
        ("The course takes 6 weeks <br>", Reason.MARKUP),
        ("The course takes 6 weeks. " * 40, Reason.TOO_LONG),
    ],
)
def test_the_reason_names_what_is_wrong(text: str, reason: Reason) -> None:
    assert reason in unsupported(text, ["The course takes 6 weeks."])


def test_a_list_stands_as_a_whole() -> None:
    quote = "A career change can go in stages:\n\n• write a list\n• choose two jobs"
    assert (
        unsupported("A career change can go in stages: write a list and choose two jobs.", [quote])
        == ()
    )
    assert unsupported("A career change can go in stages: write a list.", [quote])
    assert unsupported(
        "A career change can go in stages: choose a list and write two jobs.", [quote]
    )


def test_without_evidence_nothing_is_supported() -> None:
    assert unsupported("A course takes 6 weeks.", [])
