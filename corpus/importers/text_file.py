"""Pages and articles that were saved as text: the article without what a site puts around it."""

import re

from corpus.errors import SourceError
from corpus.importers.articles import take_article
from corpus.importers.columns import ColumnChoice
from corpus.importers.files import SourceFile
from corpus.importers.gathering import Gathering
from corpus.importers.html_file import import_html
from corpus.importers.page_article import article_blocks
from corpus.importers.page_credits import Credits, read_credits
from corpus.importers.page_lines import page_lines
from corpus.importers.page_outline import Outline, outline
from corpus.importers.page_roles import Role

_HTML = re.compile(r"\s*(?:<!doctype html|<html[\s>])", re.IGNORECASE)


def import_text(file: SourceFile, gathering: Gathering, choice: ColumnChoice) -> None:
    """Add the article of a text file. Raises SourceError if it has no sentence."""
    if _HTML.match(file.text):
        import_html(file, gathering, choice)
        return
    page = outline(page_lines(file.text))
    stated = _credits(page)
    blocks = tuple(article_blocks(page, stated.authors))
    if not blocks:
        raise SourceError(file.name, "expected an article, found no sentence; check the text")
    raw = {
        "title": None if page.title is None else page.lines[page.title].text,
        "authors": stated.authors,
        "published_on": stated.published_on,
        "updated_on": stated.updated_on,
    }
    take_article(gathering, raw, blocks, file=file.name)


def _credits(page: Outline) -> Credits:
    """Those of the article: what closes it may name the authors of others."""
    closing = (n for n in range(page.first, len(page.roles)) if page.roles[n] is Role.CLOSING)
    texts = [line.text for line in page.lines[: next(closing, None)]]
    return read_credits(texts, texts[0 if page.title is None else page.title + 1 : page.first])
