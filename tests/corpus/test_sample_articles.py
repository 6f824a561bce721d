"""The sample's articles: dated, with sources and questions, in sentences that stand alone."""

import re
from collections import Counter
from itertools import pairwise

import pytest

from tests.corpus.sample_files import PAGES, Page


def test_articles_have_ids_of_their_own() -> None:
    assert len({page.front["id"] for page in PAGES}) == len(PAGES)


def test_no_question_is_answered_by_two_articles() -> None:
    counts = Counter(question for page in PAGES for question in page.front["questions"])
    assert [question for question, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_an_article_says_where_it_stands_when_it_was_checked_and_what_it_answers(
    page: Page,
) -> None:
    front = page.front
    assert page.name in (f"{front['id']}.md", "README.md")
    assert front["url"] == f"https://example.edu.au/articles/{front['id']}"
    assert front["published_on"] <= front["updated_on"] <= front["checked_on"]
    assert front["title"]
    assert front["authors"]
    assert front["topics"]
    assert front["sources"]
    assert 4 <= len(front["questions"]) <= 10
    assert all(isinstance(question, str) for question in front["questions"])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_list_follows_a_sentence_that_leads_into_it(page: Page) -> None:
    blocks = [block.strip() for block in page.body.split("\n\n") if block.strip()]
    for before, block in pairwise(blocks):
        if re.match(r"- |1\. ", block):
            assert before.endswith(":"), block
    assert sum(block.startswith("## ") for block in blocks) >= 4


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_sentence_stands_by_itself(page: Page) -> None:
    for line in page.body.splitlines():
        assert not re.match(r"(?:This|That|These|Those|It|They|He|She) ", line), line


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_an_article_is_neither_a_note_nor_a_book(page: Page) -> None:
    words_min = 200 if page.name == "README.md" else 350
    assert words_min <= len(page.body.split()) <= 800
