"""`adviser newsletter send`, killed in the middle and run again: nobody gets an issue twice."""

import hashlib
import json
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from tests.doubles.mail_server import MailServer, running_mail_server
from tests.end_to_end.serving import ROOT, adviser, environment

SUBSCRIBERS = 12
HEAD = "email,status,event,at,source,text_version,text_sha256\n"


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    path = tmp_path / "december.md"
    path.write_text("---\nissue: 2026-12\nsubject: News\n---\nHello\n", encoding="utf-8")
    return path


def home_with_subscribers(tmp_path: Path) -> Path:
    home, file = tmp_path / "home", tmp_path / "subscribers.csv"
    proof = f"confirmed,2026-01-01T09:00:00Z,web,2026-11,{hashlib.sha256(b'words').hexdigest()}"
    rows = (f"s{n}@example.org,confirmed,{proof}\n" for n in range(SUBSCRIBERS))
    file.write_text(HEAD + "".join(rows), encoding="utf-8")
    assert adviser(home, "newsletter", "import", str(file)).returncode == 0
    return home


def killed_after(server: MailServer, home: Path, issue: Path, copies: int) -> None:
    command = [sys.executable, "-m", "bot.cli", "newsletter", "send", str(issue)]
    settings = {"ADVISER_SMTP_URL": f"smtp://127.0.0.1:{server.port}"}
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment(home, settings), stderr=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 60
    while len(server.taken) < copies and time.monotonic() < deadline:
        time.sleep(0.001)
    process.kill()
    process.wait(10)
    assert copies <= len(server.taken) < SUBSCRIBERS


def test_after_every_kill_the_rest_get_it_and_nobody_twice(tmp_path: Path, issue: Path) -> None:
    home = home_with_subscribers(tmp_path)
    with running_mail_server() as server:
        server.delay_seconds = 0.05
        settings = {"ADVISER_SMTP_URL": f"smtp://127.0.0.1:{server.port}"}
        for copies in (1, 4, 8):
            killed_after(server, home, issue, copies)
        run = adviser(home, "newsletter", "send", str(issue), "--json", settings=settings)
        report = json.loads(run.stdout)
        got = Counter(address for envelope in server.taken for address in envelope.rcpt_tos)
        assert set(got.values()) == {1}
        assert report["waiting"] == 0
        # A copy that was being handed over when the process died is told, not guessed.
        assert SUBSCRIBERS - len(got) <= report["in_doubt"] <= 3
        assert run.returncode == (1 if report["in_doubt"] else 0)
        again = ("newsletter", "send", str(issue), "--resend-doubtful", "--json")
        last = json.loads(adviser(home, *again, settings=settings).stdout)
        assert (last["waiting"], last["in_doubt"]) == (0, 0)
        everybody = {address for envelope in server.taken for address in envelope.rcpt_tos}
        assert len(everybody) == SUBSCRIBERS


def test_without_a_mail_server_copies_lie_in_the_outbox_once(tmp_path: Path, issue: Path) -> None:
    home = home_with_subscribers(tmp_path)
    preview = adviser(home, "newsletter", "send", str(issue), "--dry-run", "--json")
    assert json.loads(preview.stdout)["waiting"] == SUBSCRIBERS
    for sent in (SUBSCRIBERS, 0):
        run = adviser(home, "newsletter", "send", str(issue), "--json")
        assert (run.returncode, json.loads(run.stdout)["sent"]) == (0, sent)
    assert len(list((home / "outbox").glob("*.eml"))) == SUBSCRIBERS
