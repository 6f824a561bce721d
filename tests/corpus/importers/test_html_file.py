"""Web pages."""

from datetime import date
from pathlib import Path

import pytest

from corpus.errors import SourceError
from corpus.importers.read import Imported, read_source
from corpus.models import Article, Heading, ItemList, Paragraph

PAGE = """\
<!doctype html><html lang="en"><head><title>Keeping Bees | Hive &amp; Home</title>
<meta name="author" content="Jo Doe">
<meta property="article:published_time" content="2024-03-01T08:00:00+10:00">
<meta property="article:modified_time" content="2024-05-02T08:00:00+10:00">
<link rel="canonical" href="https://example.edu.au/bees"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/courses">All courses</a></li></ul></nav>
<main><article><h1>Keeping Bees</h1>
<p>A hive asks for an hour a week in summer &amp; for <b>almost nothing</b> in winter, when the bees
keep <a href="/warm">warm</a> by themselves.</p>
<h2>What does it take?</h2><p>Most people begin with:</p>
<ul><li>A veil</li><li>A smoker <em>and</em> a tool</li></ul>
<h3>Time</h3>
<p>Count on forty hours in the first year, and on half of that once you know your bees well.</p>
<table><tr><th>Month</th><th>Hours</th></tr><tr><td>October</td><td>6</td></tr></table>
<script>track("secret-script")</script></article></main>
<aside><h3>Related articles</h3><ul><li><a href="/goats">Goats for beginners</a></li></ul></aside>
<footer>© 2024 Hive &amp; Home</footer></body></html>
"""


def read(folder: Path, text: str, name: str = "bees.html") -> Imported:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_source(str(path), source_name="test")


@pytest.mark.parametrize("name", ["bees.html", "bees.txt"])
def test_a_web_page_gives_its_article_and_what_its_head_says(tmp_path: Path, name: str) -> None:
    (found,) = read(tmp_path, PAGE, name).items
    assert isinstance(found, Article)
    assert found.title == "Keeping Bees"
    assert found.authors == ("Jo Doe",)
    assert found.url == "https://example.edu.au/bees"
    assert (found.published_on, found.updated_on) == (date(2024, 3, 1), date(2024, 5, 2))
    assert found.blocks == (
        Paragraph(text="A hive asks for an hour a week in summer & for almost nothing in winter, "
                  "when the bees keep warm by themselves."),
        Heading(level=2, text="What does it take?"),
        Paragraph(text="Most people begin with:"),
        ItemList(items=("A veil", "A smoker and a tool")),
        Heading(level=3, text="Time"),
        Paragraph(text="Count on forty hours in the first year, and on half of that once you know "
                  "your bees well."),
        ItemList(items=("Month: October; Hours: 6",)),
    )  # fmt: skip


def test_a_short_page_comes_out_too(tmp_path: Path) -> None:
    (found,) = read(
        tmp_path, "<html><body><h1>Hours</h1><p>We open at nine.</p></body></html>"
    ).items
    assert isinstance(found, Article)
    assert found.text.endswith("We open at nine.")


def test_a_page_without_an_article_is_refused(tmp_path: Path) -> None:
    with pytest.raises(
        SourceError, match=r"bees\.html: expected a page with an article, found none"
    ):
        read(tmp_path, "<html><body><script>1</script></body></html>")
