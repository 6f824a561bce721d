"""One turn after another: order, replayed messages, races between processes, failures, restarts."""

import asyncio
import logging
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, event
from sqlalchemy import Engine as Database

from bot.core.channels import Channel
from bot.core.effects import DropAddress, ForgetConversation, Subscribe
from bot.core.funding import Programme
from bot.core.guidance import Guidance
from bot.core.state import ConversationState
from bot.core.text import fold
from bot.core.vocabulary import Aliases, Vocabulary
from bot.core.wording.en_au import EN_AU
from bot.core.wording.wording import Site
from bot.database import migrate
from bot.engine import Engine
from bot.errors import StaleConversation
from bot.incoming import Handled, Incoming
from bot.stores.conversations import ConversationStore, PendingEffect, StoredConversation
from corpus.database import connect
from corpus.models import Article, Course, Subject, Taxonomy
from retrieval.models import (
    ActGuess,
    CourseMatch,
    CourseResult,
    Criteria,
    CriterionVerdict,
    Evidence,
    Field,
    Sort,
    Spread,
    ValueCount,
)

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
# How PRAGMA synchronous counts.
NORMAL, FULL = 1, 2


class SmallKnowledge:
    """A corpus of one course, which keeps the protocol and needs no model."""

    version = "v1"
    built_on = date(2026, 11, 24)
    answer_threshold = 0.5
    guidance = Guidance()
    taxonomy = Taxonomy(subjects=(Subject(name="Nursing"), Subject(name="Beauty")))
    vocabulary = Vocabulary(taxonomy, Aliases({}, {}, {}, {}, ()))
    only = Course(id="nursing-1", source="test", title="Nursing basics", subjects=("Nursing",))

    def evidence(self, question: str, limit: int) -> tuple[Evidence, ...]:
        return ()

    def courses(
        self, wish: str, criteria: Criteria, sort: Sort | None, offset: int, limit: int
    ) -> CourseResult:
        found = (self.only,) if "Nursing" in criteria.subjects and not offset else ()
        return CourseResult(tuple(CourseMatch(course, ()) for course in found), len(found), 0)

    def count(self, criteria: Criteria, wish: str = "") -> int:
        return int("Nursing" in criteria.subjects)

    def judge(
        self, course_id: str, criteria: Criteria, wish: str = ""
    ) -> tuple[CriterionVerdict, ...]:
        return ()

    def spread(
        self, field: Field, values: Iterable[str], criteria: Criteria, wish: str = ""
    ) -> Spread:
        has = {value: int(value == "Nursing") for value in values}
        return Spread(1, 1 - max(has.values()), tuple(ValueCount(v, n, n) for v, n in has.items()))

    def course(self, course_id: str) -> Course | None:
        return self.only if course_id == self.only.id else None

    def article(self, article_id: str) -> Article | None:
        return None

    def guess_act(self, text: str) -> ActGuess | None:
        return None

    def knows(self, word: str) -> bool:
        return word in {"nursing", "beauty", "newsletter", "yes"}

    def mend(self, text: str) -> str:
        return fold(text)


class RecordedEffects:
    """Keeps what it was asked to do; fails while it is told to."""

    def __init__(self) -> None:
        self.done: list[PendingEffect] = []
        self.is_down = False
        self.mail_calls = 0

    async def run(self, pending: PendingEffect) -> None:
        if self.is_down:
            raise ConnectionError
        self.done.append(pending)

    def send_mail(self) -> None:
        self.mail_calls += 1


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = connect(f"sqlite:///{tmp_path / 'test.sqlite3'}")
    migrate(database)
    yield database
    database.dispose()


@pytest.fixture
def store(database: Database) -> ConversationStore:
    return ConversationStore(database)


@pytest.fixture
def effects() -> RecordedEffects:
    return RecordedEffects()


@pytest.fixture
def engine(store: ConversationStore, effects: RecordedEffects) -> Engine:
    return Engine(store, SmallKnowledge, effects, Site(EN_AU))


def incoming(text: str, message_id: str, conversation_id: str = "c1") -> Incoming:
    return Incoming(conversation_id, message_id, Channel.WEB, NOW, text)


async def test_a_turn_goes_on_from_the_one_before(engine: Engine) -> None:
    await engine.handle(incoming("nursing", "m1"))
    handled = await engine.handle(incoming("start over", "m2"))
    assert (handled.reply.kind, handled.reply.slots) == ("notice", {})


