"""Turns are counted behind their backs, without anything of who took them."""

import logging
import threading
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.composition import Adviser
from bot.core.channels import Channel
from bot.core.message import Message
from bot.core.reply import reply
from bot.core.state import ConversationState
from bot.insights.recorder import WAITING_MAX
from bot.settings import Settings
from bot.stores.observations import ObservationStore, ObservedTurn
from tests.bot.insights.visitors import NOW, clock, found_in, say

PLANTED = (
    "Wilhelmina", "Featherstonehaugh", "wilhelmina@bushmail.example.org", "bushmail",
    "0412 345 678", "0412345678", "2123 45670 1", "123 456 782", "12 Wombat Street",
    "telegram:7755331", "antidepressants",
)  # fmt: skip


def store(adviser: Adviser) -> ObservationStore:
    return ObservationStore(adviser.database)


def questions(adviser: Adviser) -> Counter[str]:
    found: Counter[str] = Counter()
    for turn, count in store(adviser).turns(NOW.date()).items():
        found[turn.question] += count
    del found[""]
    return found


def test_after_forget_the_database_holds_nothing_of_who_asked(adviser: Adviser, home: Path) -> None:
    lines = (
        "I'm Wilhelmina Featherstonehaugh, is there parking on campus?",
        "call me on 0412 345 678 about parking",
        "my medicare number is 2123 45670 1",
        "my TFN is 123 456 782, is there parking?",
        "I live at 12 Wombat Street Dubbo. Is there a gym?",
        "newsletter for wilhelmina@bushmail.example.org",
        "yes, I agree",
        "should I stop taking my antidepressants",
        "weekend nursing classes in Tasmania",
    )
    say(adviser, *lines, by="telegram:7755331", channel=Channel.TELEGRAM)
    before = found_in(home, PLANTED)
    assert "Wilhelmina" in before
    assert "telegram:7755331" in before
    say(adviser, "/forget", "yes", by="telegram:7755331", channel=Channel.TELEGRAM)
    adviser.privacy.forget("telegram:7755331")
    assert found_in(home, PLANTED) == []
    assert questions(adviser)["Is there a gym?"] == 1
    assert questions(adviser)["I'm [name], is there parking on campus?"] == 1


def test_rows_are_one_a_day_and_kind_and_say_no_order_and_no_time(adviser: Adviser) -> None:
    say(adviser, "Is there parking on campus?", by="zebediah")
    say(adviser, "Is there parking on campus?", by="ada", at=NOW + timedelta(hours=3))
    with adviser.database.connect() as connection:
        rows = connection.execute(text("SELECT * FROM observed_turns")).mappings().all()
        with pytest.raises(Exception, match="rowid"):
            connection.execute(text("SELECT rowid FROM observed_turns"))
    assert [(row["day"], row["question"], row["count"]) for row in rows] == [
        ("2026-11-24", "Is there parking on campus?", 2)
    ]
    assert set(rows[0]) == {
        "day", "channel", "outcome", "act", "subject", "article_id", "confidence_tenths",
        "question", "count",
    }  # fmt: skip


def test_a_message_that_comes_twice_is_counted_once(adviser: Adviser) -> None:
    say(adviser, "Is there parking on campus?")
    say(adviser, "Is there parking on campus?")
    assert questions(adviser) == {"Is there parking on campus?": 1}


def test_turns_are_answered_while_the_tables_are_gone(
    adviser: Adviser, caplog: pytest.LogCaptureFixture
) -> None:
    with adviser.database.begin() as connection:
        connection.execute(text("DROP TABLE observed_turns"))
    with caplog.at_level(logging.INFO):
        replies = say(adviser, "what is a micro-credential?", "Is Zebediah Quux on campus?")
    assert [reply.kind for reply in replies] == ["answer", "refusal"]
    assert "observations_lost" in [record.message for record in caplog.records]
    assert "zebediah" not in caplog.text.lower()


def test_a_turn_does_not_wait_for_its_observation(
    adviser: Adviser, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_write, was_asked = threading.Event(), threading.Event()
    add = ObservationStore.add

    def slow(self: ObservationStore, *counts: Counter) -> None:  # type: ignore[type-arg]
        was_asked.set()
        assert may_write.wait(30)
        add(self, *counts)

    monkeypatch.setattr(ObservationStore, "add", slow)
    monkeypatch.setattr(adviser.recorder, "drain", lambda: None)
    say(adviser, "Is there parking on campus?")
    assert was_asked.wait(30)
    assert say(adviser, "what is a micro-credential?", by="other")[0].kind == "answer"
    assert questions(adviser) == {}
    may_write.set()
    monkeypatch.undo()
    adviser.recorder.drain()
    assert questions(adviser) == {"Is there parking on campus?": 1}


def test_what_cannot_be_written_in_time_is_dropped_and_not_hoarded(
    adviser: Adviser, caplog: pytest.LogCaptureFixture
) -> None:
    (answer,) = say(adviser, "hello")
    assert answer.kind == "notice"
    told = reply(ConversationState(), Message("hello"), adviser.knowledge(), adviser.site)
    recorder = adviser.recorder
    with recorder._changed:  # the writer cannot take anything up meanwhile
        with caplog.at_level(logging.WARNING):
            for _ in range(WAITING_MAX + 5):
                recorder.note(Channel.WEB, NOW, ConversationState(), told)
        assert len(recorder._waiting) == WAITING_MAX
    dropped = [record for record in caplog.records if record.message == "observation_dropped"]
    assert len(dropped) == 5
    recorder.drain(30)
    assert store(adviser).turns(NOW.date()).total() == WAITING_MAX + 1


def test_what_is_past_its_time_is_gone_from_the_file(adviser: Adviser, home: Path) -> None:
    say(adviser, "Is there a trampoline on campus?", at=NOW - timedelta(days=181), by="a")
    say(adviser, "Is there parking on campus?", by="b")
    adviser.privacy.forget("a")
    adviser.recorder.purge()
    assert found_in(home, ("trampoline", "parking on campus")) == ["parking on campus"]


def test_nothing_is_noted_where_the_setting_says_so(home: Path) -> None:
    adviser = Adviser(Settings(home=home, insights_days=0), clock)
    say(adviser, "Is there parking on campus?")
    assert store(adviser).turns(NOW.date()) == Counter()


def test_a_cluster_that_staff_drop_is_in_no_file(adviser: Adviser, home: Path) -> None:
    say(adviser, "Is there a trampoline on campus?", by="a")
    adviser.privacy.forget("a")
    (gap,) = adviser.insights.report(NOW.date()).gaps.found
    assert found_in(home, ("trampoline",)) == ["trampoline"]
    assert adviser.insights.drop(adviser.insights.cluster(gap.id, NOW.date())) == 1
    assert found_in(home, ("trampoline",)) == []


def test_counts_of_several_writers_add_up(adviser: Adviser) -> None:
    turn = ObservedTurn(NOW.date(), "web", "answered", "ask")
    stores = [ObservationStore(adviser.database) for _ in range(4)]

    def count(one: ObservationStore) -> None:
        for _ in range(25):
            one.add(Counter({turn: 2}), Counter())

    threads = [threading.Thread(target=count, args=(one,)) for one in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert store(adviser).turns(NOW.date()) == {turn: 200}
