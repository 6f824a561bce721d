"""Exports of WordPress sites."""

from datetime import date
from pathlib import Path

import pytest

from corpus.errors import SourceError
from corpus.importers.read import Imported, read_source
from corpus.models import Article, Heading, ItemList, Paragraph

BEES = "A hive asks for an hour a week in summer and for almost nothing in winter."
GOATS = "Goats need company, so nobody who knows them keeps one alone on a farm."
HEAD = """\
<?xml version="1.0" encoding="UTF-8" ?>
<!-- generator="WordPress/6.6" -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="{namespace}">
<channel><title>Hive and Home</title><wp:wxr_version>1.2</wp:wxr_version>
<wp:author><wp:author_login>jdoe</wp:author_login>
<wp:author_display_name><![CDATA[Jo Doe]]></wp:author_display_name></wp:author>
"""
NAMESPACE = "http://wordpress.org/export/1.2/"


def entry(content: str, title: str = "Keeping Bees", **changes: str) -> str:
    fields = {
        "post_date": "2024-03-01 08:00:00",
        "post_modified": "2024-05-02 09:30:00",
        "status": "publish",
        "post_type": "post",
        "post_password": "",
    } | changes
    wordpress = "".join(f"<wp:{name}>{value}</wp:{name}>" for name, value in fields.items())
    slug = title.lower().replace(" ", "-")
    return (
        f"<item><title><![CDATA[{title}]]></title><link>https://example.edu.au/{slug}/</link>"
        f"<dc:creator><![CDATA[jdoe]]></dc:creator>"
        f"<content:encoded><![CDATA[{content}]]></content:encoded>"
        f"<excerpt:encoded><![CDATA[Another text.]]></excerpt:encoded>{wordpress}"
        '<category domain="category" nicename="x"><![CDATA[Uncategorised]]></category>'
        '<category domain="post_tag" nicename="bees"><![CDATA[Bees]]></category>'
        '<category domain="post_format" nicename="aside"><![CDATA[Aside]]></category></item>'
    )


def export(*entries: str, namespace: str = NAMESPACE) -> str:
    return HEAD.format(namespace=namespace) + "\n".join(entries) + "</channel></rss>\n"


def read(folder: Path, text: str, format_name: str | None = None) -> Imported:
    path = folder / "site.xml"
    path.write_text(text, encoding="utf-8")
    return read_source(str(path), source_name="test", format=format_name)


def blocks_of(folder: Path, content: str) -> tuple[object, ...]:
    (found,) = read(folder, export(entry(content))).items
    assert isinstance(found, Article)
    return found.blocks


@pytest.mark.parametrize("namespace", [NAMESPACE, "https://wordpress.org/export/1.1/"])
def test_a_published_post_becomes_an_article_with_what_the_site_says(
    tmp_path: Path, namespace: str
) -> None:
    (found,) = read(tmp_path, export(entry(f"<p>{BEES}</p>"), namespace=namespace)).items
    assert isinstance(found, Article)
    assert (found.title, found.url) == ("Keeping Bees", "https://example.edu.au/keeping-bees/")
    assert found.id.startswith("keeping-bees-")
    assert found.authors == ("Jo Doe",)
    assert (found.published_on, found.updated_on) == (date(2024, 3, 1), date(2024, 5, 2))
    assert found.topics == ("Bees",)
    assert found.blocks == (Paragraph(text=BEES),)


def test_what_the_public_cannot_read_is_left_out_and_counted(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        export(
            entry(f"<p>{BEES}</p>"),
            entry("<p>Draft.</p>", "A draft", status="draft", post_date="0000-00-00 00:00:00"),
            entry("<p>Private.</p>", "For us", status="private"),
            entry("<p>Secret.</p>", "For members", post_password="open sesame"),
            entry("", "bee.jpg", post_type="attachment", status="inherit"),
            entry("", "wasp.jpg", post_type="attachment", status="inherit"),
        ),
    )
    assert [item.title for item in imported.items] == ["Keeping Bees"]
    (remark,) = imported.remarks
    assert remark.message == (
        "left out, not a published post or page: 'attachment' (2 rows), 'post, draft' (1 row), "
        "'post, password' (1 row), 'post, private' (1 row)"
    )


def test_a_post_without_text_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    imported = read(
        tmp_path,
        export(entry("[gallery]", "Pictures"), entry(f"<p>{GOATS}</p>", "Goats", post_type="page")),
    )
    assert [item.title for item in imported.items] == ["Goats"]
    (rejection,) = imported.rejections
    assert rejection.row == 1
    assert rejection.message.startswith("expected an article, found no paragraph")


def test_blank_lines_make_paragraphs_and_blocks_stay_blocks(tmp_path: Path) -> None:
    content = f"{BEES}\n\n{GOATS}\n<h2>What it takes</h2>\nMost people begin with:\n<ul>\n\n" + (
        "<li>A veil</li>\n\n<li>A smoker</li>\n</ul>\nThe rest can wait for a year or two."
    )
    assert blocks_of(tmp_path, content) == (
        Paragraph(text=BEES),
        Paragraph(text=GOATS),
        Heading(level=2, text="What it takes"),
        Paragraph(text="Most people begin with:"),
        ItemList(items=("A veil", "A smoker")),
        Paragraph(text="The rest can wait for a year or two."),
    )


def test_marks_of_the_editor_and_shortcodes_go_and_their_text_stays(tmp_path: Path) -> None:
    content = (
        f'<!-- wp:paragraph {{"align":"left"}} -->\n<p>{BEES}</p>\n<!-- /wp:paragraph -->\n'
        f'[row][column width="1/2"]{GOATS} [sic][/column][/row]\n\n[embed https://a.example/b]\n\n'
        "https://video.example.com/watch\n\n[gallery ids='1,2']"
    )
    assert blocks_of(tmp_path, content) == (
        Paragraph(text=BEES),
        Paragraph(text=f"{GOATS} [sic]"),
    )


def test_characters_that_xml_forbids_do_not_lose_the_export(tmp_path: Path) -> None:
    assert blocks_of(tmp_path, f"<p>{BEES}\x0b\x02</p>") == (Paragraph(text=BEES),)


def test_a_document_type_is_refused_before_its_entities_grow(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "bees"><!ENTITY b "&a;&a;&a;&a;">]>\n'
    text = export(entry(f"<p>{BEES}</p>").replace("Keeping", "]]>&b;<![CDATA["))
    with pytest.raises(SourceError, match="no document type, got one"):
        read(tmp_path, text.replace("<rss", bomb + "<rss", 1))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "<urlset><url/></urlset>",
            "expected a WordPress export .*got XML that opens with 'urlset",
        ),
        ("<rss><channel><title>Feed</title></channel></rss>", "expected a WordPress export"),
        (export(entry(BEES)).replace("</channel>", ""), "broken XML at line 9; export"),
        (export(entry(BEES, status="draft")), "expected published posts or pages, found none"),
    ],
    ids=["a sitemap", "a feed", "cut off", "drafts alone"],
)
def test_what_is_no_export_is_refused_with_what_to_do(
    tmp_path: Path, text: str, message: str
) -> None:
    with pytest.raises(SourceError, match=message):
        read(tmp_path, text, "wordpress")