async def test_a_message_that_was_answered_gets_the_same_answer_and_changes_nothing(
    engine: Engine, store: ConversationStore
) -> None:
    first = await engine.handle(incoming("nursing", "m1"))
    await engine.handle(incoming("beauty", "m2"))
    again = await engine.handle(incoming("nursing", "m1"))
    assert again == Handled(first.reply, is_replay=True)
    assert store.load("c1").state.slots.subjects == ("Beauty",)
    assert len(store.transcript("c1")) == 2


class FundedKnowledge(SmallKnowledge):
    """A corpus beside which one programme is known, which has a last day."""

    guidance = Guidance(
        programmes=(
            Programme(
                name="Wattle Grant",
                covers="places in courses",
                valid_until=date(2026, 12, 31),
                source="https://example.edu.au/wattle",
                checked_on=date(2026, 11, 1),
            ),
        )
    )


async def test_the_day_of_the_message_decides_which_rules_are_old(
    store: ConversationStore, effects: RecordedEffects
) -> None:
    engine = Engine(store, FundedKnowledge, effects, Site(EN_AU))
    asked = incoming("can i get the wattle grant?", "m1")
    later = replace(asked, conversation_id="c2", received_at=datetime(2027, 1, 1, tzinfo=UTC))
    now, then = await engine.handle(asked), await engine.handle(later)
    assert "It runs until 31 December 2026" in now.reply.text
    assert "These rules are old: they held until 31 December 2026" in then.reply.text


async def test_the_same_message_five_times_at_once_is_one_turn(
    engine: Engine, store: ConversationStore
) -> None:
    handled = await asyncio.gather(*(engine.handle(incoming("nursing", "m1")) for _ in range(5)))
    assert sum(not one.is_replay for one in handled) == 1
    assert len({one.reply.model_dump_json() for one in handled}) == 1
    assert store.load("c1").revision == 1


async def test_messages_of_one_conversation_are_answered_in_the_order_they_came(
    engine: Engine, store: ConversationStore
) -> None:
    await asyncio.gather(*(engine.handle(incoming(f"nursing {n}", f"m{n}")) for n in range(20)))
    assert [turn.message_id for turn in store.transcript("c1")] == [f"m{n}" for n in range(20)]


async def test_conversations_do_not_hear_each_other(
    engine: Engine, store: ConversationStore
) -> None:
    await asyncio.gather(
        engine.handle(incoming("nursing", "m1", "a")), engine.handle(incoming("beauty", "m1", "b"))
    )
    assert store.load("a").state.slots.subjects == ("Nursing",)
    assert store.load("b").state.slots.subjects == ("Beauty",)


async def test_a_new_process_goes_on_where_the_old_one_stopped(
    store: ConversationStore, effects: RecordedEffects, engine: Engine
) -> None:
    await engine.handle(incoming("nursing", "m1"))
    restarted = Engine(store, SmallKnowledge, effects, Site(EN_AU))
    handled = await restarted.handle(incoming("more", "m2"))
    assert handled.reply.text == EN_AU.no_more


def test_a_state_that_another_process_moved_on_is_not_overwritten(
    store: ConversationStore, engine: Engine
) -> None:
    asyncio.run(engine.handle(incoming("nursing", "m1")))
    reply = store.transcript("c1")[0].reply
    stale = StoredConversation(ConversationState(), 0)
    with pytest.raises(StaleConversation):
        store.save(incoming("x", "m2"), "x", stale, ConversationState(), reply, ())
    older = StoredConversation(ConversationState(), 7)
    with pytest.raises(StaleConversation):
        store.save(incoming("x", "m3"), "x", older, ConversationState(), reply, ())
    assert store.load("c1").state.slots.subjects == ("Nursing",)


async def test_two_processes_on_one_conversation_lose_no_turn(
    store: ConversationStore, effects: RecordedEffects
) -> None:
    engines = [Engine(store, SmallKnowledge, effects, Site(EN_AU)) for _ in range(2)]
    turns = [engines[n % 2].handle(incoming(f"nursing {n}", f"m{n}")) for n in range(6)]
    handled = await asyncio.gather(*turns)
    answered = [one for one in handled if "Sorry" not in one.reply.text]
    assert len(store.transcript("c1")) == len(answered) == store.load("c1").revision


