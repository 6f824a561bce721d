"""Conversations over HTTP: started, continued, streamed, read, judged, forgotten."""

import threading
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.channels.web.events import pieces
from bot.composition import Adviser
from bot.settings import Settings
from bot.stores.tables import ConversationRow, FeedbackRow
from tests.channels.web.serving import Clock, served
from tests.channels.web.visitor import API, WebVisitor, error_of


def test_a_new_conversation_comes_with_a_token_and_the_greeting(
    http: httpx.Client, adviser: Adviser
) -> None:
    response = http.post(f"{API}/conversations")
    assert response.status_code == 201
    body = response.json()
    assert (len(body["id"]), len(body["token"])) == (22, 43)
    assert body["reply"]["text"].startswith(adviser.site.wording.greeting)
    assert body["reply"]["choices"]
    expires_at = datetime.fromisoformat(body["expires_at"])
    assert abs(expires_at - datetime.now(UTC) - timedelta(days=30)) < timedelta(minutes=1)


def test_the_token_is_nowhere_in_the_database_files(visitor: WebVisitor, adviser: Adviser) -> None:
    visitor.say("hello")
    files = [f.read_bytes() for f in adviser.settings.home.glob("adviser.sqlite3*")]
    assert any(visitor.id.encode() in content for content in files)
    assert not any(visitor.token.encode() in content for content in files)


def test_a_conversation_goes_on_from_what_was_said(visitor: WebVisitor) -> None:
    first = visitor.say("find a course in Queensland")
    second = visitor.say("find an online course")
    assert first["slots"] == {"states": ["QLD"]}
    assert second["slots"] == {"delivery": ["online"], "states": ["QLD"]}


def test_a_choice_is_answered_as_the_button_that_it_is(visitor: WebVisitor) -> None:
    choice = visitor.start["reply"]["choices"][0]
    response = visitor.send(choice_id=choice["id"])
    assert response.status_code == 200
    assert visitor.transcript()[1]["text"] == choice["label"]


def test_the_same_message_id_gets_the_same_answer_and_is_said_once(visitor: WebVisitor) -> None:
    first = visitor.send(text="hello", message_id="once")
    again = visitor.send(text="something else", message_id="once")
    assert again.json() == first.json()
    assert [turn["message_id"] for turn in visitor.transcript()] == ["greeting", "once", "once"]


