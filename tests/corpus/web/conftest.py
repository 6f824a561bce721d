"""A site, and whoever fetches from it."""

from collections.abc import Iterator

import pytest

from tests.corpus.web.site import Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as found:
        yield found
