"""Posts and pages as WordPress's interface gives them (/wp-json/wp/v2/posts)."""

from collections.abc import Mapping

from corpus.errors import SourceError
from corpus.importers.articles import take_article
from corpus.importers.gathering import Gathering
from corpus.importers.html_file import content_blocks
from corpus.importers.plain import as_text
from corpus.importers.wordpress_content import as_html


def take_post(fields: Mapping[str, object], gathering: Gathering, *, file: str, row: int) -> None:
    """Add a published post or page; one that is not published is left out and counted."""
    status = as_text(fields.get("status")) or "publish"
    if status != "publish":
        gathering.remark(file, "left out, not a published post or page: {values}", status)
        return
    published, updated = (as_text(fields.get(name))[:10] for name in ("date", "modified"))
    raw = {
        "title": _rendered(fields, "title"),
        "url": as_text(fields.get("link")),
        "published_on": published,
        "updated_on": None if updated == published else updated,
    }
    try:
        blocks = content_blocks(as_html(_rendered(fields, "content")))
        take_article(gathering, raw, blocks, file=file, row=row)
    except SourceError as error:
        text = f"{raw['title']} {raw['url']}"
        gathering.reject(file, row, error.problem, text=text)


def _rendered(fields: Mapping[str, object], name: str) -> str:
    value = fields.get(name)
    return as_text(value.get("rendered") if isinstance(value, dict) else value)