def test_five_of_one_message_at_once_are_one_turn(visitor: WebVisitor) -> None:
    answers: list[str] = []

    def send() -> None:
        answers.append(visitor.send(text="dogs, online", message_id="five").text)

    threads = [threading.Thread(target=send) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 5
    assert len(set(answers)) == 1
    assert len(visitor.transcript()) == 3


def test_streamed_deltas_make_up_the_text_of_the_reply_that_follows(visitor: WebVisitor) -> None:
    events = visitor.stream(text="What is a micro-credential?", message_id="s1")
    names = [name for name, _ in events]
    assert names[:-1] == ["delta"] * (len(events) - 1)
    assert len(names) > 2
    assert names[-1] == "reply"
    reply = events[-1][1]
    assert "".join(data["text"] for _, data in events[:-1]) == reply["text"]
    plain = visitor.send(text="What is a micro-credential?", message_id="s1")
    assert plain.json() == reply


@pytest.mark.parametrize("text", ["", "one", "One. Two!  Three?\n\nFour", "a\n\n\nb.c d.", " . "])
def test_pieces_joined_are_the_text(text: str) -> None:
    assert "".join(pieces(text)) == text
    assert "" not in pieces(text)


def test_pieces_end_with_sentences_and_lines() -> None:
    assert pieces("One. Two is 2.5!\nThree") == ["One. ", "Two is 2.5!\n", "Three"]


def test_a_client_that_leaves_in_the_middle_finds_its_answer_later(visitor: WebVisitor) -> None:
    headers = {**visitor.bearer, "Accept": "text/event-stream"}
    body = {"text": "dogs, online", "message_id": "left"}
    with visitor.http.stream("POST", f"{visitor.path}/messages", json=body, headers=headers):
        pass
    answer = visitor.send(text="dogs, online", message_id="left")
    assert answer.status_code == 200
    assert len(visitor.transcript()) == 3


def test_the_transcript_leaves_out_what_the_visitor_did_not_say(visitor: WebVisitor) -> None:
    said = visitor.say("hello")
    turns = visitor.transcript()
    assert [turn["role"] for turn in turns] == ["adviser", "visitor", "adviser"]
    assert turns[0]["reply"] == visitor.start["reply"]
    assert turns[1] == {"role": "visitor", "message_id": "m1", "text": "hello"}
    assert turns[2]["reply"] == said


def test_the_latest_opinion_of_a_reply_is_kept(visitor: WebVisitor, adviser: Adviser) -> None:
    visitor.say("hello")
    for helpful in (True, False):
        response = visitor.http.post(
            f"{visitor.path}/feedback",
            json={"message_id": "m1", "helpful": helpful},
            headers=visitor.bearer,
        )
        assert (response.status_code, response.content) == (204, b"")
    with Session(adviser.database) as session:
        rows = session.scalars(select(FeedbackRow)).all()
        assert [(row.message_id, row.helpful) for row in rows] == [("m1", False)]


def test_an_opinion_of_a_message_that_was_never_sent_is_not_found(visitor: WebVisitor) -> None:
    response = visitor.http.post(
        f"{visitor.path}/feedback",
        json={"message_id": "never", "helpful": True},
        headers=visitor.bearer,
    )
    assert response.status_code == 404
    assert "message_id" in error_of(response)["message"]


def test_a_deleted_conversation_is_gone_and_its_token_opens_nothing(
    visitor: WebVisitor, adviser: Adviser
) -> None:
    visitor.say("hello")
    assert visitor.http.delete(visitor.path, headers=visitor.bearer).status_code == 204
    assert visitor.http.get(visitor.path, headers=visitor.bearer).status_code == 401
    assert visitor.send(text="hello").status_code == 401
    with Session(adviser.database) as session:
        assert session.get(ConversationRow, visitor.id) is None


def test_forgetting_by_chat_deletes_the_conversation(visitor: WebVisitor, adviser: Adviser) -> None:
    visitor.say("forget me")
    answer = visitor.say("yes")
    assert adviser.site.wording.forgotten in answer["text"]
    assert visitor.send(text="hello").status_code == 401


def test_a_turn_under_way_does_not_bring_a_deleted_conversation_back(
    visitor: WebVisitor, adviser: Adviser
) -> None:
    stop = threading.Event()

    def keep_talking() -> None:
        while not stop.is_set():
            with httpx.Client(base_url=visitor.http.base_url, timeout=30) as http:
                http.post(
                    f"{visitor.path}/messages",
                    json={"text": "dogs", "message_id": f"t{threading.get_ident()}"},
                    headers=visitor.bearer,
                )

    threads = [threading.Thread(target=keep_talking) for _ in range(4)]
    for thread in threads:
        thread.start()
    visitor.http.delete(visitor.path, headers=visitor.bearer)
    stop.set()
    for thread in threads:
        thread.join()
    with Session(adviser.database) as session:
        assert session.get(ConversationRow, visitor.id) is None


def test_an_expired_conversation_opens_to_nobody(adviser: Adviser) -> None:
    clock = Clock(datetime.now(UTC))
    settings = Settings(home=adviser.settings.home, conversation_days=2)
    with (
        served(Adviser(settings, clock)) as address,
        httpx.Client(base_url=address, timeout=30) as http,
    ):
        visitor = WebVisitor(http)
        clock.now += timedelta(days=1, hours=23)
        assert visitor.send(text="hello").status_code == 200
        clock.now += timedelta(hours=1)
        assert visitor.send(text="hello").status_code == 401
