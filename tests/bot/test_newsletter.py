"""Newsletter sign-up: consent on record, one mail to confirm it, links, ending, being forgotten."""

import pytest

from bot.errors import InvalidAddress, OutdatedConsent
from bot.newsletter import ConsentText
from tests.bot.newsletter_desk import CONSENT, Desk, token_in
from tests.doubles.mail_server import MailServer


def test_a_request_is_kept_with_its_time_source_and_the_words_that_were_agreed_to(
    desk: Desk,
) -> None:
    desk.ask("Sam@Example.org")
    (consent,) = desk.only.consents
    assert (desk.only.email, desk.only.status) == ("Sam@example.org", "pending")
    assert (consent.event, consent.at, consent.source) == ("requested", desk.clock.now, "web")
    assert (consent.text_version, consent.text_hash) == (CONSENT.version, CONSENT.sha256)
    # `printf "I'd like to get the newsletter." | sha256sum`
    assert CONSENT.sha256 == "29ffe1fc90a18424620cdce2b22220903314ccfd125ba7e3a4a69c3f5ec41cc1"


def test_consent_to_words_that_have_changed_since_is_refused_and_leaves_nothing(
    desk: Desk,
) -> None:
    with pytest.raises(OutdatedConsent, match="version 2026-11"):
        desk.newsletter.request("sam@example.org", consent_version="2025-01", source="web")
    assert desk.newsletter.subscribers() == ()


NO_ADDRESSES = {
    "nothing": "",
    "no at sign": "sam",
    "no domain": "sam@",
    "another header": "a@b.org\r\nBcc: eve@example.org",
    "a line break at the end": "sam@example.org\n",
    "two addresses": "sam@example.org,eve@example.org",
    "a display name": "Sam <sam@example.org>",
    "a quoted name": '"sam smith"@example.org',
    "this machine": "sam@localhost",
    "an IP number": "sam@[127.0.0.1]",
    "a name that few mail servers take": "zoë@example.org",
    "too long": "a" * 255 + "@example.org",
    "a lone surrogate": "sam\ud800@example.org",
    "NUL": "sam\0@example.org",
}


@pytest.mark.parametrize("address", NO_ADDRESSES.values(), ids=NO_ADDRESSES)
def test_what_is_no_address_is_refused_and_leaves_nothing(desk: Desk, address: str) -> None:
    with pytest.raises(InvalidAddress, match="expected a mail address such as"):
        desk.ask(address)
    assert desk.newsletter.subscribers() == ()


async def test_the_mail_names_the_sender_and_how_to_reach_them_and_promotes_nothing(
    desk: Desk, server: MailServer
) -> None:
    desk.ask()
    assert await desk.newsletter.send_due_mail() == 1
    (message,) = server.messages
    assert (message["To"], message["Date"]) == (
        "sam@example.org",
        "Tue, 24 Nov 2026 09:00:00 +0000",
    )
    assert message["Message-ID"].endswith("@example.org>")
    words = message.get_content()
    assert "Course Adviser <adviser@example.org>" in words
    assert "02 9999 0000" in words
    assert words.count("http") == 2


async def test_a_mail_program_finds_the_link_that_unsubscribes_in_one_click(
    desk: Desk, server: MailServer
) -> None:
    message = await desk.subscribe()
    link = message["List-Unsubscribe"]
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"List-Unsubscribe: {link}\r\n".encode() in (server.taken[0].content or b"")
    token = link.strip("<>").rpartition("/")[2]
    assert desk.newsletter.unsubscribe(token) == "unsubscribed"
    assert desk.only.status == "unsubscribed"


async def test_an_address_in_another_script_gets_its_mail_and_is_one_address(desk: Desk) -> None:
    desk.ask("sam@bücher.example.org")
    desk.ask("sam@xn--bcher-kva.example.org")
    await desk.newsletter.send_due_mail()
    assert desk.only.email == "sam@bücher.example.org"
    assert desk.recipients == ["sam@xn--bcher-kva.example.org"]


async def test_a_hundred_requests_for_one_address_get_it_one_mail(desk: Desk) -> None:
    for number in range(100):
        desk.ask("Sam@Example.org" if number % 2 else "sam@example.ORG")
        await desk.newsletter.send_due_mail()
    assert len(desk.recipients) == 1
    assert desk.events == ["requested"]


