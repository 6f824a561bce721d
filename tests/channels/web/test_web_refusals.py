"""Bad requests of every kind get the one error body, quickly, and never a 500."""

import json
import logging
import socket
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import httpx
import pytest
from sqlalchemy import text as sql

from bot.channels.web.app import create_app
from bot.channels.web.services import Readiness
from bot.composition import Adviser
from bot.settings import Settings
from tests.channels.web.serving import served, services_of, serving
from tests.channels.web.visitor import API, WebVisitor, error_of

HOSTILE_TEXTS = {
    "emoji": "👩🏽‍🎓🎓 study? 🐕‍🦺",
    "right to left": "مرحبا \u202eabc\u202c שלום",
    "nul": "a\x00b",
    "only invisible": "\u200b\u200d\ufeff",
    "combining": "e" + "\u0301" * 3_000,
    "sql": "'; DROP TABLE turns; -- \" NEAR(* OR",
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "format": "{0} {reference} %s %(x)s ${jndi:ldap://x}",
    "blank": " \n\t ",
    "empty": "",
    "long word": "a" * 4_000,
    "dots": "." * 4_000,
    "brackets": "((((" * 1_000,
}


@pytest.mark.parametrize("text", HOSTILE_TEXTS.values(), ids=HOSTILE_TEXTS.keys())
def test_text_of_any_kind_gets_a_reply(visitor: WebVisitor, text: str) -> None:
    reply = visitor.say(text)
    assert reply["text"]
    assert "went wrong on our side" not in reply["text"]


@pytest.mark.parametrize("escapes", [r"\ud83d", r"\udc00 hello", r"a\ud800\u0000\udfffb"])
def test_half_a_character_gets_a_reply(visitor: WebVisitor, escapes: str) -> None:
    body = f'{{"message_id": "half", "text": "{escapes}"}}'
    response = visitor.send_raw(body.encode())
    assert response.status_code == 200, response.text
    assert "went wrong on our side" not in response.json()["text"]


def test_a_text_of_4000_characters_is_taken_and_one_more_is_told_the_limit(
    visitor: WebVisitor,
) -> None:
    assert visitor.send(text="😀" * 4_000).status_code == 200
    response = visitor.send(text="a" * 4_001)
    assert response.status_code == 413
    assert error_of(response)["code"] == "text_too_long"
    assert "4,000 characters" in error_of(response)["message"]
    assert len(visitor.transcript()) == 3


def test_a_text_of_100_kb_is_told_the_limit_of_a_body(visitor: WebVisitor) -> None:
    response = visitor.send(text="a" * 100_000)
    assert response.status_code == 413
    assert "65,536 bytes" in error_of(response)["message"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{", "could not read"),
        (b"", ""),
        (b"\xff\xfe", "UTF-8"),
        (b'{"message_id": "m", "text": "\xc3"}', "UTF-8"),
        (b"[" * 30_000, "nested"),
        (b'{"a":' * 12_000, "nested"),
        (b'{"message_id": "m", "text": NaN}', "NaN"),
        (b'{"message_id": "m", "text": -Infinity}', "-Infinity"),
        (b'{"message_id": "m", "text": "a", "text": "b"}', "twice"),
        (b'{"message_id": ' + b"9" * 60_000 + b"}", "too long"),
        (b'{"message_id": "m", "text": "a"} {}', "Extra data"),
        (b'{"message_id": "m", "text": "\x00"}', "control character"),
    ],
)
def test_a_body_that_is_not_json_is_refused_with_the_reason(
    visitor: WebVisitor, content: bytes, reason: str
) -> None:
    started = time.perf_counter()
    response = visitor.send_raw(content)
    assert response.status_code == (400 if content else 422)
    assert reason in error_of(response)["message"]
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ({"text": "a"}, "message_id: expected, and missing"),
        ({"message_id": "", "text": "a"}, "message_id: "),
        ({"message_id": "a b", "text": "a"}, "message_id: "),
        ({"message_id": "a\n", "text": "a"}, "message_id: "),
        ({"message_id": "a" * 81, "text": "a"}, "message_id: "),
        ({"message_id": 7, "text": "a"}, "message_id: "),
        ({"message_id": "m"}, "either text or choice_id"),
        ({"message_id": "m", "text": "a", "choice_id": "b"}, "either text or choice_id"),
        ({"message_id": "m", "text": None}, "either text or choice_id"),
        ({"message_id": "m", "text": ["a"]}, "text: "),
        ({"message_id": "m", "choice_id": "c" * 65}, "choice_id: "),
        ({"message_id": "m", "text": "a", "state": {}}, "a field that is not known"),
        ([], "a JSON object"),
        ("text", "a JSON object"),
    ],
)
def test_a_body_of_the_wrong_shape_is_told_which_field(
    visitor: WebVisitor, body: object, complaint: str
) -> None:
    response = visitor.send_raw(json.dumps(body).encode())
    assert response.status_code == 422
    assert complaint in error_of(response)["message"]


