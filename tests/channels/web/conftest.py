"""A served product, and a visitor who talks to it over HTTP."""

from collections.abc import Iterator

import httpx
import pytest

from bot.composition import Adviser
from tests.channels.web.serving import served
from tests.channels.web.visitor import WebVisitor


@pytest.fixture
def address(adviser: Adviser) -> Iterator[str]:
    """Where the product is served."""
    with served(adviser) as address:
        yield address


@pytest.fixture
def http(address: str) -> Iterator[httpx.Client]:
    """A client of the served product."""
    with httpx.Client(base_url=address, timeout=30) as client:
        yield client


@pytest.fixture
def visitor(http: httpx.Client) -> WebVisitor:
    """Somebody who has just opened the widget."""
    return WebVisitor(http)
