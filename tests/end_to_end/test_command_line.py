"""The command line: JSON for scripts, one line for errors, exit codes that tell."""

import json
from pathlib import Path

import pytest

from bot.composition import Adviser
from bot.doctor import examine
from bot.settings import Settings
from corpus.models import Article
from tests.end_to_end.serving import adviser


def test_a_question_gets_a_quotation_that_stands_in_its_article(home: Path) -> None:
    run = adviser(home, "ask", "What is a digital badge?", "--json")
    reply = json.loads(run.stdout)
    assert (run.returncode, reply["kind"]) == (0, "answer")
    (citation,) = reply["citations"]
    assert citation["title"] == "Digital badges and Open Badges explained"
    item = json.loads(adviser(home, "corpus", "show", citation["source_id"], "--json").stdout)
    paragraphs = [block.get("text") for block in item["blocks"]]
    assert any(text and citation["quote"] in text for text in paragraphs)


def test_a_question_outside_the_field_is_refused_and_nothing_invented(home: Path) -> None:
    reply = json.loads(adviser(home, "ask", "What is the weather in Hobart?", "--json").stdout)
    assert (reply["kind"], reply["citations"], reply["courses"]) == ("refusal", [], [])


def test_a_script_gets_one_line_of_json_for_each_turn(home: Path, tmp_path: Path) -> None:
    script = tmp_path / "turns.txt"
    script.write_text("hi\n\ncert 3 in childcare in brisbane\nno wait, blended\n", encoding="utf-8")
    run = adviser(home, "chat", "--script", str(script), "--json")
    replies = [json.loads(line) for line in run.stdout.splitlines()]
    assert [reply["kind"] for reply in replies] == ["notice", "courses", "courses"]
    assert replies[-1]["slots"]["delivery"] == ["blended"]
    keys = {"kind", "text", "blocks", "citations", "courses", "choices", "slots", "step"}
    assert all(keys | {"corpus_version", "language"} == reply.keys() for reply in replies)


@pytest.mark.parametrize(
    ("arguments", "code", "complaint"),
    [
        (("corpus", "sync", "/no/such/file.csv"), 1, "/no/such/file.csv"),
        (("corpus", "rollback", "never"), 1, "there is no version 'never'"),
        (("corpus", "show", "never"), 1, "there is no item 'never'"),
        (("corpus", "sync", "x.csv", "--map", "title"), 2, "FIELD=COLUMN"),
        (("chat", "--script", "/no/such/script"), 1, "No such file"),
        (("frobnicate",), 2, "No such command"),
    ],
)
def test_an_error_is_told_in_words_and_by_the_exit_code(
    arguments: tuple[str, ...], code: int, complaint: str, home: Path
) -> None:
    run = adviser(home, *arguments)
    assert run.returncode == code
    assert complaint in run.stderr
    assert "Traceback" not in run.stderr
    if code == 1:
        assert len(run.stderr.strip().splitlines()) == 1


def test_without_a_corpus_the_error_says_how_to_get_one(tmp_path: Path, model_folder: Path) -> None:
    (tmp_path / "models").symlink_to(model_folder.parent)
    run = adviser(tmp_path, "ask", "anything")
    assert run.returncode == 1
    assert "adviser corpus sync" in run.stderr


def test_doctor_says_where_mail_goes_and_that_telegram_is_off(home: Path) -> None:
    run = adviser(home, "doctor", "--json")
    findings = {finding["part"]: finding for finding in json.loads(run.stdout)}
    assert run.returncode == 0
    assert "outbox" in findings["mail"]["text"]
    assert "TELEGRAM_BOT_TOKEN" in findings["telegram"]["text"]
    assert findings["corpus"]["state"] == "ok"


