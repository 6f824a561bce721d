"""Whole conversations as a course adviser would read them: see tests/transcripts/README.md."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from bot.composition import Adviser
from bot.core.blocks import ParagraphBlock
from bot.core.document import to_document
from bot.core.effects import ForgetConversation
from bot.core.knowledge import Knowledge
from bot.core.message import Message, ReplyDocument
from bot.core.records import Exchange, Kept
from bot.core.reply import reply
from bot.core.state import ConversationState
from bot.core.wording.en_au import EN_AU
from bot.core.wording.wording import Site
from bot.language_files import load_languages
from bot.scrubbing import redact
from bot.settings import Settings
from corpus.models import Article

TRANSCRIPTS = sorted((Path(__file__).parents[2] / "transcripts").glob("*.txt"))
SITE = Site(
    EN_AU,
    owner_contact="help@example.edu.au",
    privacy_url="https://example.edu.au/privacy",
    takes_hand_overs=True,
    languages=load_languages(),
)
# Funding rules end: the day on which the conversations are held.
DAY = date(2026, 11, 24)
_COUNT = re.compile(r" \(\d+\)$")


@dataclass(frozen=True)
class Line:
    number: int
    label: str
    value: str


@pytest.fixture(scope="module")
def app(sample_home: Path) -> Adviser:
    return Adviser(Settings(home=sample_home))


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_the_conversation_goes_as_written(path: Path, app: Adviser) -> None:
    articles = {item.id: item for item in app.content.active() if isinstance(item, Article)}
    knowledge = app.knowledge()
    state = ConversationState()
    document: ReplyDocument | None = None
    exchanges: tuple[Exchange, ...] = ()
    for line in lines(path):
        if line.label in ("visitor", "visitor presses"):
            message = heard(line, document)
            records = partial(Kept, DAY, exchanges)
            result = reply(state, message, knowledge, SITE, records)
            again = reply(state, message, knowledge, SITE, records)
            assert result == again, "the same turn, another reply"
            state, document = result.state, to_document(result, knowledge.version)
            is_forgotten = any(isinstance(effect, ForgetConversation) for effect in result.effects)
            exchange = Exchange(redact(line.value), document.text)
            exchanges = () if is_forgotten else (*exchanges, exchange)
            check_every_turn(document, articles)
            continue
        assert document is not None, f"line {line.number}: a check before the first turn"
        problem = CHECKS[line.label](line.value, document)
        assert not problem, f"{path.name}:{line.number}: {problem}\n\n{document.text}"


def lines(path: Path) -> list[Line]:
    found = []
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if text.strip() and not text.startswith("#"):
            label, _, value = text.strip().partition(":")
            assert label in CHECKS or label.startswith("visitor"), f"{path.name}:{number}: {label}"
            found.append(Line(number, label, value.strip()))
    return found


def heard(line: Line, shown: ReplyDocument | None) -> Message:
    if line.label == "visitor":
        return Message(line.value, sent_on=DAY)
    labels = {_COUNT.sub("", choice.label): choice.id for choice in shown.choices} if shown else {}
    assert line.value in labels, f"line {line.number}: no button {line.value!r} in {sorted(labels)}"
    return Message(choice_id=labels[line.value], sent_on=DAY)


def check_every_turn(document: ReplyDocument, articles: dict[str, Article]) -> None:
    assert document.text.strip()
    own_words = [block.text for block in document.blocks if isinstance(block, ParagraphBlock)]
    questions = sum(text.count("?") for text in own_words if not text.startswith("You can:"))
    assert questions <= 1, document.text
    for citation in document.citations:
        assert citation.quote in articles[citation.source_id].text
    for choice in document.choices:
        assert len(choice.id.encode()) <= 64


def kind(value: str, document: ReplyDocument) -> str:
    return "" if document.kind == value else f"expected {value}, got {document.kind}"


def slots(value: str, document: ReplyDocument) -> str:
    pairs = (part.split("=", 1) for part in value.split(";") if part.strip())
    expected = {name.strip(): sorted(v.strip() for v in text.split(",")) for name, text in pairs}
    got = {
        name: sorted(map(str, v)) if isinstance(v, list) else [str(v)]
        for name, v in document.slots.items()
    }
    return "" if got == expected else f"expected slots {expected}, got {got}"


def step(value: str, document: ReplyDocument) -> str:
    number = document.step.number if document.step else None
    return "" if str(number) == value else f"expected step {value}, got {number}"


def says(value: str, document: ReplyDocument) -> str:
    return "" if value.lower() in document.text.lower() else f"expected to read {value!r}"


def never_says(value: str, document: ReplyDocument) -> str:
    return f"did not expect to read {value!r}" if value.lower() in document.text.lower() else ""


def cites(value: str, document: ReplyDocument) -> str:
    titles = [citation.title for citation in document.citations]
    return "" if value in titles else f"expected a citation of {value!r}, got {titles}"


def offers(value: str, document: ReplyDocument) -> str:
    labels = [choice.label for choice in document.choices]
    return "" if any(label.startswith(value) for label in labels) else f"{value!r} not in {labels}"


def shows(value: str, document: ReplyDocument) -> str:
    count = len(document.courses)
    return "" if str(count) == value else f"expected {value} courses, got {count}"


def every_course(value: str, document: ReplyDocument) -> str:
    field, _, wanted = value.partition(" has ")
    values = [str(getattr(course, field)) for course in document.courses]
    is_held = values and all(wanted in text for text in values)
    return "" if is_held else f"expected {wanted!r} in the {field} of every course, got {values}"


def no_course_mentions(value: str, document: ReplyDocument) -> str:
    found = [c.title for c in document.courses if value.lower() in c.model_dump_json().lower()]
    return f"did not expect {value!r} in {found}" if found else ""


CHECKS: dict[str, Callable[[str, ReplyDocument], str]] = {
    "adviser": kind,
    "slots": slots,
    "step": step,
    "says": says,
    "never says": never_says,
    "cites": cites,
    "offers": offers,
    "shows": shows,
    "every course": every_course,
    "no course mentions": no_course_mentions,
}


def test_there_are_conversations_to_replay() -> None:
    assert len(TRANSCRIPTS) >= 60


def test_knowledge_is_what_the_core_asks_for(app: Adviser) -> None:
    knowledge: Knowledge = app.knowledge()
    assert knowledge.version
