"""Feeds, and catalogues in XML."""

from pathlib import Path

import pytest

from corpus.errors import SourceError
from corpus.importers.read import Imported, read_source
from corpus.models import Article, Paragraph

RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Hive</title><link>https://a.example</link>
<item><title>Keeping &amp; moving bees</title><link>https://a.example/bees</link>
<dc:creator><![CDATA[Jo Doe]]></dc:creator><pubDate>Mon, 02 Mar 2026 09:00:00 +1100</pubDate>
<category><![CDATA[Bees]]></category><category>Uncategorised</category>
<description>Short.</description><content:encoded><![CDATA[<p>A hive asks for an hour a week,
and for patience&nbsp;with it.</p><p>The post <a href="x">Bees</a> appeared first on
<a>Hive</a>.</p>]]></content:encoded></item>
<item><title>A teaser</title><link>https://a.example/t</link><author>jo@example.org (Jo)</author>
<description>The first sentence is whole. The second one is cut off in the mid [&#8230;]
</description></item>
<item><title>Nothing but a stump</title><description>Learn how the best keepers &hellip;
Read more</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Hive</title>
<entry><title type="html">Bees &lt;b&gt;today&lt;/b&gt;</title><id>urn:1</id>
<link rel="self" href="https://a.example/self"/><link href="https://a.example/bees"/>
<author><name>Jo Doe</name></author><published>2026-03-01T00:00:00Z</published>
<updated>2026-03-05T10:00:00Z</updated><category term="bees" label="Bees"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>A hive asks for an hour a week.</p>
<ul><li>A veil</li></ul></div></content></entry></feed>"""


def read(folder: Path, text: str, name: str = "feed.xml") -> Imported:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_source(str(path), source_name="test")


def test_an_entry_of_rss_is_an_article_with_its_whole_text(tmp_path: Path) -> None:
    found = read(tmp_path, RSS).items[0]
    assert isinstance(found, Article)
    assert (found.title, found.url) == ("Keeping & moving bees", "https://a.example/bees")
    assert (found.authors, found.topics) == (("Jo Doe",), ("Bees",))
    assert str(found.published_on) == "2026-03-02"
    assert found.blocks == (
        Paragraph(text="A hive asks for an hour a week, and for patience with it."),
    )


def test_a_teaser_is_cut_to_its_whole_sentences_or_refused(tmp_path: Path) -> None:
    imported = read(tmp_path, RSS)
    assert [item.title for item in imported.items] == ["Keeping & moving bees", "A teaser"]
    teaser = imported.items[1]
    assert isinstance(teaser, Article)
    assert (teaser.text, teaser.authors) == ("The first sentence is whole.", ())
    assert [r.row for r in imported.rejections] == [3]
    assert "'A teaser' (1 row)" in imported.remarks[0].message


def test_an_entry_of_atom_is_an_article(tmp_path: Path) -> None:
    (found,) = read(tmp_path, ATOM, "feed.atom").items
    assert isinstance(found, Article)
    assert (found.title, found.url) == ("Bees today", "https://a.example/bees")
    assert (str(found.published_on), str(found.updated_on)) == ("2026-03-01", "2026-03-05")
    assert (found.authors, found.topics) == (("Jo Doe",), ("Bees",))
    assert "A hive asks for an hour a week." in found.text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<urlset><url><loc>https://a.example</loc></url></urlset>", "got a sitemap"),
        ("<rss><channel><title>Hive</title></channel></rss>", "a feed with entries, found none"),
        (RSS.replace("</channel>", ""), "broken XML at line"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "no document type, got one"),
        ("<note><to>Jo</to></note>", "a column for the title, got to"),
    ],
    ids=["sitemap", "empty", "cut off", "document type", "other"],
)
def test_what_is_neither_feed_nor_catalogue_is_refused(
    tmp_path: Path, text: str, message: str
) -> None:
    with pytest.raises(SourceError, match=message):
        read(tmp_path, text)
