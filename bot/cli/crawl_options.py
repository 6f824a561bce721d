"""Options about which pages of a site are read."""

from collections.abc import Sequence
from typing import Annotated

import typer

from corpus.web.choice import PAGES_MAX, CrawlChoice

IncludeOption = Annotated[
    list[str] | None,
    typer.Option(
        "--include", help="Of a sitemap or feed, pages whose path is like /courses/*; kept."
    ),
]
ExcludeOption = Annotated[
    list[str] | None, typer.Option("--exclude", help="But not those that are like this; kept.")
]
HostOption = Annotated[
    list[str] | None, typer.Option("--host", help="Read pages of this other site too; kept.")
]
PagesMaxOption = Annotated[
    int | None,
    typer.Option("--pages-max", min=1, help=f"Pages that are read, {PAGES_MAX:,} at most; kept."),
]
WithPagesOption = Annotated[
    bool | None,
    typer.Option(
        "--with-pages/--without-pages", help="Of a feed, read the pages that it links to; kept."
    ),
]


def crawl_choice(
    include: Sequence[str] | None,
    exclude: Sequence[str] | None,
    hosts: Sequence[str] | None,
    pages_max: int | None,
    with_pages: bool | None,
) -> CrawlChoice:
    """What the options say; those that are not given leave what was chosen before."""
    return CrawlChoice(_some(include), _some(exclude), _some(hosts), pages_max, with_pages)


def _some(values: Sequence[str] | None) -> tuple[str, ...] | None:
    return tuple(values) if values else None
