"""Confirmation mail when servers refuse, are slow, or are used by two processes at once."""

import asyncio
import logging
import multiprocessing
import time
from collections.abc import Callable
from itertools import pairwise
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from tests.bot.newsletter_desk import Desk, open_desk
from tests.doubles.mail_server import MailServer

SPAWN = multiprocessing.get_context("spawn")


async def test_a_mail_that_is_put_off_goes_out_minutes_later(
    desk: Desk, server: MailServer
) -> None:
    server.answers = ["451 try again later"]
    desk.ask()
    assert await desk.newsletter.send_due_mail() == 0
    desk.clock.turn(minutes=4, seconds=59)
    assert await desk.newsletter.send_due_mail() == 0
    desk.clock.turn(seconds=1)
    assert await desk.newsletter.send_due_mail() == 1
    assert desk.recipients == ["sam@example.org"]


async def test_a_mail_that_is_refused_each_time_is_tried_ever_more_rarely_until_the_request_ends(
    desk: Desk, server: MailServer
) -> None:
    server.answers = ["550 no such user"] * 1_000
    desk.ask()
    tries = []
    for minute in range(7 * 24 * 60 + 5):
        left = len(server.answers)
        await desk.newsletter.send_due_mail() if minute % 5 == 0 else None
        if len(server.answers) < left:
            tries.append(minute)
        desk.clock.turn(minutes=1)
    waits = [later - earlier for earlier, later in pairwise(tries)]
    assert waits[:5] == [5, 10, 20, 40, 80]
    assert waits == sorted(waits)
    assert max(waits) == 5 * 2**8
    assert desk.newsletter.purge_expired() == 1
    assert await desk.newsletter.send_due_mail() == 0


async def test_who_unsubscribes_while_the_server_puts_the_mail_off_gets_none_later(
    desk: Desk, server: MailServer
) -> None:
    server.answers, server.delay_seconds = ["451 try again later"], 0.3
    desk.ask()
    sending = asyncio.create_task(desk.newsletter.send_due_mail())
    await asyncio.to_thread(wait_for, lambda: server.asked_for == ["sam@example.org"])
    desk.newsletter.unsubscribe_address("sam@example.org")
    assert await sending == 0
    desk.clock.turn(hours=1)
    assert await desk.newsletter.send_due_mail() == 0
    assert server.asked_for == ["sam@example.org"]


async def test_one_refused_address_does_not_keep_the_others_from_their_mail(
    desk: Desk, server: MailServer
) -> None:
    server.answers = ["550 no such user"]
    for name in ("sam", "kim", "lee"):
        desk.ask(f"{name}@example.org")
    assert await desk.newsletter.send_due_mail() == 2
    assert desk.recipients == ["kim@example.org", "lee@example.org"]


async def test_while_a_slow_server_takes_a_mail_nobody_else_sends_it(
    desk: Desk, server: MailServer
) -> None:
    server.delay_seconds = 0.3
    other = desk.another()
    desk.ask()
    sent = await asyncio.gather(
        desk.newsletter.send_due_mail(),
        other.newsletter.send_due_mail(),
        desk.newsletter.send_due_mail(),
    )
    other.database.dispose()
    assert sorted(sent) == [0, 0, 1]
    assert len(desk.recipients) == 1


def send_from_another_process(folder: Path, port: int, together: Barrier) -> None:
    desk = open_desk(folder, MailServer(port))
    together.wait(60)
    asyncio.run(desk.newsletter.send_due_mail())


def test_processes_that_send_at_once_send_each_mail_once(
    desk: Desk, server: MailServer, tmp_path: Path
) -> None:
    server.delay_seconds = 0.02
    addresses = [f"sam{number}@example.org" for number in range(40)]
    for address in addresses:
        desk.ask(address)
    together = SPAWN.Barrier(3)
    arguments = (tmp_path, server.port, together)
    processes = [SPAWN.Process(target=send_from_another_process, args=arguments) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0, 0]
    assert sorted(desk.recipients) == sorted(addresses)


async def test_the_mail_of_a_process_that_is_killed_is_sent_by_another(
    desk: Desk, server: MailServer, tmp_path: Path
) -> None:
    server.delay_seconds = 5
    desk.ask()
    arguments = (tmp_path, server.port, SPAWN.Barrier(1))
    process = SPAWN.Process(target=send_from_another_process, args=arguments)
    process.start()
    await asyncio.to_thread(wait_for, lambda: server.asked_for == ["sam@example.org"])
    process.kill()
    process.join(10)
    server.delay_seconds = 0
    assert await desk.newsletter.send_due_mail() == 0
    desk.clock.turn(minutes=10)
    assert await desk.newsletter.send_due_mail() == 1
    assert desk.recipients == ["sam@example.org"]


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


async def test_no_log_holds_an_address_or_a_token(
    desk: Desk, server: MailServer, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="adviser")
    server.answers = ["550 sam@example.org is not here"]
    desk.ask()
    await desk.newsletter.send_due_mail()
    (record,) = [record for record in caplog.records if record.name.startswith("adviser")]
    assert record.getMessage() == "mail_failed"
    assert "sam" not in str(vars(record))