def test_doctor_says_which_setting_cannot_work_and_what_to_set(home: Path) -> None:
    app = Adviser(
        Settings(
            home=home,
            smtp_url="mail.example.edu.au",
            owner_email="sam",
            languages=("zh-hans",),
            sources=("/no/such/catalogue.csv",),
            mail_tool="listmonk",
        )
    )
    findings = {finding.part: finding for finding in examine(app, {})}
    broken = {part: finding.text for part, finding in findings.items() if finding.state == "broken"}
    assert broken.keys() == {"mail", "hand-overs", "languages", "sources", "mail tool"}
    assert "ADVISER_SMTP_URL" in broken["mail"]
    assert "ADVISER_OWNER_EMAIL" in broken["hand-overs"]
    assert "zh-Hans" in broken["languages"]
    assert "/no/such/catalogue.csv" in broken["sources"]
    assert "ADVISER_MAIL_TOOL_URL" in broken["mail tool"]


def test_doctor_finds_a_token_without_sources_and_names_what_is_held(home: Path) -> None:
    app = Adviser(Settings(home=home, corpus_token="t" * 32))
    gone = [item.id for item in app.served.current().items if isinstance(item, Article)]
    held = app.publisher.retire(gone[::2]).held
    findings = {finding.part: finding for finding in examine(app, {})}
    assert findings["sources"].state == "broken"
    assert held
    assert held in findings["held versions"].text


def test_a_broken_row_is_named_and_the_rest_is_published(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("title,url\nFalconry,https://x.example/1\n,https://x.example/2\n", "utf-8")
    run = adviser(home, "corpus", "sync", str(path))
    assert run.returncode == 1
    assert "rows.csv row 3" in run.stdout
    assert "published" in run.stdout


def test_nothing_of_several_sources_is_stored_when_one_cannot_be_read(
    home: Path, tmp_path: Path
) -> None:
    good = tmp_path / "good.csv"
    good.write_text("title\nFalconry\n", "utf-8")
    run = adviser(home, "corpus", "sync", str(good), str(tmp_path / "absent.csv"))
    assert run.returncode == 1
    assert "falconry" not in adviser(home, "corpus", "export").stdout.lower()


def test_the_snippet_is_one_line_for_a_page(home: Path) -> None:
    run = adviser(home, "snippet", "--origin", "https://adviser.example/")
    assert run.stdout == '<script src="https://adviser.example/widget.js" defer></script>\n'


def test_staff_add_single_items_and_see_what_differs_between_versions(
    home: Path, tmp_path: Path
) -> None:
    before = json.loads(adviser(home, "corpus", "status", "--json").stdout)["version"]
    for name in ("Falconry", "Glassblowing"):
        path = tmp_path / f"{name}.jsonl"
        path.write_text(json.dumps({"title": name, "url": f"https://x.example/{name}"}), "utf-8")
        run = adviser(home, "corpus", "add", str(path), "--json")
        assert json.loads(run.stdout)["sources"][0]["retired"] == []
    after = json.loads(adviser(home, "corpus", "status", "--json").stdout)["version"]
    run = adviser(home, "corpus", "diff", before, after, "--json")
    changes = json.loads(run.stdout)
    assert (len(changes["added"]), changes["changed"], changes["retired"]) == (2, [], [])
    retired = changes["added"][0]
    assert adviser(home, "corpus", "retire", retired).returncode == 0
    assert adviser(home, "corpus", "check").returncode == 0
    assert retired not in adviser(home, "corpus", "export").stdout


def test_a_visitors_data_can_be_handed_out_and_deleted(home: Path) -> None:
    script = "newsletter\njo@example.com\nyes I agree\n"
    adviser(home, "chat", "--script", "-", "--conversation", "jo", stdin=script)
    kept = json.loads(adviser(home, "privacy", "export", "terminal:jo").stdout)
    assert [subscriber["email"] for subscriber in kept["newsletter"]] == ["jo@example.com"]
    assert [turn["visitor"] for turn in kept["turns"]][1] == "[mail address]"
    assert adviser(home, "privacy", "forget", "terminal:jo").returncode == 0
    assert adviser(home, "privacy", "export", "terminal:jo").returncode == 1
    database = b"".join(file.read_bytes() for file in home.glob("adviser.sqlite3*"))
    assert b"jo@example.com" not in database
