"""Newsletter sign-up over HTTP, and the pages behind the links in our mail."""

import json
import re
from collections.abc import Callable
from urllib.parse import urlsplit

import httpx
import pytest

from bot.composition import Adviser
from tests.channels.web.outbox import link_in, outbox
from tests.channels.web.visitor import API, error_of

ADDRESS = "sam@example.org"


@pytest.fixture
def sign_up(http: httpx.Client) -> Callable[..., httpx.Response]:
    """Signs an address up as a page would that showed the consent."""
    shown = http.get(f"{API}/newsletter").json()

    def post(address: str = ADDRESS, **changes: object) -> httpx.Response:
        body = {
            "email": address,
            "consent": True,
            "consent_version": shown["consent_version"],
            **changes,
        }
        # Escaped to ASCII, so that half a surrogate pair can be sent.
        return http.post(
            f"{API}/newsletter",
            content=json.dumps(body),
            headers={"Content-Type": "application/json"},
        )

    return post


def statuses(adviser: Adviser) -> list[str]:
    return [subscriber.status for subscriber in adviser.newsletter.subscribers()]


def test_the_consent_that_a_page_has_to_show_can_be_fetched(
    http: httpx.Client, adviser: Adviser
) -> None:
    wording = adviser.site.wording
    assert http.get(f"{API}/newsletter").json() == {
        "consent_version": wording.consent_version,
        "consent_text": wording.consent_text,
    }


def test_a_sign_up_is_confirmed_by_the_button_behind_the_link_in_the_mail(
    http: httpx.Client, adviser: Adviser, sign_up: Callable[..., httpx.Response]
) -> None:
    response = sign_up()
    assert response.status_code == 202
    path = link_in(outbox(adviser, 1)[0], "confirm")
    page = http.get(path)
    assert page.status_code == 200
    assert '<form method="post"><button>' in page.text
    assert statuses(adviser) == ["pending"]
    done = http.post(path)
    assert done.status_code == 200
    assert heading_of(done) == "You're signed up"
    assert statuses(adviser) == ["confirmed"]


def heading_of(page: httpx.Response) -> str:
    found = re.search("<h1>(.*?)</h1>", page.text)
    assert found, page.text
    return found.group(1).replace("&#x27;", "'")


def test_known_and_unknown_addresses_get_the_same_answer_and_one_mail(
    http: httpx.Client, adviser: Adviser, sign_up: Callable[..., httpx.Response]
) -> None:
    first = sign_up()
    http.post(link_in(outbox(adviser, 1)[0], "confirm"))
    again = [sign_up() for _ in range(10)]
    other = sign_up("kim@example.org")
    assert {(r.status_code, r.text) for r in (first, *again, other)} == {(202, first.text)}
    assert {m["To"] for m in outbox(adviser, 2)} == {ADDRESS, "kim@example.org"}


def test_following_the_unsubscribe_link_changes_nothing_until_the_button_is_pressed(
    http: httpx.Client, adviser: Adviser, sign_up: Callable[..., httpx.Response]
) -> None:
    sign_up()
    message = outbox(adviser, 1)[0]
    http.post(link_in(message, "confirm"))
    path = urlsplit(message["List-Unsubscribe"].strip("<>")).path
    assert http.get(path).status_code == 200
    assert statuses(adviser) == ["confirmed"]
    one_click = {"List-Unsubscribe": "One-Click"}
    assert http.post(path, data=one_click).status_code == 200
    assert statuses(adviser) == ["unsubscribed"]
    assert http.post(path, data=one_click).status_code == 200


def test_a_program_that_takes_only_json_gets_json(
    http: httpx.Client, adviser: Adviser, sign_up: Callable[..., httpx.Response]
) -> None:
    sign_up()
    path = link_in(outbox(adviser, 1)[0], "confirm")
    accept = {"Accept": "application/json"}
    assert http.post(path, headers=accept).json() == {"outcome": "confirmed"}
    used = http.post(path, headers=accept)
    assert used.status_code == 404
    assert error_of(used)["code"] == "invalid_link"


@pytest.mark.parametrize("action", ["confirm", "unsubscribe"])
@pytest.mark.parametrize("token", ["x", "a.b.c", "%00", "%3Cscript%3E", "é", "t" * 5_000])
def test_a_link_that_is_not_ours_is_met_by_a_page_that_does_not_repeat_it(
    http: httpx.Client, action: str, token: str
) -> None:
    pages = [http.get(f"{API}/newsletter/{action}/{token}")]
    pages.append(http.post(f"{API}/newsletter/{action}/{token}"))
    assert [page.status_code for page in pages] == [200, 404]
    assert heading_of(pages[1]) == "This link doesn't work"
    for page in pages:
        assert "script" not in page.text
        assert "tttt" not in page.text


def test_a_tampered_link_does_nothing(
    http: httpx.Client, adviser: Adviser, sign_up: Callable[..., httpx.Response]
) -> None:
    sign_up()
    path = link_in(outbox(adviser, 1)[0], "confirm")
    changed = path[:-1] + ("A" if path[-1] != "A" else "B")
    swapped = path.replace("/confirm/", "/unsubscribe/")
    assert [http.post(p).status_code for p in (changed, swapped)] == [404, 404]
    assert statuses(adviser) == ["pending"]


NO_ADDRESSES = [
    "sam",
    "sam@",
    "a@b.c\r\nBcc: x@example.org",
    "",
    "a" * 400 + "@b.org",
    "\ud800@b.org",
]


@pytest.mark.parametrize("text", NO_ADDRESSES, ids=range(len(NO_ADDRESSES)))
def test_what_is_no_address_is_refused_with_the_reason(
    adviser: Adviser, sign_up: Callable[..., httpx.Response], text: str
) -> None:
    response = sign_up(text)
    assert response.status_code == 422
    assert error_of(response)["code"] == "invalid"
    assert statuses(adviser) == []


@pytest.mark.parametrize("consent", [False, None, 1, "true", "yes", []])
def test_without_consent_nothing_is_kept(
    adviser: Adviser, sign_up: Callable[..., httpx.Response], consent: object
) -> None:
    response = sign_up(consent=consent)
    assert response.status_code == 422
    assert "consent: " in error_of(response)["message"]
    assert statuses(adviser) == []


def test_consent_to_words_that_have_changed_since_is_refused(
    adviser: Adviser, sign_up: Callable[..., httpx.Response]
) -> None:
    assert sign_up(consent_version="1999-01").status_code == 422
    assert statuses(adviser) == []


def test_the_pages_allow_no_script_no_frame_and_no_other_form_target(http: httpx.Client) -> None:
    page = http.get(f"{API}/newsletter/confirm/x")
    policy = page.headers["content-security-policy"].split("; ")
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self'" in policy
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert '<html lang="en-AU">' in page.text
    assert http.get("/pages.css").headers["content-type"].startswith("text/css")
