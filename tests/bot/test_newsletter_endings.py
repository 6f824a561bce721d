"""How a subscription ends: unsubscribed, never confirmed, forgotten; and what stays as proof."""

from pathlib import Path

import pytest
from sqlalchemy import text

from tests.bot.newsletter_desk import Desk, everything_in, token_in


async def test_unsubscribing_works_after_years_and_twice(desk: Desk) -> None:
    token = token_in(await desk.subscribe(), "unsubscribe")
    desk.clock.turn(days=3_000)
    assert desk.newsletter.unsubscribe(token) == "unsubscribed"
    assert desk.newsletter.unsubscribe(token) == "unsubscribed"
    assert desk.events == ["requested", "confirmed", "unsubscribed"]


async def test_who_unsubscribes_before_the_mail_goes_out_gets_none(desk: Desk) -> None:
    desk.ask()
    desk.newsletter.unsubscribe_address("SAM@example.org")
    assert await desk.newsletter.send_due_mail() == 0
    assert desk.recipients == []


async def test_any_spelling_of_an_address_unsubscribes_it(desk: Desk) -> None:
    await desk.subscribe("sam@bücher.example.org")
    desk.newsletter.unsubscribe_address("SAM@XN--bcher-kva.example.org")
    assert desk.only.status == "unsubscribed"


@pytest.mark.parametrize("address", ["eve@example.org", "no address", ""])
async def test_unsubscribing_what_is_not_subscribed_changes_nothing(
    desk: Desk, address: str
) -> None:
    await desk.subscribe()
    desk.newsletter.unsubscribe_address(address)
    assert desk.only.status == "confirmed"


def test_requests_that_nobody_confirms_are_deleted_after_seven_days(
    desk: Desk, tmp_path: Path
) -> None:
    desk.ask()
    desk.clock.turn(days=7)
    assert desk.newsletter.purge_expired() == 0
    desk.clock.turn(seconds=1)
    assert desk.newsletter.purge_expired() == 1
    assert desk.newsletter.subscribers() == ()
    assert b"sam@" not in everything_in(tmp_path)


async def test_a_request_whose_mail_went_out_late_is_deleted_a_day_after_the_mail(
    desk: Desk,
) -> None:
    desk.ask()
    desk.clock.turn(days=6, hours=23)
    assert await desk.newsletter.send_due_mail() == 1
    desk.clock.turn(hours=24)
    assert desk.newsletter.purge_expired() == 0
    desk.clock.turn(seconds=1)
    assert desk.newsletter.purge_expired() == 1


async def test_who_confirmed_or_unsubscribed_is_kept_as_proof(desk: Desk) -> None:
    await desk.subscribe("sam@example.org")
    await desk.subscribe("kim@example.org")
    desk.newsletter.unsubscribe_address("kim@example.org")
    desk.clock.turn(days=365)
    assert desk.newsletter.purge_expired() == 0
    assert [one.status for one in desk.newsletter.subscribers()] == ["confirmed", "unsubscribed"]


async def test_a_second_request_that_is_not_confirmed_does_not_cost_the_proof_of_the_first(
    desk: Desk,
) -> None:
    await desk.subscribe()
    desk.newsletter.unsubscribe_address("sam@example.org")
    desk.clock.turn(days=100)
    desk.ask()
    desk.clock.turn(days=8)
    assert desk.newsletter.purge_expired() == 0
    assert desk.only.status == "unsubscribed"
    assert desk.events == ["requested", "confirmed", "unsubscribed", "requested"]


async def test_who_is_forgotten_is_in_no_file_but_for_a_keyed_hash(
    desk: Desk, tmp_path: Path
) -> None:
    await desk.subscribe("sam@example.org", conversation_id="c1")
    await desk.subscribe("kim@example.org", conversation_id="c2")
    desk.newsletter.forget_conversation("c1")
    assert desk.only.email == "kim@example.org"
    assert b"sam@" not in everything_in(tmp_path)
    with desk.database.connect() as connection:
        (kept,) = connection.execute(text("select email_hash from suppressions")).scalars()
        orphans = connection.execute(
            text(
                "select count(*) from consent_events"
                " where subscriber_id not in (select id from subscribers)"
            )
        ).scalar()
    assert len(kept) == 64
    assert orphans == 0


async def test_links_of_who_was_forgotten_do_nothing(desk: Desk) -> None:
    message = await desk.subscribe()
    desk.newsletter.forget("SAM@example.org")
    assert desk.newsletter.subscribers() == ()
    assert desk.newsletter.confirm(token_in(message, "confirm")) == "invalid"
    assert desk.newsletter.unsubscribe(token_in(message, "unsubscribe")) == "invalid"
