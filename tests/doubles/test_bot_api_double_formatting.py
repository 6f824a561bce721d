"""The double reads HTML as Telegram's server does, and names what is wrong as it does."""

from typing import Any

import pytest

from tests.doubles.bot_api.answers import RefusalError
from tests.doubles.bot_api.formatting import formatted, typed


@pytest.mark.parametrize(
    ("html", "problem"),
    [
        ("é <script>", 'Unsupported start tag "script" at byte offset 3'),
        ("3 < 4", 'Unsupported start tag "" at byte offset 2'),
        ("a<br/>", 'Unsupported start tag "br/" at byte offset 1'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>bold", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>x</i>", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        (
            "<b>😀</i>",
            'Unmatched end tag at byte offset 7, expected "</b>", found "</i>"',
        ),
        ("<b>x</b ", "Unclosed end tag at byte offset 4"),
        ("<b>x</b y>", "Unclosed end tag at byte offset 4"),
        ("<a =x>y</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a href", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=x/y>z</a>", "Unexpected end of name token at byte offset 8"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_wrong_html_is_refused_in_the_words_of_the_server(html: str, problem: str) -> None:
    with pytest.raises(RefusalError) as refused:
        formatted(html, "HTML")
    assert refused.value.code == 400
    assert refused.value.description == f"Bad Request: can't parse entities: {problem}"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("&lt;b&gt; &amp; &quot;", '<b> & "'),
        ("&#39;&#x27;&#128512;", "''😀"),
        ("&nbsp;&apos;&copy;&", "&nbsp;&apos;&copy;&"),
        ("&amp;lt;", "&lt;"),
        ("&#0;&#9999999;", "&#0;&#9999999;"),
        ("<B>x</b>", "x"),
        ("<b>x</>", "x"),
        ("5 > 4", "5 > 4"),
    ],
)
def test_only_four_names_and_numbers_stand_for_characters(html: str, text: str) -> None:
    assert formatted(html, "html").text == text


@pytest.mark.parametrize(
    ("html", "entities"),
    [
        ("😀<b>x</b>", [{"type": "bold", "offset": 2, "length": 1}]),
        ("<b></b>x", []),
        (
            '<a href="https://a.example/?x=1&amp;y=2">z</a>',
            [{"type": "text_link", "offset": 0, "length": 1, "url": "https://a.example/?x=1&y=2"}],
        ),
        ('<a href="http://localhost:8000/">z</a>', []),
        ('<a href="javascript:alert(1)">z</a>', []),
        ("<blockquote>x</blockquote>", [{"type": "blockquote", "offset": 0, "length": 1}]),
        (
            "<blockquote expandable>x</blockquote>",
            [{"type": "expandable_blockquote", "offset": 0, "length": 1}],
        ),
        ("<pre>x <b>y</b></pre>", [{"type": "pre", "offset": 0, "length": 3}]),
        ("  <i>x </i>", [{"type": "italic", "offset": 0, "length": 1}]),
    ],
)
def test_tags_become_ranges_in_utf16_units(html: str, entities: list[dict[str, Any]]) -> None:
    assert [entity.to_json() for entity in formatted(html, "HTML").entities] == entities


def test_ranges_past_the_hundredth_are_lost_without_a_word() -> None:
    assert len(formatted("<b>x</b> " * 101, "HTML").entities) == 100


def test_without_a_parse_mode_nothing_is_read_as_html() -> None:
    plain = formatted("<b>x</b> &amp;", None)
    assert (plain.text, plain.entities) == ("<b>x</b> &amp;", ())


def test_a_parse_mode_that_the_double_does_not_read_is_no_success() -> None:
    with pytest.raises(RefusalError) as refused:
        formatted("*x*", "MarkdownV2")
    assert refused.value.code == 501


def test_commands_are_marked_in_what_visitors_type() -> None:
    marked = typed("😀 /help@some_bot or 3/4, /find")
    found = [(e.type, e.offset, e.length) for e in marked.entities]
    assert found == [("bot_command", 3, 14), ("bot_command", 26, 5)]
