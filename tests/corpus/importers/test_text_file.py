"""Pages and articles saved as text."""

import textwrap
from datetime import date
from pathlib import Path

import pytest

from corpus.errors import SourceError
from corpus.importers.read import read_source
from corpus.models import Article, Heading, ItemList, Paragraph

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
PLAIN = """\
Learning a trade in the evening

An evening class is the oldest way to learn a trade beside another one, and it is still a good one.

What it costs

Fees differ – sometimes by “a lot” – and so do the hours.

1. Ask two providers
2. Compare the hours

Good luck!
"""


def read(path: Path) -> Article:
    (article,) = read_source(str(path), source_name="test").items
    assert isinstance(article, Article)
    return article


def written(folder: Path, text: str, name: str = "evening.txt") -> Article:
    (folder / name).write_text(text, encoding="utf-8")
    return read(folder / name)


def headings(article: Article) -> list[tuple[int, str]]:
    return [(block.level, block.text) for block in article.blocks if isinstance(block, Heading)]


def test_a_sites_page_gives_title_author_and_dates() -> None:
    page = read(FIXTURES / "site-page.txt")
    assert page.title == "Learning Joinery After Forty: Is It Too Late?"
    assert page.authors == ("Ingrid Halloran",)
    assert (page.published_on, page.updated_on) == (date(2022, 11, 3), date(2024, 3, 12))


def test_the_contents_list_gives_the_sections_and_other_headings_are_below_them() -> None:
    assert headings(read(FIXTURES / "site-page.txt")) == [
        (2, "How long does it take?"),
        (2, "What does the body say?"),
        (3, "Knees"),
        (3, "Shoulders"),
        (3, "Hearing"),
        (2, "Who pays for it?"),
    ]


def test_a_list_stands_directly_below_its_lead_in() -> None:
    blocks = read(FIXTURES / "site-page.txt").blocks
    lists = [place for place, block in enumerate(blocks) if isinstance(block, ItemList)]
    assert [blocks[place - 1].text for place in lists] == [
        "This guide looks at three things:", "Costs that remain with the learner are:",
    ]  # fmt: skip
    assert blocks[lists[1]] == ItemList(
        items=("Boots", "A first set of chisels", "Travel to training days")
    )


def test_a_figure_on_a_line_of_its_own_is_part_of_its_sentence() -> None:
    sentence = "Nearly 3 in 4 of the adults whom we asked finished within three years"
    assert Paragraph(text=sentence) in read(FIXTURES / "site-page.txt").blocks


def test_an_articles_words_are_kept_as_they_are() -> None:
    page = read(FIXTURES / "site-page.txt")
    assert page.blocks[0].text == (
        "Every winter a few people in their forties walk into our workshop and ask the same thing "
        "– whether ‘starting again’ is a dream or a plan. Most of them leave with a bench of their "
        "own."
    )
    assert page.blocks[-1].text.endswith("a very good way to spend a Tuesday.")


@pytest.mark.parametrize(
    "furniture",
    ["cookies", "Boat Building", "Search", "On this page", "Course Matcher", "Question 1", "Chairs",
     "Something else", "Welding for Beginners", "Sparks", "Quandamooka", "Read more",
     "Latest posts",
     "Floristry", "Which Boat First", "newsletter", "One letter a month", "By submitting",
     "Popular crafts", "Follow us", "Traditional Owners", "Copyright", "Ingrid"],
)  # fmt: skip
def test_nothing_of_what_a_site_puts_around_an_article_comes_through(furniture: str) -> None:
    assert furniture not in read(FIXTURES / "site-page.txt").text


def test_a_blog_without_a_contents_list_comes_out_whole_around_its_boxes() -> None:
    page = read(FIXTURES / "blog-page.txt")
    assert page.title == "Five Ways to Study on the Train"
    assert page.authors == ("Marguerite Oyelaran",)
    assert page.published_on == date(2023, 2, 14)
    assert headings(page) == [
        (2, "Listen first"), (2, "Write by hand"), (2, "Ask the quiet carriage"),
    ]  # fmt: skip
    assert page.blocks[5] == ItemList(
        items=("Use one notebook for one subject", "Date every page", "Leave the left page empty")
    )
    assert page.blocks[-1].text.endswith("between the river and the second tunnel.")


@pytest.mark.parametrize(
    "furniture",
    ["Kettle", "Facebook", "Download now", "How to Read Faster", "speed reading", "Tam Okafor",
     "Tags", "repairs clocks", "Your email", "Privacy"],
)  # fmt: skip
def test_a_blogs_boxes_do_not_come_through(furniture: str) -> None:
    assert furniture not in read(FIXTURES / "blog-page.txt").text


def test_a_plain_article_comes_out_whole(tmp_path: Path) -> None:
    article = written(tmp_path, PLAIN)
    assert article.title == "Learning a trade in the evening"
    assert article.blocks == (
        Paragraph(text="An evening class is the oldest way to learn a trade beside another one, "
                  "and it is still a good one."),
        Heading(level=2, text="What it costs"),
        Paragraph(text="Fees differ – sometimes by “a lot” – and so do the hours."),
        ItemList(items=("Ask two providers", "Compare the hours")),
        Paragraph(text="Good luck!"),
    )  # fmt: skip


@pytest.mark.parametrize("width", [40, 60, 72, 100])
def test_wrapped_lines_are_joined_again(tmp_path: Path, width: int) -> None:
    wrapped = "\n".join(textwrap.fill(line, width) for line in PLAIN.split("\n"))
    assert written(tmp_path, wrapped).blocks == written(tmp_path, PLAIN).blocks


def test_a_single_sentence_is_an_article_with_the_files_name(tmp_path: Path) -> None:
    article = written(tmp_path, "We open at nine.\n", "opening-hours.txt")
    assert (article.title, article.text) == ("Opening hours", "We open at nine.")


def test_a_sentence_about_a_date_is_no_credit_line(tmp_path: Path) -> None:
    sentence = "The rules were last updated on 4 June 2021, and they hold."
    article = written(
        tmp_path, f"The rules\n\n{sentence}\n\nBy Far The Best, they say, is to ask.\n"
    )
    assert article.text.startswith(sentence)
    assert article.authors == ()


def test_a_tables_rows_are_a_list(tmp_path: Path) -> None:
    article = written(tmp_path, "Steps\n\nTwo steps.\n\nApply\t1 month\nStudy\t18 months\n")
    assert article.blocks[-1] == ItemList(items=("Apply; 1 month", "Study; 18 months"))


def test_a_numbered_line_above_a_paragraph_is_a_heading(tmp_path: Path) -> None:
    article = written(
        tmp_path, "Two steps\n\n1. Begin\n\nStart small.\n\n2. Go on\n\nGo on small.\n"
    )
    assert headings(article) == [(2, "1. Begin"), (2, "2. Go on")]


@pytest.mark.parametrize(
    "text", ["Menu\nHome\nSearch\nLog in\n", "• Home\n• Courses\n© 2024\n", "\n . \n"]
)
def test_a_page_without_an_article_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(SourceError, match=r"evening\.txt: expected an article"):
        written(tmp_path, text)
