"""Subscribers move to other tools and back as CSV, with the record of each consent."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import newsletter_csv
from bot.errors import UnreadableRows
from bot.stores.importing import ImportReport
from tests.bot.newsletter_desk import CONSENT, Desk, open_desk
from tests.doubles.mail_server import MailServer

HEAD = "email,status,topics,event,at,source,text_version,text_sha256\n"
PROOF = f"confirmed,2026-01-01T09:00:00+10:00,web,2026-11,{CONSENT.sha256}"


@pytest.fixture
def other(tmp_path: Path, server: MailServer) -> Iterator[Desk]:
    folder = tmp_path / "other"
    folder.mkdir()
    desk = open_desk(folder, server)
    yield desk
    desk.database.dispose()


def exported(desk: Desk) -> str:
    return newsletter_csv.written(desk.newsletter.subscribers())


def imported(desk: Desk, text: str) -> ImportReport:
    return desk.newsletter.take_in(newsletter_csv.read(text))


async def test_the_export_has_a_line_an_event_and_no_formula(desk: Desk) -> None:
    await desk.subscribe("sam@example.org", conversation_id="c1")
    desk.newsletter.choose_topics("c1", ("Nursing", "Aged Care"))
    for address in ("=cmd@example.org", "+61@example.org", "-1@example.org"):
        desk.ask(address)
    head, *rows = csv.reader(io.StringIO(exported(desk)))
    assert ",".join(head) + "\n" == HEAD
    assert rows[1] == [
        "sam@example.org",
        "confirmed",
        "Nursing; Aged Care",
        "confirmed",
        "2026-11-24T09:00:00.123456+00:00",
        "mail",
        CONSENT.version,
        CONSENT.sha256,
    ]
    assert [row[0][:2] for row in rows[2:]] == ["'=", "'+", "'-"]


async def test_what_was_exported_is_the_same_after_the_import_elsewhere(
    desk: Desk, other: Desk
) -> None:
    await desk.subscribe("sam@example.org", conversation_id="c1")
    desk.newsletter.choose_topics("c1", ("Nursing",))
    await desk.subscribe("=kim@bücher.example.org")
    desk.newsletter.unsubscribe_address("=kim@bücher.example.org")
    assert imported(other, exported(desk)) == ImportReport(2, 0, 0, 0)
    assert exported(other) == exported(desk)
    assert imported(other, exported(desk)) == ImportReport(0, 0, 2, 0)
    assert exported(other) == exported(desk)


async def test_an_import_sends_no_mail(other: Desk, server: MailServer) -> None:
    imported(other, HEAD + f"sam@example.org,confirmed,,{PROOF}\n")
    assert await other.newsletter.send_due_mail() == 0
    assert server.taken == []


async def test_who_unsubscribed_elsewhere_is_unsubscribed_here_and_never_the_other_way_round(
    desk: Desk,
) -> None:
    await desk.subscribe("sam@example.org")
    assert imported(desk, "email,status\nSAM@example.org,unsubscribed\n").unsubscribed == 1
    assert desk.only.status == "unsubscribed"
    assert desk.only.consents[-1].source == "import"
    again = HEAD + f"sam@example.org,confirmed,,{PROOF}\n"
    assert imported(desk, again).unchanged == 1
    assert desk.only.status == "unsubscribed"


async def test_who_asked_to_be_forgotten_is_not_brought_back(desk: Desk) -> None:
    await desk.subscribe("sam@example.org")
    before = exported(desk)
    desk.newsletter.forget("sam@example.org")
    assert imported(desk, before) == ImportReport(0, 0, 0, 1)
    assert desk.newsletter.subscribers() == ()


@pytest.mark.parametrize(
    ("rows", "complaint"),
    [
        ("sam@example.org,confirmed,,,,,,\n", "sam@example.org: expected the record"),
        ("sam@example.org,,,,,,,\n", "expected the record"),
        ("sam at home,unsubscribed,,,,,,\n", "row 2: expected a mail address"),
        ("a@b.org,unsubscribed,,,,,,\nsam@example.org,maybe,,,,,,\n", "row 3: expected status"),
        (f"sam@example.org,confirmed,,{PROOF.replace('+10:00', '')}\n", "with its zone"),
        ("sam@example.org,confirmed,,confirmed,yesterday,web,1,x\n", "row 2: Invalid isoformat"),
        ("sam@example.org,confirmed,,confirmed,2026-01-01T09:00:00Z,,,\n", "what was agreed to"),
    ],
)
def test_a_file_with_a_row_in_the_way_is_refused_as_a_whole(
    desk: Desk, rows: str, complaint: str
) -> None:
    good = f"kim@example.org,confirmed,,{PROOF}\n"
    with pytest.raises(UnreadableRows, match=complaint):
        imported(desk, HEAD + rows + good)
    assert desk.newsletter.subscribers() == ()


def test_many_faults_are_counted_and_the_first_are_told() -> None:
    with pytest.raises(UnreadableRows, match=r"row 6.*; and 4 more"):
        newsletter_csv.read(HEAD + "no address,,,,,,,\n" * 9)


def test_a_file_without_addresses_says_which_column_it_wants() -> None:
    with pytest.raises(UnreadableRows, match="expected a column `email`"):
        newsletter_csv.read("name,phone\nSam,1\n")


@pytest.mark.parametrize("conversation_id", [None, "somebody else's"])
async def test_topics_of_a_confirmed_address_change_from_its_own_conversation_alone(
    desk: Desk, conversation_id: str | None
) -> None:
    await desk.subscribe(conversation_id="c1")
    desk.newsletter.choose_topics("c1", ("Nursing",))
    desk.newsletter.request(
        "sam@example.org",
        consent_version=CONSENT.version,
        source="web",
        conversation_id=conversation_id,
        topics=("Beauty",),
    )
    desk.newsletter.choose_topics("somebody else's", ("Beauty",))
    assert desk.only.topics == ("Nursing",)
