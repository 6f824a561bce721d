"""Articles in passages and sentences: whatever is cut out is a piece of the article, verbatim."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.models import Article, Heading, ItemList, Paragraph
from retrieval.passages import TOKENS_MAX, passages_of
from retrieval.sentences import sentences_of
from retrieval.splitting import split_sentences
from tests.retrieval.builders import article


def words_in(text: str) -> int:
    return len(text.split())


def candidates(of: Article) -> list[str]:
    passages = passages_of(of, words_in)
    return [s.text for row, passage in enumerate(passages) for s in sentences_of(passage, row)]


BADGES = article(
    "badges",
    "Badges",
    "# Badges",
    "A badge shows a skill. It can be shared.",
    "## Other names",
    "Names differ. Common ones are:",
    ("Web badges", "Open badges"),
    "### History",
    "Badges are old.",
    "## Price",
    "Most are free.",
)


def test_a_passage_knows_the_headings_above_it() -> None:
    paths = [passage.heading_path for passage in passages_of(BADGES, words_in)]
    assert paths == [
        ("Badges",),
        ("Badges", "Other names"),
        ("Badges", "Other names", "History"),
        ("Badges", "Price"),
    ]


def test_a_list_stands_with_the_sentence_that_leads_into_it_and_neither_alone() -> None:
    assert candidates(BADGES) == [
        "A badge shows a skill.",
        "It can be shared.",
        "Names differ.",
        "Common ones are:\n\n• Web badges\n• Open badges",
        "Badges are old.",
        "Most are free.",
    ]


def test_a_long_section_is_cut_between_blocks_and_keeps_a_list_with_its_lead_in() -> None:
    filler = "word " * (TOKENS_MAX - 5)
    long = article("long", "Long", "# Long", filler.strip() + ".", "Names are:", ("one", "two"))
    texts = [passage.text for passage in passages_of(long, words_in)]
    assert texts == [filler.strip() + ".", "Names are:\n\n• one\n• two"]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("It costs $1,450.50. Ask first.", ["It costs $1,450.50.", "Ask first."]),
        ("See e.g. Dr. Smith vs. Jones. Done.", ["See e.g. Dr. Smith vs. Jones.", "Done."]),
        ("He said “Stop.” She did.", ["He said “Stop.”", "She did."]),
        ("Version 2.0 is out. Next", ["Version 2.0 is out.", "Next"]),
        ("no capital follows. here", ["no capital follows. here"]),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, sentences: list[str]) -> None:
    assert split_sentences(text) == sentences


texts = st.text('ab .!?:\n•"”’(A1', min_size=1, max_size=40).filter(str.strip)
blocks = st.one_of(
    st.builds(lambda t: Paragraph(text=t), texts),
    st.builds(lambda t: Heading(level=2, text=t), texts),
    st.builds(lambda ts: ItemList(items=tuple(ts)), st.lists(texts, min_size=1, max_size=3)),
)


@given(st.lists(blocks, min_size=1, max_size=8))
def test_every_passage_and_every_candidate_is_a_substring_of_the_article(
    parts: list[Paragraph | Heading | ItemList],
) -> None:
    whole = Article(id="x", source="test", title="X", blocks=tuple(parts))
    for row, passage in enumerate(passages_of(whole, words_in)):
        assert passage.text in whole.text
        for sentence in sentences_of(passage, row):
            assert sentence.text in whole.text
            assert sentence.text.strip()
