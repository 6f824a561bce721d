"""Long texts: nothing of an article is beyond what the model reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.models import Article, ItemList, Paragraph
from retrieval.embedding import Embedder
from retrieval.library import passage_text
from retrieval.passages import MODEL_TOKENS_MAX, TOKENS_MAX, passages_of
from retrieval.splitting import split_sentences
from tests.retrieval.builders import article
from tests.retrieval.test_passages import words_in

SENTENCE = "A short course shows one skill that an employer asks for. "


def test_a_paragraph_too_long_for_the_model_is_cut_between_sentences() -> None:
    long = article("long", "Long", "# Long", (SENTENCE * 60).strip())
    texts = [passage.text for passage in passages_of(long, words_in)]
    assert " ".join(texts) == (SENTENCE * 60).strip()
    assert len(texts) == 3
    assert all(text.endswith("asks for.") for text in texts)
    assert max(map(words_in, texts)) <= TOKENS_MAX


def test_a_list_too_long_for_the_model_keeps_its_lead_in_with_the_first_items() -> None:
    items = tuple(f"Provider number {n} teaches bread and cakes" for n in range(60))
    long = article("long", "Long", "Many teach it. They are:", items)
    first, second, *_ = passages_of(long, words_in)
    assert first.blocks == ("Many teach it.",)
    assert second.text.startswith("They are:\n\n• Provider number 0 teaches bread and cakes\n• ")
    listed = [line for p in passages_of(long, words_in) for line in p.text.split("\n")]
    assert [line[2:] for line in listed if line.startswith("•")] == list(items)


def test_headings_leave_less_room_for_the_text() -> None:
    heading = "# " + "heading " * 100
    under = article("under", "Title", heading.strip(), (SENTENCE * 30).strip())
    for passage in passages_of(under, words_in):
        assert words_in(passage_text(under, passage)) <= MODEL_TOKENS_MAX


def test_a_model_that_reads_less_gets_shorter_passages() -> None:
    plain = article("plain", "Title", (SENTENCE * 30).strip())
    for passage in passages_of(plain, words_in, 64):
        assert words_in(passage_text(plain, passage)) <= 64


def test_the_default_model_reads_every_passage_to_its_end(embedder: Embedder) -> None:
    items = ("a Certificate III in Individual Support (CHC33021), $1,450.00",) * 40
    long = article("long", "Where to study", "# Where", (SENTENCE * 40).strip(), "Such as:", items)
    passages = passages_of(long, embedder.count_tokens, embedder.max_tokens)
    sizes = [embedder.count_tokens(passage_text(long, passage)) for passage in passages]
    assert len(sizes) > 3
    assert max(sizes) <= embedder.max_tokens


words = st.text("ab.A", min_size=1, max_size=6)
texts = st.lists(words, min_size=1, max_size=60).map(" ".join)
blocks = st.one_of(
    st.builds(lambda t: Paragraph(text=t), texts),
    st.builds(lambda ts: ItemList(items=tuple(ts)), st.lists(texts, min_size=1, max_size=8)),
)


@given(st.lists(blocks, min_size=1, max_size=6), st.integers(8, 80))
def test_cut_pieces_are_verbatim_in_order_and_lose_no_word(
    parts: list[Paragraph | ItemList], model_tokens_max: int
) -> None:
    whole = Article(id="x", source="test", title="X", blocks=tuple(parts))
    passages = passages_of(whole, words_in, model_tokens_max)
    assert all(passage.text in whole.text for passage in passages)
    assert " ".join(p.text for p in passages).split() == whole.text.split()
    assert max(words_in(p.text) for p in passages) < model_tokens_max


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Is it free? No. Ask the provider.", ["Is it free?", "No.", "Ask the provider."]),
        ("It is item No. 5 of 7. Next.", ["It is item No. 5 of 7.", "Next."]),
        ("Open 9 a.m. Monday to Friday. Ring.", ["Open 9 a.m. Monday to Friday.", "Ring."]),
        ("It is a Certificate I. Then work.", ["It is a Certificate I.", "Then work."]),
        ("From the U.S. Navy. Retired.", ["From the U.S. Navy.", "Retired."]),
        ("Costs rise.\n$200 is usual.", ["Costs rise.", "$200 is usual."]),
    ],
)
def test_short_words_with_a_full_stop_are_told_from_the_end_of_a_sentence(
    text: str, sentences: list[str]
) -> None:
    assert split_sentences(text) == sentences
