"""Staff change the corpus under a running server; processes are killed; nothing is lost."""

import csv
import json
import shutil
import signal
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.serving import Server, adviser, running
from tests.end_to_end.talk import Talk

ROWS = (
    {"Name": "Glassblowing for Beginners", "School": "Test Studio", "Page": "https://x.example/1",
     "About": "Gather, blow and shape molten glass into a first tumbler."},
    {"Name": "Falconry Basics", "School": "Test Farm", "Page": "https://x.example/2",
     "About": "Handle, feed and fly a trained falcon."},
)  # fmt: skip
MAP = ("--map", "title=Name", "--map", "provider=School", "--map", "url=Page", "--map",
       "description=About")  # fmt: skip


@pytest.fixture
def server(home: Path) -> Iterator[Server]:
    with running(home) as server:
        assert server.address
        yield server


def write(path: Path, rows: tuple[Mapping[str, str], ...]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(ROWS[0]))
        writer.writeheader()
        writer.writerows(rows)


def titles(reply: dict[str, Any]) -> list[str]:
    return [course["title"] for course in reply["courses"]]


def synced(home: Path, *arguments: str) -> dict[str, Any]:
    run = adviser(home, "corpus", "sync", *arguments, "--json")
    assert run.returncode == 0, run.stderr
    report: dict[str, Any] = json.loads(run.stdout)
    return report


def test_a_running_server_answers_from_what_staff_brought_in_changed_and_took_out(
    home: Path, server: Server, tmp_path: Path
) -> None:
    catalogue = tmp_path / "catalogue.csv"
    talk = Talk(server.address)
    assert "Glassblowing for Beginners" not in titles(talk.say("a glassblowing course"))
    write(catalogue, ROWS)
    assert synced(home, str(catalogue), *MAP)["embedded"] == 2
    assert titles(talk.say("a glassblowing course"))[0] == "Glassblowing for Beginners"
    again = synced(home, str(catalogue), *MAP)
    assert (again["version"], again["embedded"]) == (None, 0)
    changed = ({**ROWS[0], "About": "Blow glass, now with a kiln."}, ROWS[1])
    write(catalogue, changed)
    report = synced(home, str(catalogue), *MAP)
    assert report["embedded"] == 1
    assert report["sources"][0]["changed"][0]["fields"] == ["description"]
    write(catalogue, ROWS[1:])
    assert len(synced(home, str(catalogue), *MAP)["sources"][0]["retired"]) == 1
    talk.say("start over")
    assert "Glassblowing for Beginners" not in titles(talk.say("a glassblowing course"))
    assert titles(talk.say("a falconry course"))[0] == "Falconry Basics"


def test_a_dry_run_says_what_would_change_and_changes_nothing(home: Path, tmp_path: Path) -> None:
    write(tmp_path / "c.csv", ROWS)
    before = adviser(home, "corpus", "status", "--json").stdout
    report = synced(home, str(tmp_path / "c.csv"), *MAP, "--dry-run")
    assert (report["version"], len(report["sources"][0]["added"])) == (None, 2)
    assert adviser(home, "corpus", "status", "--json").stdout == before


def test_rolling_back_serves_the_earlier_version_and_a_restart_keeps_it(
    home: Path, tmp_path: Path
) -> None:
    before = json.loads(adviser(home, "corpus", "status", "--json").stdout)["version"]
    write(tmp_path / "c.csv", ROWS)
    after = synced(home, str(tmp_path / "c.csv"), *MAP)["version"]
    with running(home) as server:
        talk = Talk(server.address)
        assert talk.say("a falconry course")["corpus_version"] == after
        assert adviser(home, "corpus", "rollback", before).returncode == 0
        assert talk.say("a falconry course")["corpus_version"] == before
    with running(home) as server:
        assert Talk(server.address).say("hello")["corpus_version"] == before


def test_a_conversation_goes_on_after_the_server_was_killed(home: Path) -> None:
    with running(home) as server:
        talk = Talk(server.address)
        talk.say("beauty courses")
        server.process.send_signal(signal.SIGKILL)
        server.process.wait(10)
    with running(home) as restarted:
        talk.address = restarted.address
        reply = talk.say("blended please")
        assert reply["slots"] == {"subjects": ["Beauty"], "delivery": ["blended"]}
        said = [turn["text"] for turn in talk.turns() if turn["role"] == "visitor"]
        assert said == ["beauty courses", "blended please"]


def test_a_named_conversation_in_the_terminal_goes_on_in_the_next_process(home: Path) -> None:
    for text, slots in (
        ("nursing", {"subjects": ["Nursing"]}),
        ("in Perth", {"subjects": ["Nursing"], "states": ["WA"]}),
    ):
        arguments = ("chat", "--script", "-", "--conversation", "mine", "--json")
        run = adviser(home, *arguments, stdin=text + "\n")
        assert json.loads(run.stdout)["slots"] == slots


def test_a_store_that_is_ahead_of_what_is_served_is_published_at_the_next_start(
    home: Path, tmp_path: Path
) -> None:
    before = json.loads(adviser(home, "corpus", "status", "--json").stdout)["version"]
    write(tmp_path / "c.csv", ROWS)
    after = synced(home, str(tmp_path / "c.csv"), *MAP)["version"]
    # As if the process had been killed after the store was changed and before the pointer was.
    (home / "CURRENT").write_text(before + "\n", encoding="utf-8")
    forget_version(home, after)
    with running(home) as server:
        assert titles(Talk(server.address).say("a falconry course"))[0] == "Falconry Basics"


def forget_version(home: Path, version: str) -> None:

    with closing(sqlite3.connect(home / "adviser.sqlite3", isolation_level=None)) as database:
        database.execute("DELETE FROM corpus_versions WHERE version = ?", (version,))


def test_a_corpus_exported_and_brought_back_is_the_same(
    home: Path, sample_home: Path, tmp_path: Path
) -> None:
    exported, fresh = tmp_path / "all.jsonl", tmp_path / "fresh"
    assert adviser(home, "corpus", "export", str(exported)).returncode == 0
    assert len(exported.read_text(encoding="utf-8").splitlines()) > 400
    assert synced(home, str(exported))["version"] is None
    fresh.mkdir()
    (fresh / "models").symlink_to(sample_home / "models")
    shutil.copytree(sample_home / "embeddings", fresh / "embeddings")
    report = synced(fresh, str(exported))
    assert (report["rejected"], report["embedded"]) == ([], 0)
    assert content_hash(fresh) == content_hash(home)


def content_hash(home: Path) -> str:
    version = (home / "CURRENT").read_text(encoding="utf-8").strip()
    manifest = json.loads((home / "snapshots" / version / "manifest.json").read_bytes())
    return str(manifest["content_hash"])