async def test_another_mail_goes_out_a_day_later_and_ends_the_earlier_link(
    desk: Desk, server: MailServer
) -> None:
    desk.ask()
    await desk.newsletter.send_due_mail()
    desk.clock.turn(hours=23, minutes=59)
    desk.ask()
    assert await desk.newsletter.send_due_mail() == 0
    desk.clock.turn(minutes=1)
    desk.ask()
    assert await desk.newsletter.send_due_mail() == 1
    first, second = (token_in(message, "confirm") for message in server.messages)
    assert desk.newsletter.confirm(first) == "invalid"
    assert desk.newsletter.confirm(second) == "confirmed"
    assert desk.events == ["requested", "requested", "confirmed"]


async def test_asking_being_forgotten_and_asking_again_gets_no_second_mail_that_day(
    desk: Desk,
) -> None:
    for number in range(5):
        desk.ask(conversation_id=f"c{number}")
        await desk.newsletter.send_due_mail()
        desk.newsletter.forget_conversation(f"c{number}")
    desk.ask()
    assert len(desk.recipients) == 1
    desk.clock.turn(hours=24)
    await desk.newsletter.send_due_mail()
    assert len(desk.recipients) == 2


async def test_a_link_works_once_and_for_seven_days(desk: Desk, server: MailServer) -> None:
    desk.ask()
    await desk.newsletter.send_due_mail()
    token = token_in(server.messages[0], "confirm")
    desk.clock.turn(days=7, seconds=1)
    assert desk.newsletter.confirm(token) == "invalid"
    desk.clock.turn(seconds=-1)
    assert desk.newsletter.confirm(token) == "confirmed"
    assert desk.newsletter.confirm(token) == "invalid"
    assert desk.only.status == "confirmed"


async def test_a_used_link_does_not_confirm_a_later_request(desk: Desk) -> None:
    message = await desk.subscribe()
    desk.newsletter.unsubscribe(token_in(message, "unsubscribe"))
    desk.clock.turn(hours=1)
    desk.ask()
    assert desk.newsletter.confirm(token_in(message, "confirm")) == "invalid"
    assert await desk.newsletter.send_due_mail() == 0
    desk.clock.turn(hours=23)
    assert await desk.newsletter.send_due_mail() == 1
    assert desk.only.status == "pending"


async def test_a_link_of_one_address_does_nothing_to_another(
    desk: Desk, server: MailServer
) -> None:
    desk.ask("sam@example.org")
    desk.ask("kim@example.org")
    await desk.newsletter.send_due_mail()
    sam, kim = (token_in(message, "confirm").split(".") for message in server.messages)
    assert desk.newsletter.confirm(".".join((kim[0], *sam[1:]))) == "invalid"
    assert desk.newsletter.unsubscribe(".".join(sam)) == "invalid"
    assert {one.status for one in desk.newsletter.subscribers()} == {"pending"}


async def test_a_request_waits_for_the_disk_whether_or_not_the_address_is_known(
    desk: Desk,
) -> None:
    await desk.subscribe("sam@example.org")
    desk.ask("kim@example.org")
    with desk.database.connect() as watching:
        # SQLite counts up whenever another connection has committed a write.
        watching.rollback()
        seen = [watching.exec_driver_sql("PRAGMA data_version").scalar()]
        for name in ("sam", "sam", "sam", "kim", "kim", "lee"):
            watching.rollback()
            desk.ask(f"{name}@example.org")
            seen.append(watching.exec_driver_sql("PRAGMA data_version").scalar())
    assert len(set(seen)) == 7


async def test_asking_again_changes_nothing_for_who_is_subscribed(desk: Desk) -> None:
    await desk.subscribe()
    desk.clock.turn(days=30)
    for _ in range(10):
        desk.ask()
        assert await desk.newsletter.send_due_mail() == 0
    assert desk.only.status == "confirmed"
    assert desk.events == ["requested", "confirmed", "requested"]


def test_new_words_are_on_record_under_their_own_version(desk: Desk) -> None:
    desk.ask()
    newer = desk.another(ConsentText("2027-02", "Other words."))
    newer.ask()
    newer.database.dispose()
    assert [c.text_version for c in desk.only.consents] == ["2026-11", "2027-02"]
