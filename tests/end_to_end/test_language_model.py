"""The product with a language model: what visitors see, what is counted, what `doctor` says."""

import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.composition import Adviser
from bot.core.wording.en_au import EN_AU
from bot.settings import Settings
from tests.channels.web.serving import served
from tests.channels.web.visitor import WebVisitor
from tests.doubles.language_model import (
    LanguageModelServer,
    answers,
    running_language_model,
    says,
)
from tests.end_to_end.serving import adviser as command

pytest.importorskip(
    "openai", reason="the client is not installed: pip install 'course-adviser[llm]'"
)
QUESTION = "How much does a USI cost?"
QUOTE = "A USI is free."
REWORDED = "USIs are free."


@pytest.fixture
def model() -> Iterator[LanguageModelServer]:
    with running_language_model(says(REWORDED)) as model:
        yield model


def settings_for(model: LanguageModelServer) -> dict[str, str]:
    return {
        "ADVISER_LLM_BASE_URL": model.base_url,
        "ADVISER_LLM_MODEL": "double",
        "ADVISER_LLM_TIMEOUT_SECONDS": "20",
    }


def test_an_answer_on_the_web_begins_with_the_rephrasing_and_keeps_its_quotation(
    home: Path, model: LanguageModelServer
) -> None:
    product = Adviser(
        Settings(home=home, llm_base_url=model.base_url, llm_model="double", llm_timeout_seconds=20)
    )
    with served(product) as address, httpx.Client(base_url=address, timeout=30) as http:
        visitor = WebVisitor(http)
        reply = visitor.say(QUESTION)
        model.script = says("A USI costs $50.")
        lied_to = visitor.say(QUESTION)
        model.script = answers(500, b"")
        failed = visitor.say(QUESTION)
        figures = http.get("/metrics").text
    said = EN_AU.rephrased.format(text=REWORDED)
    assert (reply["kind"], reply["blocks"][0]) == ("answer", {"type": "paragraph", "text": said})
    assert QUOTE in reply["citations"][0]["quote"]
    assert [one["blocks"][0]["type"] for one in (lied_to, failed)] == ["quote", "quote"]
    for outcome in ("shown", "rejected", "failed"):
        assert f'adviser_rephrasings_total{{outcome="{outcome}"}} 1.0' in figures


def test_a_question_on_the_command_line_is_reworded_too(
    home: Path, model: LanguageModelServer
) -> None:
    run = command(home, "ask", QUESTION, "--json", settings=settings_for(model))
    reply = json.loads(run.stdout)
    assert REWORDED in reply["blocks"][0]["text"]
    assert QUOTE in reply["citations"][0]["quote"]


def test_without_settings_no_model_is_asked_and_its_client_is_not_loaded(home: Path) -> None:
    product = Adviser(Settings(home=home))
    assert product.language_model is None
    assert EN_AU.rephrased.split("{")[0] not in command(home, "ask", QUESTION).stdout


@pytest.mark.parametrize(
    ("settings", "state", "text"),
    [
        ({}, "note", "off: answers are"),
        ({"ADVISER_LLM_MODEL": "m"}, "broken", "set the other too"),
        ({"ADVISER_LLM_BASE_URL": "http://127.0.0.1:1/v1"}, "broken", "set the other too"),
        (
            {"ADVISER_LLM_BASE_URL": "http://127.0.0.1:1/v1", "ADVISER_LLM_MODEL": "m"},
            "broken",
            "m at http://127.0.0.1:1/v1 could not be reached",
        ),
    ],
)
def test_doctor_says_what_keeps_a_language_model_from_working(
    home: Path, settings: dict[str, str], state: str, text: str
) -> None:
    run = command(home, "doctor", "--json", settings=settings)
    finding = next(f for f in json.loads(run.stdout) if f["part"] == "language model")
    assert (finding["state"], run.returncode) == (state, int(state == "broken"))
    assert text in finding["text"]


def test_doctor_tries_the_model_and_says_whether_its_words_are_supported(
    home: Path, model: LanguageModelServer
) -> None:
    verdicts = []
    for said in ("The course takes 6 weeks, and most students study at night.", "It is long."):
        model.script = says(said)
        run = command(home, "doctor", "--json", settings=settings_for(model))
        finding = next(f for f in json.loads(run.stdout) if f["part"] == "language model")
        verdicts.append((finding["state"], finding["text"].rsplit(" ", 1)[1]))
    assert verdicts == [("ok", "supported"), ("ok", "rejected")]
