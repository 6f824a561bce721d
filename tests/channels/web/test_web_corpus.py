"""A content system says that sources changed: only with the token, only registered ones."""

from collections.abc import Iterable, Iterator

import httpx
import pytest

from bot.channels.web.app import create_app
from bot.composition import Adviser
from bot.settings import Settings
from tests.channels.web.serving import services_of, serving
from tests.channels.web.visitor import API, error_of

TOKEN = "a-token-of-the-content-system"
SOURCES = ("/data/courses.csv", "/data/articles")
BEARER = {"Authorization": f"Bearer {TOKEN}"}


class Desk:
    """Writes down what it is to look at."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def look_at(self, sources: Iterable[str]) -> None:
        self.seen += sources


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def listening(adviser: Adviser, desk: Desk) -> Iterator[httpx.Client]:
    settings = adviser.settings.model_copy(
        update={"sources": SOURCES, "corpus_token": TOKEN, "rate_limit_per_minute": 5}
    )
    services = services_of(Adviser(settings), corpus=desk)
    with serving(create_app(services)) as address, httpx.Client(base_url=address) as client:
        yield client


def test_all_registered_sources_are_looked_at_or_the_one_that_is_named(
    listening: httpx.Client, desk: Desk
) -> None:
    # A content system sends a body of its own, which is nothing to us.
    everything = listening.post(f"{API}/corpus/changed", headers=BEARER, content=b"{not json")
    assert everything.status_code == 202
    assert everything.json() == {"status": "accepted", "sources": list(SOURCES)}
    named = {"source": SOURCES[1]}
    assert listening.post(f"{API}/corpus/changed", params=named, headers=BEARER).is_success
    assert desk.seen == [*SOURCES, SOURCES[1]]


@pytest.mark.parametrize("bearer", [None, "Bearer -", f"Bearer {TOKEN}x", f"Basic {TOKEN}"])
def test_without_the_token_nothing_is_looked_at(
    bearer: str | None, listening: httpx.Client, desk: Desk
) -> None:
    headers = {"Authorization": bearer} if bearer else {}
    response = listening.post(f"{API}/corpus/changed", headers=headers)
    assert response.status_code == 401
    assert response.headers["www-authenticate"] == "Bearer"
    assert desk.seen == []


def test_a_source_that_is_not_registered_is_refused(listening: httpx.Client, desk: Desk) -> None:
    wanted = {"source": "/etc/passwd"}
    response = listening.post(f"{API}/corpus/changed", params=wanted, headers=BEARER)
    assert response.status_code == 404
    assert "ADVISER_SOURCES" in error_of(response)["message"]
    assert desk.seen == []


def test_guessing_is_slowed_down(listening: httpx.Client) -> None:
    guesses = [listening.post(f"{API}/corpus/changed").status_code for _ in range(8)]
    assert guesses[:5] == [401] * 5
    assert guesses[-1] == 429


def test_it_is_off_until_a_token_and_sources_are_set(adviser: Adviser) -> None:
    with serving(create_app(services_of(adviser))) as address:
        response = httpx.post(
            f"{address}{API}/corpus/changed", headers={"Authorization": "Bearer -"}
        )
    assert response.status_code == 404
    assert "ADVISER_CORPUS_TOKEN" in error_of(response)["message"]


def test_a_short_token_is_refused_as_a_setting() -> None:
    with pytest.raises(ValueError, match="corpus_token"):
        Settings(corpus_token="short")
