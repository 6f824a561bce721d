"""Front matter and blocks to an Article."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath

from corpus.errors import SourceError
from corpus.importers.addresses import web_address
from corpus.importers.amounts import parse_date
from corpus.importers.gathering import Gathering
from corpus.importers.identity import article_key
from corpus.importers.plain import as_text, as_texts, plain_line
from corpus.importers.values import parse_boolean
from corpus.models import Article, Block, Heading

FIELDS = frozenset(
    {
        "id", "title", "url", "updated_on", "checked_on", "is_sample", "authors", "published_on",
        "topics", "questions",
    }
)  # fmt: skip
# Other names for a field, and what is known and needed nowhere.
_SYNONYMS = {
    "author": "authors", "date": "published_on", "published": "published_on",
    "updated": "updated_on", "link": "url", "tags": "topics", "faq": "questions",
}  # fmt: skip
_UNUSED = frozenset({"blocks", "kind", "source", "sources", "source_note", "text"})


def take_article(
    gathering: Gathering,
    raw: Mapping[str, object],
    blocks: Sequence[Block],
    *,
    file: str,
    row: int | None = None,
) -> None:
    """Add an article. Its title is the stated one, else the first heading, else the file's name.

    Raises SourceError if there is no text.
    """
    reader = _Fields(_named(raw, gathering, file), gathering, file)
    first = blocks[0] if blocks and isinstance(blocks[0], Heading) else None
    title = reader.line("title") or (first.text if first else "") or _name_of(file)
    if first and (first.text.casefold() == title.casefold()):
        blocks = blocks[1:]
    if not any(not isinstance(block, Heading) for block in blocks):
        raise SourceError(
            file, "expected an article, found no paragraph; check what the page holds"
        )
    url = reader.url()
    # A row's number changes when one is added above it; its title is the steadier name.
    key = article_key(reader.line("id"), url or "", file if row is None else title)
    gathering.take(
        "article",
        key,
        lambda new_id: reader.article(new_id, title, url, tuple(blocks)),
        file=file,
        row=row,
    )


class _Fields:
    """An article's fields, read one by one; what cannot be read becomes a remark."""

    def __init__(self, raw: Mapping[str, object], gathering: Gathering, file: str) -> None:
        self._raw = raw
        self._gathering = gathering
        self._file = file

    def line(self, field: str) -> str:
        return plain_line(as_text(self._raw.get(field)))

    def article(
        self, new_id: str, title: str, url: str | None, blocks: tuple[Block, ...]
    ) -> Article:
        return Article(
            id=new_id,
            source=self._gathering.source,
            title=title,
            url=url,
            updated_on=self._date("updated_on"),
            checked_on=self._date("checked_on"),
            is_sample=parse_boolean(self.line("is_sample")) or False,
            authors=as_texts(self._raw.get("authors")),
            published_on=self._date("published_on"),
            topics=as_texts(self._raw.get("topics")),
            questions=as_texts(self._raw.get("questions")),
            blocks=blocks,
        )

    def url(self) -> str | None:
        text = self.line("url")
        url = web_address(text)
        if text and url is None:
            self._gathering.remark(
                self._file, "url: {values}: not an address that begins with http; left out", text
            )
        return url

    def _date(self, field: str) -> date | None:
        text = self.line(field)
        day = parse_date(text)
        if text and day is None:
            self._gathering.remark(
                self._file, f"{field}: {{values}}: not a date such as 2026-11-24; left out", text
            )
        return day


def _named(raw: Mapping[str, object], gathering: Gathering, file: str) -> dict[str, object]:
    """The fields under their own names; those that there are not become a remark."""
    named: dict[str, object] = {}
    for name, value in raw.items():
        field = _SYNONYMS.get(name, name)
        if field in FIELDS:
            named.setdefault(field, value)
        elif field not in _UNUSED:
            gathering.remark(file, "fields not used: {values}", name)
    return named


def _name_of(file: str) -> str:
    words = PurePosixPath(file).stem.replace("-", " ").replace("_", " ").split()
    name = " ".join(words) or "article"
    return name[0].upper() + name[1:]
