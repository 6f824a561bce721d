"""Replies become messages that Telegram takes: checked by the double's own reader of HTML."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.telegram_rendering import TelegramMessage, render
from bot.channels.telegram_text import RANGES_MAX, UNITS_MAX, Piece, Run, pack
from bot.core.blocks import (
    Block,
    Choice,
    ChoicesBlock,
    Citation,
    ComparisonBlock,
    CourseBlock,
    CourseView,
    CriterionView,
    FormBlock,
    NoticeBlock,
    ParagraphBlock,
    QuoteBlock,
)
from bot.core.document import to_document
from bot.core.message import Reply
from bot.core.state import ConversationState
from bot.core.wording.en_au import EN_AU
from tests.doubles.bot_api.formatting import FormattedText, formatted
from tests.doubles.bot_api.html_reader import utf16_length


def rendered(*blocks: Block) -> tuple[TelegramMessage, ...]:
    document = to_document(Reply(ConversationState(), "answer", blocks), "v1")
    return render(document, EN_AU)


def shown(message: TelegramMessage) -> FormattedText:
    """What Telegram makes of a message; raises where it would refuse it."""
    return formatted(message.html, "HTML")


def only(*blocks: Block) -> str:
    (message,) = rendered(*blocks)
    return message.html


def quote(text: str = "Short.", url: str | None = "https://a.example/x?a=1&b=2") -> QuoteBlock:
    citation = Citation(
        title="Fees & <loans>", url=url, quote=text, source_id="a", updated_on=date(2026, 3, 12)
    )
    return QuoteBlock(text=text, citation=citation)


def course(title: str = "Aged Care <III>", why: int = 2) -> CourseBlock:
    views = (
        CriterionView(criterion="delivery", verdict="met", evidence="online"),
        CriterionView(criterion="price", verdict="unknown", evidence=""),
    )
    view = CourseView(
        id="c1",
        title=title,
        provider="TAFE & Co",
        url="https://a.example/c1",
        subject="Care",
        level="Certificate III",
        delivery=("online",),
        states=(),
        duration=None,
        price=None,
        is_sample=True,
        why=views[:why],
    )
    lines = ("Study mode: online", "Price isn't stated: ask the provider")
    facts = (("Level", "Certificate III"), ("Price", "not stated"))
    return CourseBlock(course=view, facts=facts, why_lines=lines)


def test_text_of_the_corpus_is_never_markup() -> None:
    html = only(ParagraphBlock(text="Is 3 < 4 & <b>bold</b>?"))
    assert html == "Is 3 &lt; 4 &amp; &lt;b&gt;bold&lt;/b&gt;?"


def test_a_quotation_stands_apart_with_its_linked_title_and_date() -> None:
    assert only(quote("It's <free>.")) == (
        "<blockquote>It's &lt;free&gt;.</blockquote>\n"
        '— <a href="https://a.example/x?a=1&amp;b=2">Fees &amp; &lt;loans&gt;</a>, 12 March 2026'
    )


def test_what_was_asked_for_stands_out_within_one_quotation() -> None:
    block = quote("It takes 6 to 12 weeks.").model_copy(update={"emphasis": ("6 to 12 weeks",)})
    assert only(block).startswith("<blockquote>It takes <b>6 to 12 weeks</b>.</blockquote>\n")


def test_a_quotation_without_an_address_names_its_title_alone() -> None:
    assert only(quote(url=None)).endswith("\n— Fees &amp; &lt;loans&gt;, 12 March 2026")


def test_a_link_cannot_be_broken_out_of() -> None:
    text = shown(rendered(quote(url="https://a.example/'onx=\">"))[0])
    (link,) = [entity for entity in text.entities if entity.type == "text_link"]
    assert link.url == "https://a.example/'onx=\">"


def test_a_course_shows_its_title_facts_and_a_sign_for_each_verdict() -> None:
    assert only(course()) == (
        '<b><a href="https://a.example/c1">Aged Care &lt;III&gt;</a></b>\n'
        "TAFE &amp; Co · Sample\n"
        "Level: Certificate III · Price: not stated\n"
        "✓ Study mode: online\n"
        "? Price isn't stated: ask the provider"
    )


def test_why_lines_that_do_not_pair_up_with_verdicts_get_no_wrong_sign() -> None:
    assert only(course(why=1)).endswith(
        "\n• Study mode: online\n• Price isn't stated: ask the provider"
    )


def test_a_comparison_goes_field_by_field() -> None:
    rows = (("Level", ("Diploma", "Short")), ("Price", ("$5", "Free")))
    assert only(ComparisonBlock(courses=(), titles=("One", "Two"), rows=rows)) == (
        "<b>1. One\n2. Two</b>\n\n"
        "<b>Level</b>\n1. Diploma\n2. Short\n\n"
        "<b>Price</b>\n1. $5\n2. Free"
    )


def test_notices_and_forms_are_paragraphs() -> None:
    form = FormBlock(
        name="email",
        label="Your email address",
        input_type="email",
        autocomplete="email",
        submit_label="Send",
    )
    html = only(NoticeBlock(text="By the way"), NoticeBlock(tone="warning", text="Mind"), form)
    assert html == "<i>By the way</i>\n\nMind\n\n<b>Your email address</b>"


def test_short_choices_stand_two_in_a_row_and_long_ones_alone() -> None:
    labels = ("NSW", "Victoria", "Western Australia", "ACT", "Anywhere in Australia", "Not sure")
    choices = tuple(Choice(id=f"c{n}", label=label) for n, label in enumerate(labels))
    (message,) = rendered(ParagraphBlock(text="Where?"), ChoicesBlock(choices=choices))
    assert [[button.text for button in row] for row in message.buttons] == [
        ["NSW", "Victoria"],
        ["Western Australia"],
        ["ACT"],
        ["Anywhere in Australia"],
        ["Not sure"],
    ]
    assert message.buttons[0][1].data == "c1"


def test_buttons_without_words_still_get_a_message() -> None:
    (message,) = rendered(ChoicesBlock(choices=(Choice(id="a", label="A"),)))
    assert shown(message).text
    assert message.buttons


def test_a_long_reply_is_parted_between_blocks_with_the_buttons_last() -> None:
    blocks = [ParagraphBlock(text=letter * 3000) for letter in "abc"]
    choices = ChoicesBlock(choices=(Choice(id="a", label="A"),))
    messages = rendered(*blocks, choices)
    assert [message.html for message in messages] == ["a" * 3000, "b" * 3000, "c" * 3000]
    assert [bool(message.buttons) for message in messages] == [False, False, True]


def test_a_long_block_is_parted_between_sentences_and_stays_a_quotation() -> None:
    sentence = "Fees & <loans> are explained here. "
    messages = rendered(quote(sentence * 300))
    assert len(messages) > 2
    for message in messages[:-1]:
        text = shown(message)
        assert text.text.endswith("here.")
        assert text.text.startswith("Fees")
        assert [entity.type for entity in text.entities] == ["blockquote"]


@pytest.mark.parametrize("unit", ["x", "😀", "e\u0301", "\u0301", "👩\u200d🎓"])
def test_a_text_without_any_place_to_part_it_is_parted_all_the_same(unit: str) -> None:
    messages = rendered(ParagraphBlock(text=unit * 5_000))
    assert "".join(shown(message).text for message in messages) == unit * 5_000


@pytest.mark.parametrize("unit", ["e\u0301", "👩\u200d🎓"])
def test_an_accent_or_a_joined_emoji_is_not_parted(unit: str) -> None:
    for message in rendered(ParagraphBlock(text="x" + unit * 5_000)):
        assert shown(message).text.removeprefix("x").replace(unit, "") == ""


def test_many_ranges_are_parted_so_that_none_is_lost() -> None:
    pieces: list[Piece] = [(Run(f"word{n}", ("b",)),) for n in range(250)]
    texts = [formatted(html, "HTML") for html in pack(pieces)]
    assert [len(text.entities) for text in texts] == [RANGES_MAX, RANGES_MAX, 50]


def test_what_cannot_be_sent_as_utf8_or_seen_is_replaced() -> None:
    html = only(ParagraphBlock(text="a\x00b\ud800c\td\ne"))
    assert html == "a b c d\ne"


texts = st.text(max_size=60) | st.text(alphabet="<>&\"' a.\n😀", max_size=60)
long_texts = st.builds(lambda text, times: text * times, texts, st.integers(1, 300))
blocks = st.one_of(
    st.builds(ParagraphBlock, text=long_texts),
    st.builds(NoticeBlock, text=long_texts),
    st.builds(quote, long_texts),
    st.builds(course, long_texts),
    st.builds(
        lambda titles, label: ComparisonBlock(
            courses=(), titles=tuple(titles), rows=((label, tuple(titles)),)
        ),
        st.lists(long_texts, max_size=4),
        texts,
    ),
)


@settings(deadline=None)
@given(st.lists(blocks, max_size=6))
def test_whatever_a_reply_holds_telegram_takes_every_message_of_it(
    given_blocks: list[Block],
) -> None:
    for message in rendered(*given_blocks):
        assert utf16_length(formatted(message.html, "HTML").text) <= UNITS_MAX
