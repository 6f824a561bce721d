"""The corpus in the database: what a source owns, what would change, what did."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, update
from sqlalchemy.exc import NoResultFound

import corpus.tables
from corpus.database import Base, UtcDateTime, connect
from corpus.models import Article, Course, Paragraph
from corpus.store import Change, ContentStore, Version

NOW = datetime(2026, 11, 24, tzinfo=UTC)
TABLES = corpus.tables


@pytest.fixture
def database(tmp_path: Path) -> Engine:
    database = connect(f"sqlite:///{tmp_path / 'corpus.sqlite3'}")
    Base.metadata.create_all(database)
    return database


@pytest.fixture
def store(database: Engine) -> ContentStore:
    return ContentStore(database)


def course(id_: str, source: str = "a.csv", **fields: object) -> Course:
    return Course.model_validate({"id": id_, "source": source, "title": f"Course {id_}", **fields})


def test_a_new_source_adds_all_that_it_has(store: ContentStore) -> None:
    article = Article(id="x", source="a.csv", title="X", blocks=(Paragraph(text="Words."),))
    diff = store.diff("a.csv", (course("1"), article))
    assert (diff.added, diff.unchanged_count) == ((course("1"), article), 0)
    store.apply([diff], NOW)
    assert store.active() == (course("1"), article)
    assert store.sources() == (("a.csv", 2),)


def test_the_same_again_changes_nothing(store: ContentStore) -> None:
    store.apply([store.diff("a.csv", (course("1"),))], NOW)
    again = store.diff("a.csv", (course("1"),))
    assert not again
    assert again.unchanged_count == 1


def test_a_change_names_the_fields_that_differ(store: ContentStore) -> None:
    store.apply([store.diff("a.csv", (course("1", price_aud=10),))], NOW)
    dearer = course("1", price_aud=12, price_text="$12")
    diff = store.diff("a.csv", (dearer,))
    assert diff.changed == (Change(dearer, ("price_aud", "price_text")),)
    store.apply([diff], NOW)
    assert store.item("1") == dearer


def test_one_change_among_many_items_is_told_from_what_is_the_same(store: ContentStore) -> None:
    items = [course(f"{number:04}") for number in range(1200)]
    store.apply([store.diff("a.csv", items)], NOW)
    changed = [course("0007", price_aud=1), *items[8:], course("new")]
    diff = store.diff("a.csv", changed)
    assert [change.item.id for change in diff.changed] == ["0007"]
    assert [item.id for item in diff.added] == ["new"]
    assert [item.id for item in diff.retired] == [f"{number:04}" for number in range(7)]
    assert diff.unchanged_count == 1192


def test_a_hash_that_an_earlier_release_counted_otherwise_is_no_change(
    store: ContentStore, database: Engine
) -> None:
    store.apply([store.diff("a.csv", (course("1"),))], NOW)
    with database.begin() as connection:
        connection.execute(update(TABLES.ItemRow).values(content_hash="as it was counted before"))
    again = store.diff("a.csv", (course("1"),))
    assert not again
    assert again.unchanged_count == 1


def test_what_is_gone_from_its_source_is_retired_and_kept(store: ContentStore) -> None:
    store.apply([store.diff("a.csv", (course("1"), course("2")))], NOW)
    diff = store.diff("a.csv", (course("2"),))
    assert diff.retired == (course("1"),)
    store.apply([diff], NOW)
    assert store.active() == (course("2"),)
    assert store.item("1") == course("1")


def test_a_source_never_retires_what_another_one_owns(store: ContentStore) -> None:
    store.apply([store.diff("a.csv", (course("1"),))], NOW)
    diff = store.diff("b.csv", (course("2", "b.csv"),))
    assert diff.retired == ()


def test_an_item_that_comes_back_is_active_again(store: ContentStore) -> None:
    for items in ((course("1"),), (), (course("1"),)):
        store.apply([store.diff("a.csv", items)], NOW)
    assert store.active() == (course("1"),)


def test_several_sources_are_applied_together_or_not_at_all(store: ContentStore) -> None:
    good = store.diff("a.csv", (course("1"),))
    store.apply([good], NOW)
    gone = store.diff("a.csv", ())
    unknown = store.diff("b.csv", ())
    broken = type(unknown)(source="b.csv", retired=(course("never", "b.csv"),))
    with pytest.raises(NoResultFound):
        store.apply([gone, broken], NOW)
    assert store.active() == (course("1"),)


def test_the_history_is_read_newest_first_and_recording_twice_is_once(store: ContentStore) -> None:
    for number in (1, 2, 2):
        at = NOW + timedelta(hours=number)
        store.record_version(Version(f"v{number}", "hash", at, 1, 0, 0, 1, 0))
    assert [version.version for version in store.versions()] == ["v2", "v1"]
    assert store.versions()[0].created_at == NOW + timedelta(hours=2)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="expected a time with a zone"):
        UtcDateTime().process_bind_param(datetime(2026, 1, 1), None)  # type: ignore[arg-type]


def test_a_hash_tells_content_and_not_the_file_that_it_came_from() -> None:
    assert course("1").content_hash == course("1", "elsewhere.csv").content_hash
    assert course("1").content_hash != course("1", price_aud=1).content_hash
