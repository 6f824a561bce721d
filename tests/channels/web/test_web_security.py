"""Who may read what, from which page, and what browsers are told to refuse."""

import json
import logging
import time
from collections.abc import Callable, Iterator

import httpx
import pytest

from bot.composition import Adviser
from bot.settings import Settings
from tests.channels.web.serving import served
from tests.channels.web.visitor import API, WebVisitor, error_of

OWN, SITE, STRANGER = "https://chat.example.org", "https://site.example", "https://evil.example"


@pytest.fixture
def guarded(adviser: Adviser) -> Iterator[httpx.Client]:
    """The product as it is set up for one site."""
    settings = Settings(
        home=adviser.settings.home, public_url=OWN + "/", allowed_origins=(SITE + "/",)
    )
    with (
        served(Adviser(settings)) as address,
        httpx.Client(base_url=address, timeout=30) as http,
    ):
        yield http


def test_only_the_right_token_opens_a_conversation_and_every_refusal_is_the_same(
    http: httpx.Client, visitor: WebVisitor
) -> None:
    other = WebVisitor(http)
    attempts: list[tuple[str, dict[str, str]]] = [
        (visitor.path, {}),
        (visitor.path, {"Authorization": f"Bearer {other.token}"}),
        (visitor.path, {"Authorization": f"Bearer {visitor.token}x"}),
        (visitor.path, {"Authorization": f"Basic {visitor.token}"}),
        (visitor.path, {"Authorization": "Bearer"}),
        (visitor.path, {"Cookie": f"token={visitor.token}"}),
        (f"{visitor.path}?token={visitor.token}", {}),
        (f"{API}/conversations/{'A' * 22}", visitor.bearer),
        (f"{API}/conversations/telegram:1", visitor.bearer),
        (f"{API}/conversations/%00", visitor.bearer),
        (f"{API}/conversations/{'a' * 5_000}", visitor.bearer),
    ]
    bodies = set()
    for path, headers in attempts:
        response = http.get(path, headers=headers)
        assert response.status_code == 401, path[:60]
        assert response.headers["www-authenticate"] == "Bearer"
        error = error_of(response)
        bodies.add((error["code"], error["message"]))
    assert len(bodies) == 1
    assert http.get(visitor.path, headers=visitor.bearer).status_code == 200


def test_every_route_of_a_conversation_asks_for_its_token(visitor: WebVisitor) -> None:
    for method, rest, body in (
        ("GET", "", None),
        ("DELETE", "", None),
        ("POST", "/messages", {"message_id": "m", "text": "a"}),
        ("POST", "/feedback", {"message_id": "greeting", "helpful": True}),
    ):
        response = visitor.http.request(method, visitor.path + rest, json=body)
        assert response.status_code == 401, (method, rest)
    assert len(visitor.transcript()) == 1


def test_tokens_are_never_alike_and_never_a_cookie(http: httpx.Client) -> None:
    started = [http.post(f"{API}/conversations") for _ in range(20)]
    assert len({response.json()["token"] for response in started}) == 20
    assert len({response.json()["id"] for response in started}) == 20
    assert not any("set-cookie" in response.headers for response in started)


@pytest.mark.parametrize("origin", [SITE, OWN])
def test_a_page_of_an_allowed_origin_may_talk_to_the_adviser(
    guarded: httpx.Client, origin: str
) -> None:
    asked = guarded.options(
        f"{API}/conversations",
        headers={
            "Origin": origin,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "authorization,content-type",
        },
    )
    assert asked.status_code == 204
    started = guarded.post(f"{API}/conversations", headers={"Origin": origin})
    for response in (asked, started):
        assert response.headers["access-control-allow-origin"] == origin
        assert "Origin" in response.headers["vary"]
        assert "access-control-allow-credentials" not in response.headers
    assert "x-request-id" in started.headers["access-control-expose-headers"].lower()


@pytest.mark.parametrize(
    "origin", [STRANGER, "null", SITE + ".evil.example", "http://site.example"]
)
def test_a_page_of_any_other_origin_may_not(guarded: httpx.Client, origin: str) -> None:
    asked = guarded.options(
        f"{API}/conversations",
        headers={"Origin": origin, "Access-Control-Request-Method": "POST"},
    )
    assert asked.status_code == 403
    assert "ADVISER_ALLOWED_ORIGINS" in error_of(asked)["message"]
    for response in (asked, guarded.post(f"{API}/conversations", headers={"Origin": origin})):
        assert "access-control-allow-origin" not in response.headers


def test_an_allowed_page_can_read_refusals_too(guarded: httpx.Client) -> None:
    response = guarded.get(f"{API}/conversations/{'A' * 22}", headers={"Origin": SITE})
    assert response.status_code == 401
    assert response.headers["access-control-allow-origin"] == SITE


@pytest.mark.parametrize(
    "path", ["/healthz", "/nowhere", "/openapi.json", "/metrics", f"{API}/newsletter/confirm/x"]
)
def test_every_response_tells_browsers_what_to_refuse(http: httpx.Client, path: str) -> None:
    headers = http.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert headers["cache-control"] == "no-store"
    assert "server" not in headers


def wait_until(is_so: Callable[[], bool], timeout_seconds: float = 10) -> None:
    until = time.monotonic() + timeout_seconds
    while not is_so() and time.monotonic() < until:
        time.sleep(0.01)


def test_logs_hold_events_and_nothing_that_visitors_or_tokens_are(
    http: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        visitor = WebVisitor(http)
        visitor.say("my secret dog sam@example.org")
        http.get(f"{visitor.path}?q=hidden", headers=visitor.bearer)
        http.post(f"{API}/newsletter/confirm/tok-tok-tok")
        http.get("/nowhere/hidden")
        # A request is logged once its answer is on the way, by the server's own thread.
        wait_until(lambda: sum(r.getMessage() == "request" for r in caplog.records) == 5)
    ours = [r for r in caplog.records if r.name.startswith(("adviser", "uvicorn"))]
    lines = [json.dumps(vars(record), default=str) for record in ours]
    for private in (visitor.token, visitor.id, "dog", "sam@", "hidden", "tok-tok", "127.0.0.1"):
        assert not any(private in line for line in lines), private
    requests = [vars(r) for r in ours if r.getMessage() == "request"]
    assert [(r["method"], r["route"], r["status"]) for r in requests] == [
        ("POST", "/api/v1/conversations", 201),
        ("POST", "/api/v1/conversations/{conversation_id}/messages", 200),
        ("GET", "/api/v1/conversations/{conversation_id}", 200),
        ("POST", "/api/v1/newsletter/confirm/{token}", 404),
        ("GET", "none", 404),
    ]
    assert all(r["milliseconds"] >= 0 and len(r["request_id"]) == 16 for r in requests)
