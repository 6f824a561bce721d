"""A question that is kept tells of no person; what may, is not kept at all."""

import pytest

from bot.core.text import word_set
from bot.insights.masked_question import LENGTH_MAX, masked_question

KNOWN = word_set(
    "do you offer course courses can i learn is there parking on campus what does teach in with my"
    " name and want to about the refund policy any studying still mental health first aid"
    " certificate for ask free art work are who"
)


def masked(text: str) -> str:
    return masked_question(text, KNOWN.__contains__)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("I'm Wilhelmina Featherstonehaugh, is there parking", "I'm [name], is there parking"),
        ("i'm wilhelmina featherstonehaugh and want parking", "i'm [name] and want parking"),
        ("my name is wilhelmina, is there parking", "my name is [name], is there parking"),
        ("hi zebediah, is there parking", "hi [name], is there parking"),
        ("zebediah here, is there parking?", "[name] here, is there parking?"),
        ("What does Zebediah teach", "What does [name] teach"),
        ("Is Ms Featherstonehaugh still teaching?", "Is [name] still teaching?"),
        ("Can I learn Xero with Zebediah Quux?", "Can I learn Xero with [name]?"),
        ("mail jo@example.org about the refund", "mail [mail address] about the refund"),
        ("is there parking, 0412 345 678", "is there parking, [number]"),
        ("parking for card 5123 45670 1", "parking for card [number]"),
        ("i'm 54 and want art courses", "i'm [age] and want art courses"),
        ("art courses for a 16 year old", "art courses for a [age] year old"),
        ("is there parking near postcode 2650", "is there parking near postcode [postcode]"),
        ("is there parking at 12 Smith Street Dubbo", "is there parking at [address]"),
    ],
)  # fmt: skip
def test_a_personal_detail_is_a_mark(said: str, kept: str) -> None:
    assert masked(said) == kept


@pytest.mark.parametrize(
    "said",
    [
        "I have depression, is there a refund",
        "my son is autistic, do you offer art courses",
        "I'm on a student visa, is there parking",
        "i just got out of prison, any courses",
        "we're muslim, is there a place to pray on campus",
        "I get jobseeker, are courses free",
        "My medicare is in, is there parking",
        "what is a tax file number",
        "I've got cancer. What is a certificate?",
        "wilhelmina featherstonehaugh",
        "0412 345 678",
        "so " + "and then this happened to me " * 10,
        "is there " + "a" * LENGTH_MAX,
    ],
)
def test_what_may_tell_of_a_life_is_not_kept(said: str) -> None:
    assert masked(said) == ""


@pytest.mark.parametrize(
    "said",
    [
        "Do you offer blacksmithing?",
        "blacksmithing",
        "Is there a mental health first aid certificate?",
        "Can I learn Kubernetes?",
        "do you offer Xero courses",
    ],
)
def test_what_tells_of_a_subject_is_kept_as_it_was_said(said: str) -> None:
    assert masked(said) == said


def test_of_a_message_that_asks_only_the_question_is_kept() -> None:
    assert masked("I live in a small town. Is there parking on campus? Ta") == (
        "Is there parking on campus?"
    )
