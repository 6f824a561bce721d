"""Another language: what is typed in it is understood, and answered in it."""

from dataclasses import replace
from datetime import date

import pytest

from bot.core.blocks import QuoteBlock
from bot.core.document import to_document
from bot.core.knowledge import Knowledge
from bot.core.message import Message, ReplyDocument
from bot.core.reply import reply
from bot.core.state import ConversationState, Expectation
from bot.core.wording.en_au import EN_AU
from bot.core.wording.wording import Site
from bot.core.wording.zh_hans import ZH_HANS
from bot.language_files import load_languages, load_phrases

SITE = Site(EN_AU, owner_contact="help@example.edu.au", languages=load_languages())
PHRASES = load_phrases("zh-Hans")


def talk(knowledge: Knowledge, *said: Message | str) -> tuple[ConversationState, ReplyDocument]:
    """The state and the reply after some turns."""
    state = ConversationState()
    for one in said:
        message = one if isinstance(one, Message) else Message(one)
        answer = reply(state, replace(message, sent_on=date(2026, 11, 24)), knowledge, SITE)
        state = answer.state
    return state, to_document(answer, knowledge.version)


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("zh-CN", "zh-Hans"),
        ("zh_TW", "zh-Hans"),
        ("en-GB", "en-AU"),
        ("fr", "en-AU"),
        ("", "en-AU"),
    ],
)
def test_a_conversation_begins_in_the_language_that_the_channel_knows(
    locale: str, language: str, knowledge: Knowledge
) -> None:
    _, document = talk(knowledge, Message("/start", locale=locale))
    assert document.language == language
    assert document.text == (ZH_HANS if language == "zh-Hans" else EN_AU).greeting


@pytest.mark.parametrize(
    ("said", "slots"),
    [
        (
            "我想在悉尼学护理，最好是网课",
            {"subjects": ["Nursing"], "states": ["NSW"], "delivery": ["online"]},
        ),
        ("我想學會計", {"subjects": ["Accounting"]}),
        ("五百块以内的网络安全课程", {"subjects": ["Cyber Security"], "price_aud_max": 500.0}),
        (
            "三个月以内的项目管理课",
            {"subjects": ["Project Management"], "duration_weeks_max": 13.0},
        ),
        (
            "昆州的幼教三级证书",
            {"subjects": ["Child Care"], "states": ["QLD"], "levels": ["Certificate III"]},
        ),
        (
            "和动物有关的课程，不要兽医护理",
            {"subjects": ["Animal Care"], "excluded_subjects": ["Veterinary Nursing"]},
        ),
    ],
)
def test_a_wish_fills_slots_without_spaces_between_its_words(
    said: str, slots: dict[str, object], knowledge: Knowledge
) -> None:
    _, document = talk(knowledge, said)
    assert document.slots == slots
    assert document.language == "zh-Hans"


@pytest.mark.parametrize(
    "said",
    [
        "我想死",
        "我不想活了",
        "我想自殺",
        "想結束自己的生命",
        "活着没有意义",
        "我朋友说想自杀",
        "我会计课挂了，我想死",
    ],
)
def test_distress_gets_lines_and_an_interpreter(said: str, knowledge: Knowledge) -> None:
    state, document = talk(knowledge, said)
    assert state.expecting is Expectation.SUPPORT
    assert "13 11 14" in document.text
    assert "131 450" in document.text
    assert not document.courses


@pytest.mark.parametrize("said", ["我老公打我", "我被家暴了", "我男朋友威胁要杀我"])
def test_violence_gets_the_lines_made_for_it(said: str, knowledge: Knowledge) -> None:
    _, document = talk(knowledge, said)
    assert "1800 737 732" in document.text


@pytest.mark.parametrize("said", ["累死了", "笑死我了", "给我打电话", "我想学自杀预防"])
def test_idioms_and_topics_are_no_distress(said: str, knowledge: Knowledge) -> None:
    state, _ = talk(knowledge, said)
    assert state.expecting is not Expectation.SUPPORT


def test_naming_a_language_changes_it_and_keeps_the_search(knowledge: Knowledge) -> None:
    state, document = talk(knowledge, "nursing in Queensland", "中文")
    assert document.text == ZH_HANS.language_chosen
    assert state.slots.subjects == ("Nursing",)
    state, document = talk(knowledge, "我想学护理", "in English please")
    assert document.text == EN_AU.language_chosen
    assert state.slots.subjects == ("Nursing",)


def test_languages_are_offered_by_their_own_names(knowledge: Knowledge) -> None:
    state, document = talk(knowledge, "/language")
    assert [choice.label for choice in document.choices] == ["English", "中文"]
    pressed = reply(state, Message(choice_id=document.choices[1].id), knowledge, SITE)
    assert pressed.state.language == "zh-Hans"


def test_a_language_stays_through_a_new_start_and_forgetting(knowledge: Knowledge) -> None:
    for ending in ("重新开始", "忘记我"):
        state, _ = talk(knowledge, "你好", ending, "是")
        assert state.language == "zh-Hans"


def test_words_that_are_not_read_are_named_and_change_nothing(knowledge: Knowledge) -> None:
    _, document = talk(knowledge, "我想学护理", "烘焙课程")
    assert "烘焙" in document.text
    assert document.slots == {"subjects": ["Nursing"]}
    assert not document.courses


def test_quotations_stay_as_they_are_and_that_is_said(knowledge: Knowledge) -> None:
    _, document = talk(knowledge, "微证书要学多久？")
    assert any(isinstance(block, QuoteBlock) for block in document.blocks)
    assert ZH_HANS.quoted_as_is in document.text


def test_a_newsletter_is_agreed_to_in_the_words_that_were_shown(knowledge: Knowledge) -> None:
    state, document = talk(knowledge, "订阅", "我的邮箱是li@example.com")
    assert ZH_HANS.consent_text in document.text
    done = reply(state, Message("我同意"), knowledge, SITE)
    assert [e.type for e in done.effects] == ["subscribe"]
    assert "2026-11-zh-Hans" in done.effects[0].model_dump_json()


def test_a_button_that_stands_for_its_words_is_read_in_its_language(knowledge: Knowledge) -> None:
    state, document = talk(knowledge, "维州有什么政府补贴")
    answers = {choice.label: choice.id for choice in document.choices}
    chosen = reply(state, Message(choice_id=answers["澳大利亚公民"]), knowledge, SITE)
    assert "✓" in to_document(chosen, "").text


def test_english_between_chinese_words_is_kept() -> None:
    assert PHRASES.read("TAFE的IT课程").english == "TAFE IT course course"
    assert PHRASES.read("no Chinese here").english == "no Chinese here"


def test_with_one_language_nothing_is_read_or_changed(knowledge: Knowledge) -> None:
    alone = reply(ConversationState(), Message("中文", locale="zh-CN"), knowledge, Site(EN_AU))
    assert alone.state.language == ""
