"""Distress is told from idioms and from topics, and each kind gets the lines made for it."""

import re

import pytest

from bot.core.crisis import LINES_MAX, Audience, Need, declines_help, distress_in, lines_for
from bot.core.text import fold
from bot.guidance_files import load_guidance


@pytest.mark.parametrize(
    ("text", "need"),
    [
        ("i wanna kill myself lol", Need.SUICIDE),
        ("I just don’t want to be here anymore", Need.SUICIDE),
        ("what's the point of living", Need.SUICIDE),
        ("im so tired i cant go on", Need.SUICIDE),
        ("everyone would be better off without me", Need.SUICIDE),
        ("I've been cutting myself again", Need.SUICIDE),
        ("my son says he wants to kill himself", Need.SUICIDE),
        ("i want to die and the exam is tomorrow", Need.SUICIDE),
        ("my partner choked me last night", Need.VIOLENCE),
        ("my ex keeps stalking me", Need.VIOLENCE),
        ("I'm scared of my husband", Need.VIOLENCE),
        ("i was raped", Need.VIOLENCE),
        ("i have no reason to keep going", Need.SUICIDE),
        ("I'm going to end it tonight", Need.SUICIDE),
        ("nobody cares if i die", Need.SUICIDE),
        ("i hate my life", Need.SUICIDE),
        ("dad bashes mum and us kids", Need.VIOLENCE),
        ("he threatened to kill me", Need.VIOLENCE),
        ("I can't go home, it isn't safe", Need.VIOLENCE),
        ("my mum's boyfriend touches me", Need.VIOLENCE),
        ("domestic violence", Need.VIOLENCE),
    ],
)
def test_distress_is_heard_with_its_kind(text: str, need: Need) -> None:
    found = distress_in(fold(text))
    assert found is not None
    assert found.need is need


@pytest.mark.parametrize(
    "text",
    [
        "this assignment is killing me",
        "I'm dying to learn pottery",
        "I'd kill for a job in IT",
        "is it career suicide to leave teaching at 50?",
        "a course about suicide prevention",
        "domestic violence support worker training",
        "I lost my brother to suicide and want to study counselling",
        "I left a violent home and want to study something",
        "I don't want to live on campus",
        "I don't see the point of a degree",
        "can't cope with maths",
        "I can't do this job any more",
        "this beats me, what is a USI",
        "the commute hits me hard",
        "I don't want to be here all day",
        "I want to die laughing",
        "how do I end my enrolment",
        "does the price hit me if I withdraw",
        "I can't go on Mondays",
        "he hit me up about a course",
        "retail is soul destroying and I can't do it any more",
        "I want to work with kids who self harm",
    ],
)
def test_idioms_and_topics_are_no_distress(text: str) -> None:
    assert distress_in(fold(text)) is None


def names(text: str) -> list[str]:
    distress = distress_in(fold(text))
    assert distress is not None
    return [line.name for line in lines_for(distress, load_guidance().crisis_lines)]


def test_a_child_hears_of_kids_helpline_first() -> None:
    assert names("I'm 14 and my dad hits me")[:2] == ["Kids Helpline", "1800RESPECT"]
    assert names("I'm 41 and want to die")[0] == "Lifeline"


def test_first_nations_people_hear_of_13yarn_first() -> None:
    assert names("I'm a Koori woman and I want to die")[0] == "13YARN"


def test_violence_at_home_has_its_own_line() -> None:
    assert names("he beats me")[0] == "1800RESPECT"
    assert "1800RESPECT" not in names("I want to die")


def test_whoever_says_nothing_of_themselves_gets_no_more_lines_than_can_be_read() -> None:
    found = names("I want to die")
    assert len(found) == LINES_MAX
    assert "MensLine Australia" not in found


def test_a_word_for_a_friend_is_heard_as_such() -> None:
    of_another = distress_in(fold("my friend says she wants to kill herself"))
    of_oneself = distress_in(fold("my friend left and I want to kill myself"))
    assert of_another is not None
    assert of_another.of_another
    assert of_oneself is not None
    assert Audience.YOUNG not in of_oneself.audiences


@pytest.mark.parametrize("text", ["I don't want to call anyone", "no", "they won't help"])
def test_a_refusal_of_help_is_heard(text: str) -> None:
    assert declines_help(fold(text))


def test_a_new_search_is_no_refusal_of_help() -> None:
    assert not declines_help("sorry, can you show me psychology courses")


def test_every_line_has_a_number_and_every_need_has_lines_for_everybody() -> None:
    guidance = load_guidance()
    assert guidance.emergency == "000"
    for line in guidance.crisis_lines:
        assert re.fullmatch(r"[\d ]{8,13}", line.call), line.name
    for need in Need:
        fitting = [x for x in guidance.crisis_lines if need in x.needs]
        assert [x for x in fitting if x.audience is Audience.ANYONE]
        assert [x for x in fitting if x.audience is Audience.YOUNG]
