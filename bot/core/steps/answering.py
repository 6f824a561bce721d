"""Answering a question with the corpus's own sentences, or saying plainly that it has none."""

import re

from bot.core import choices
from bot.core.blocks import Choice, Citation, QuoteBlock
from bot.core.fragments import link_to_quote
from bot.core.message import Reply
from bot.core.steps import finding
from bot.core.steps.compose import main_choices, say, spoken_date
from bot.core.steps.meeting import person_sentence
from bot.core.turn import Turn
from retrieval.models import Evidence

# Beside the best piece: another article's is shown only when it is nearly as sure.
EVIDENCE_MAX = 2
NEARLY_AS_SURE = 0.9
NEAREST_SHOWN = 2
# Below it a title has nothing to do with the question.
NEAREST_CONFIDENCE_MIN = 0.1
FIELDS_OFFERED_MAX = 2
# What holds now or will hold soon is for the provider to say.
OF_NOW = re.compile(
    r"\b(?:still|right now|currently|today|tonight|tomorrow|at the moment"
    r"|(?:this|next) (?:week|month|year|term|semester|intake))\b",
    re.IGNORECASE,
)
# "python", "wedding flowers": longer turns that nothing answers are stories, not wishes.
BARE_WISH_WORDS_MAX = 3


def answer(turn: Turn) -> Reply:
    """Quote what answers the question; else courses, if any were named; else a refusal."""
    found = turn.knowledge.evidence(turn.understood.text, NEAREST_SHOWN)
    threshold = turn.knowledge.answer_threshold
    sure = [piece for piece in found if piece.confidence >= threshold]
    if sure:
        return _quote(turn, sure)
    if _is_wish(turn):
        return finding.find(turn)
    return _refuse(turn, found)


def _quote(turn: Turn, sure: list[Evidence]) -> Reply:
    best = sure[0]
    shown = [p for p in sure[:EVIDENCE_MAX] if p.confidence >= NEARLY_AS_SURE * best.confidence]
    resumed = finding.resume(turn)
    return say(
        turn,
        "answer",
        *(quote_block(piece) for piece in shown),
        turn.wording.check_changes if asks_of_now(turn.understood.text) else "",
        resumed.question if resumed else "",
        offer=resumed.choices if resumed else main_choices(turn.wording),
        step=resumed.step if resumed else None,
    )


def asks_of_now(question: str) -> bool:
    """Whether a text that was written some day can only answer in part."""
    return bool(OF_NOW.search(question))


def quote_block(piece: Evidence) -> QuoteBlock:
    """A piece of evidence as the channels show it."""
    citation = Citation(
        title=piece.title,
        url=piece.url,
        link=link_to_quote(piece.url, piece.quote),
        quote=piece.quote,
        source_id=piece.article_id,
        updated_on=piece.updated_on,
    )
    return QuoteBlock(text=piece.quote, citation=citation)


def _is_wish(turn: Turn) -> bool:
    """Whether a turn that nothing answers may be a wish: no question, and courses are like it."""
    heard = turn.understood.heard
    if turn.understood.is_question:
        return False
    if heard:
        return True
    if len(turn.understood.text.split()) > BARE_WISH_WORDS_MAX:
        return False
    wish = " ".join(heard.topic)
    return bool(wish and turn.knowledge.courses(wish, finding.NO_CRITERIA, None, 0, 1).matches)


def _refuse(turn: Turn, nearest: tuple[Evidence, ...]) -> Reply:
    """Say what was searched and when, the nearest titles, and a person if there is one."""
    wording = turn.wording
    built = spoken_date(turn.knowledge.built_on, wording)
    near = [piece for piece in nearest if piece.confidence >= NEAREST_CONFIDENCE_MIN]
    said = turn.understood.heard.slots
    titles = "\n".join(f"• {piece.title}" for piece in near)
    person = person_sentence(turn) if turn.site.owner_contact else ""
    resumed = finding.resume(turn)
    return say(
        turn,
        "refusal",
        wording.refusal.format(date=built),
        f"{wording.refusal_nearest}\n{titles}" if titles else "",
        wording.check_changes if said.subjects or said.levels or said.funded else "",
        person,
        resumed.question if resumed else "",
        offer=resumed.choices if resumed else (*_fields(turn), *main_choices(wording)),
        step=resumed.step if resumed else None,
    )


def _fields(turn: Turn) -> tuple[Choice, ...]:
    """The fields that the question named, for someone who would rather see courses."""
    return tuple(
        choices.choice("subject", name, turn.wording.choice_courses_in.format(subject=name))
        for name in turn.understood.heard.slots.subjects[:FIELDS_OFFERED_MAX]
    )
