"""Staff's page of insights: only with the token, which stays in no address and in no log."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from bot.channels.web.app import create_app
from bot.channels.web.staff import COOKIE, SESSION_HOURS
from bot.composition import Adviser
from bot.settings import Settings
from tests.channels.web.serving import Clock, services_of, serving
from tests.channels.web.visitor import WebVisitor, error_of

TOKEN = "a-token-of-the-staff"
PAGE = "/staff/insights"
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
INJECTED = "<script>alert(1)</script> trampoline & <b>juggling</b> on campus"


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW)


@pytest.fixture
def product(adviser: Adviser, clock: Clock) -> Adviser:
    settings = adviser.settings.model_copy(update={"insights_token": TOKEN})
    return Adviser(settings, clock)


@pytest.fixture
def http(product: Adviser) -> Iterator[httpx.Client]:
    app = create_app(services_of(product))
    with serving(app) as address, httpx.Client(base_url=address, timeout=60) as client:
        yield client


def sign_in(http: httpx.Client, token: str = TOKEN, **headers: str) -> httpx.Response:
    return http.post(PAGE, data={"token": token}, headers=headers)


def test_without_a_token_set_there_is_no_such_address(adviser: Adviser) -> None:
    with (
        serving(create_app(services_of(adviser))) as address,
        httpx.Client(base_url=address) as http,
    ):
        nowhere = http.get("/nowhere")
        bearer = {"Authorization": "Bearer -"}
        for response in (http.get(PAGE), http.get(PAGE, headers=bearer), sign_in(http, "")):
            assert response.status_code == 404
            assert error_of(response)["message"] == error_of(nowhere)["message"]


def test_who_is_not_signed_in_sees_the_form_and_nothing_else(http: httpx.Client) -> None:
    response = http.get(PAGE)
    assert response.status_code == 401
    assert 'type="password"' in response.text
    assert "Questions by topic" not in response.text
    assert response.headers["cache-control"] == "no-store"


def test_the_token_opens_the_page_and_stands_in_no_address_cookie_or_log(
    http: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = sign_in(http)
        assert (answer.status_code, answer.headers["location"]) == (303, PAGE)
        page = http.get(PAGE)
    cookie = answer.headers["set-cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=strict", "Path=/staff"))
    assert TOKEN not in cookie
    assert page.status_code == 200
    assert "Nothing asked yet" in page.text
    assert TOKEN not in page.text
    assert TOKEN not in caplog.text


def test_a_script_opens_it_by_bearer(http: httpx.Client) -> None:
    assert http.get(PAGE, headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert http.get(PAGE, headers={"Authorization": f"Bearer {TOKEN}x"}).status_code == 401


@pytest.mark.parametrize("token", ["", "x", TOKEN + "x", TOKEN[:-1], "\u2603"])
def test_another_token_opens_nothing(token: str, http: httpx.Client) -> None:
    answer = sign_in(http, token)
    assert answer.status_code == 401
    assert "That is not the token" in answer.text
    assert "set-cookie" not in answer.headers
    assert http.get(PAGE).status_code == 401


def test_a_cookie_that_was_made_up_changed_or_ran_out_opens_nothing(
    http: httpx.Client, clock: Clock
) -> None:
    sign_in(http)
    seconds, signature = http.cookies[COOKIE].split(".")
    later = str(int(seconds) + 3600)
    for made_up in (
        f"{later}.{signature}",
        f"{seconds}.",
        f"{seconds}.{'0' * 64}",
        "",
        "x.y",
        "0.",
    ):
        cookie = {"Cookie": f"{COOKIE}={made_up}"}
        with httpx.Client(base_url=http.base_url, timeout=60) as other:
            assert other.get(PAGE, headers=cookie).status_code == 401, made_up
    clock.now = NOW + timedelta(hours=SESSION_HOURS, seconds=1)
    assert http.get(PAGE).status_code == 401


def test_a_new_token_ends_every_session(http: httpx.Client, product: Adviser) -> None:
    sign_in(http)
    changed = product.settings.model_copy(update={"insights_token": TOKEN + "-2"})
    services = replace(services_of(product), settings=changed)
    cookie = {"Cookie": f"{COOKIE}={http.cookies[COOKIE]}"}
    with serving(create_app(services)) as address:
        assert httpx.get(address + PAGE, headers=cookie, timeout=60).status_code == 401


def test_guessing_is_slowed_down(http: httpx.Client) -> None:
    guesses = [sign_in(http, f"guess-{n}").status_code for n in range(8)]
    assert guesses[:6] == [401] * 6
    assert guesses[-1] == 429
    assert sign_in(http).status_code == 429, "also the right one, or guessing would show it"


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}],
)
def test_a_form_on_another_site_signs_nobody_in(
    headers: dict[str, str], http: httpx.Client
) -> None:
    assert sign_in(http, **headers).status_code == 403


def test_signing_out_closes_the_page(http: httpx.Client) -> None:
    sign_in(http)
    assert http.post("/staff/sign-out").status_code == 303
    assert http.get(PAGE).status_code == 401


def test_what_visitors_wrote_is_shown_as_text(http: httpx.Client, product: Adviser) -> None:
    for text in (INJECTED, "Is there parking on campus?", "nursing weekend classes in Tasmania"):
        WebVisitor(http).say(text)
    product.recorder.drain()
    sign_in(http)
    page = http.get(PAGE)
    assert "Is there parking on campus?" in page.text
    assert "Nursing · weekend classes · TAS" in page.text
    assert "&lt;b&gt;juggling&lt;/b&gt;" in page.text
    assert "<b>" not in page.text
    assert "<script" not in page.text
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "style=" not in page.text


def test_a_time_that_is_none_is_refused(http: httpx.Client) -> None:
    sign_in(http)
    response = http.get(PAGE, params={"since": "last week"})
    assert response.status_code == 422
    assert "expected a date" in error_of(response)["message"]


def test_a_short_token_is_refused_as_a_setting() -> None:
    with pytest.raises(ValueError, match="insights_token"):
        Settings(insights_token="short")