async def test_a_failure_is_an_apology_with_a_reference_and_no_word_of_the_visitor_in_the_log(
    store: ConversationStore, effects: RecordedEffects, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken(SmallKnowledge):
        def knows(self, word: str) -> bool:
            raise RuntimeError(f"no {word}")

    engine = Engine(store, Broken, effects, Site(EN_AU))
    with caplog.at_level(logging.ERROR):
        handled = await engine.handle(incoming("my secret wish", "m1"))
    reference = handled.reply.text.rstrip(".").rsplit(" ", 1)[1]
    assert handled.reply.kind == "notice"
    assert [(r.message, vars(r)["reference"]) for r in caplog.records] == [
        ("turn_failed", reference)
    ]
    assert store.load("c1").revision == 0


async def test_effects_run_after_the_save_and_once(
    engine: Engine, effects: RecordedEffects, store: ConversationStore
) -> None:
    for number, text in enumerate(("newsletter", "jo@example.com", "yes")):
        await engine.handle(incoming(text, f"m{number}"))
    await engine.handle(incoming("yes", "m2"))
    assert [one.effect for one in effects.done] == [
        Subscribe(email="jo@example.com", consent_version=EN_AU.consent_version)
    ]
    assert store.pending_effects() == ()


async def test_mail_is_begun_behind_the_turn_that_asked_for_it_and_by_no_other(
    engine: Engine, effects: RecordedEffects, store: ConversationStore
) -> None:
    for number, text in enumerate(("nursing", "save it", "mail it to jo@example.com", "yes")):
        assert effects.mail_calls == 0
        await engine.handle(incoming(text, f"m{number}"))
    assert effects.mail_calls == 1
    assert [one.effect for one in effects.done] == [DropAddress()]
    assert store.pending_effects() == ()


async def test_an_effect_that_failed_is_done_by_the_next_process(
    engine: Engine, effects: RecordedEffects, store: ConversationStore
) -> None:
    effects.is_down = True
    for number, text in enumerate(("forget me", "yes")):
        await engine.handle(incoming(text, f"m{number}"))
    assert [one.effect for one in store.pending_effects()] == [ForgetConversation()]
    effects.is_down = False
    await Engine(store, SmallKnowledge, effects, Site(EN_AU)).finish_pending_effects()
    assert [one.effect for one in effects.done] == [ForgetConversation()]
    assert store.pending_effects() == ()


async def test_a_forgotten_conversation_is_in_no_file(
    engine: Engine, store: ConversationStore, tmp_path: Path
) -> None:
    await engine.handle(incoming("nursing near Wagga Wagga, I am Zebediah", "m1"))
    assert any(b"Zebediah" in file.read_bytes() for file in tmp_path.iterdir())
    assert store.forget("c1")
    assert not any(b"Zebediah" in file.read_bytes() for file in tmp_path.iterdir())
    assert not store.forget("c1")


async def test_a_conversation_that_was_left_is_deleted_and_a_live_one_kept(
    engine: Engine, store: ConversationStore
) -> None:
    await engine.handle(incoming("nursing", "m1", "old"))
    later = Incoming("new", "m1", Channel.WEB, NOW + timedelta(days=31), "beauty")
    await engine.handle(later)
    assert store.purge_untouched(NOW + timedelta(days=1)) == 1
    assert (store.transcript("old"), len(store.transcript("new"))) == ((), 1)


async def test_an_address_is_kept_out_of_the_transcript(
    engine: Engine, store: ConversationStore
) -> None:
    await engine.handle(incoming("newsletter please, to jo@example.com", "m1"))
    assert store.transcript("c1")[0].visitor_text == "newsletter please, to [mail address]"


async def test_a_refused_consent_leaves_the_address_in_no_file(
    engine: Engine, store: ConversationStore, tmp_path: Path
) -> None:
    for number, text in enumerate(("newsletter", "jo.refuses@example.com", "no thanks")):
        await engine.handle(incoming(text, f"m{number}"))
    store.scrub()
    assert not any(b"jo.refuses" in file.read_bytes() for file in tmp_path.iterdir())


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\x00",
        "\u202eabc",
        "🦘" * 2000,
        "a" * 100_000,
        "\ud800",
        "\u200b",
        "<b>",
        "' OR 1=1",
    ],
)
async def test_any_text_at_all_gets_a_reply(text: str, engine: Engine) -> None:
    handled = await engine.handle(incoming(text, "m1"))
    assert handled.reply.text.strip()
    assert "reference" not in handled.reply.text


async def test_what_a_visitor_asked_to_be_done_is_forced_to_disk_and_mere_talk_is_not(
    engine: Engine, store: ConversationStore, database: Database
) -> None:
    levels: list[int] = []

    def remember(connection: Connection) -> None:
        levels.append(connection.exec_driver_sql("PRAGMA synchronous").scalar_one())

    event.listen(database, "commit", remember)
    reply = (await engine.handle(incoming("nursing", "m1"))).reply
    assert levels == [NORMAL]
    state = store.load("c1")
    store.save(incoming("forget me", "m2"), "", state, state.state, reply, (ForgetConversation(),))
    assert levels == [NORMAL, FULL]