def test_a_refusal_repeats_nothing_of_what_was_sent(visitor: WebVisitor) -> None:
    body = {"message_id": "<b>m</b>", "<i>field</i>": "<u>value</u>"}
    response = visitor.send_raw(json.dumps(body).encode())
    assert response.status_code == 422
    assert "<" not in response.text


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_a_body_of_another_media_type_is_refused(visitor: WebVisitor, media_type: str) -> None:
    response = visitor.send_raw(b'{"message_id": "m", "text": "a"}', media_type)
    assert response.status_code == 415
    assert "application/json" in error_of(response)["message"]


def test_a_choice_that_was_never_offered_is_answered_in_words(visitor: WebVisitor) -> None:
    response = visitor.send(choice_id="no\x00such\u202e")
    assert response.status_code == 200
    assert response.json()["text"]


def test_ten_megabytes_are_refused_without_being_held_in_memory(visitor: WebVisitor) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(160):
            yield b" " * 65_536

    visitor.say("hello")
    headers = {**visitor.bearer, "Content-Type": "application/json"}
    tracemalloc.start()
    for _ in range(5):
        # The server may hang up while it is still being sent to.
        with suppress(httpx.WriteError):
            streamed = visitor.http.post(
                f"{visitor.path}/messages", content=chunks(), headers=headers
            )
            assert streamed.status_code == 413
    peak_bytes = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak_bytes < 5 * 1024 * 1024
    assert visitor.send_raw(b" " * 10_485_760).status_code == 413


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "not_found"),
        ("GET", "/api/v1/nowhere", 404, "not_found"),
        ("PUT", "/api/v1/conversations", 405, "method_not_allowed"),
        ("GET", "/api/v1/conversations", 405, "method_not_allowed"),
        ("DELETE", "/healthz", 405, "method_not_allowed"),
        ("GET", "/docs", 404, "not_found"),
        ("POST", "/api/v1/telegram/webhook", 404, "not_found"),
        ("POST", "/telegram/webhook", 404, "not_found"),
    ],
)
def test_the_framework_s_own_refusals_have_the_one_body(
    http: httpx.Client, method: str, path: str, status: int, code: str
) -> None:
    response = http.request(method, path)
    assert response.status_code == status
    assert error_of(response)["code"] == code
    if status == 405:
        assert response.headers["allow"]


def test_every_response_has_an_id_of_our_own_making(http: httpx.Client) -> None:
    hostile = {"X-Request-ID": "<script>"}
    ids = {http.get("/healthz", headers=hostile).headers["x-request-id"] for _ in range(3)}
    assert len(ids) == 3
    assert all(len(one) == 16 and int(one, 16) >= 0 for one in ids)


def test_a_failure_on_our_side_says_no_more_than_its_id(
    adviser: Adviser, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> Readiness:
        raise RuntimeError("a detail that is nobody's business")

    app = create_app(replace(services_of(adviser), readiness=fail))
    with serving(app) as address, caplog.at_level(logging.INFO, "adviser"):
        response = httpx.get(f"{address}/readyz")
    assert response.status_code == 500
    error = error_of(response)
    assert error["code"] == "internal"
    assert "nobody" not in response.text
    failed = [r for r in caplog.records if r.getMessage() == "request_failed"]
    assert [vars(record)["request_id"] for record in failed] == [error["request_id"]]


def test_a_locked_database_is_waited_for_and_then_reported_as_busy(
    visitor: WebVisitor, adviser: Adviser
) -> None:
    with adviser.database.connect() as other:
        other.execute(sql("INSERT INTO suppressions (email_hash, at) VALUES ('x', '2026-01-01')"))
        response = visitor.http.get(visitor.path, headers=visitor.bearer)
        other.rollback()
    assert response.status_code == 503
    assert response.headers["retry-after"] == "2"
    assert error_of(response)["code"] == "unavailable"
    assert visitor.send(text="hello").status_code == 200


def test_too_many_requests_are_told_when_to_come_back(adviser: Adviser) -> None:
    settings = Settings(home=adviser.settings.home, rate_limit_per_minute=3)
    with (
        served(Adviser(settings)) as address,
        httpx.Client(base_url=address, timeout=30) as http,
    ):
        visitor = WebVisitor(http)
        headers = {**visitor.bearer, "X-Forwarded-For": "203.0.113.7", "Forwarded": "for=1.1.1.1"}
        statuses = [http.get(visitor.path, headers=headers).status_code for _ in range(4)]
        assert statuses == [200, 200, 429, 429]
        response = http.post(f"{API}/conversations")
        assert response.status_code == 429
        assert 1 <= int(response.headers["retry-after"]) <= 20
        assert "3 requests a minute" in error_of(response)["message"]
        assert http.get("/healthz").status_code == 200


def test_bytes_that_are_not_http_are_refused_and_the_next_visitor_is_served(
    address: str, http: httpx.Client
) -> None:
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as raw:
        raw.sendall(b"\x16\x03\x01 this is no request\r\n\r\n")
        assert raw.recv(1_000).startswith(b"HTTP/1.1 400")
    assert http.get("/healthz").status_code == 200
