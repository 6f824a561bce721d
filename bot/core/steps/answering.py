"""Answering a question with the corpus's own sentences, or saying plainly that it has none."""

import re
from collections.abc import Iterable
from dataclasses import replace

from bot.core import choices, finder
from bot.core.blocks import Choice, Citation, QuoteBlock
from bot.core.figures import asked_measure, differ, phrases
from bot.core.fragments import link_to_quote
from bot.core.message import Reply
from bot.core.provenance import ASKS_FOR_CLAIMANT
from bot.core.sides import compared_sides, names_all
from bot.core.steps import finding
from bot.core.steps.compose import spoken_date
from bot.core.steps.meeting import out_of_scope, person_sentence
from bot.core.steps.typical import typical_qualification
from bot.core.text import fold
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
FIRST_PERSON = re.compile(r"\b(?:i|i'm|im|i've|ive|my|me|we)\b")
# "python", "wedding flowers": longer turns that nothing answers are stories, not wishes.
BARE_WISH_WORDS_MAX = 3


def answer(turn: Turn) -> Reply:
    """Quote what answers the question; else courses, if any were named; else a refusal."""
    found = turn.knowledge.evidence(turn.understood.text, NEAREST_SHOWN)
    return replace(_answer(turn, found), nearest=next(iter(found), None))


def _answer(turn: Turn, found: tuple[Evidence, ...]) -> Reply:
    quoted = _quoted(turn, found)
    if quoted:
        return quoted
    if _is_wish(turn):
        return finding.find(turn)
    if _is_story(turn):
        return finding.ask(turn, turn.state, turn.wording.narrow_it_down)
    return _refuse(turn, found)


def decline(turn: Turn) -> Reply:
    """Say that a turn is outside the field, unless the corpus answers it all the same."""
    found = turn.knowledge.evidence(turn.understood.text, NEAREST_SHOWN)
    return replace(_quoted(turn, found) or out_of_scope(turn), nearest=next(iter(found), None))


def _quoted(turn: Turn, found: Iterable[Evidence]) -> Reply | None:
    """What answers the question, or each of the two things that it compares; None without any."""
    sure = _sure(turn, found)
    sides = compared_sides(turn.understood.text)
    if sides and not (sure and names_all(sides, f"{sure[0].title} {sure[0].quote}")):
        each = _each_side(turn, sides)
        if each:
            return _quote(turn, each, turn.wording.each_side)
    if sure:
        return _quote(turn, _nearly_as_sure(sure))
    return None


def _sure(turn: Turn, found: Iterable[Evidence]) -> list[Evidence]:
    return [piece for piece in found if piece.confidence >= turn.knowledge.answer_threshold]


def _nearly_as_sure(sure: list[Evidence]) -> list[Evidence]:
    least = NEARLY_AS_SURE * sure[0].confidence
    return [piece for piece in sure[:EVIDENCE_MAX] if piece.confidence >= least]


def _each_side(turn: Turn, sides: tuple[str, ...]) -> list[Evidence]:
    """What each of two things is, where no text compares them; none unless both are known."""
    found = [_sure(turn, turn.knowledge.evidence(f"What is {side}?", 1)) for side in sides]
    best = [pieces[0] for pieces in found if pieces]
    are_known = len(best) == len(sides) and len({piece.quote for piece in best}) == len(sides)
    return best if are_known else []


def _quote(turn: Turn, shown: list[Evidence], lead: str = "") -> Reply:
    measure = asked_measure(turn.understood.text)
    if len(shown) > 1 and differ(measure, shown[0].quote, shown[1].quote):
        lead = turn.wording.figures_differ
    cited = tuple(piece.article_id for piece in shown)
    return finding.then_resume(
        turn,
        "answer",
        typical_qualification(turn),
        lead,
        *(quote_block(piece, phrases(measure, piece.quote)) for piece in shown),
        turn.wording.check_changes if asks_of_now(turn.understood.text) else "",
        state=turn.state.model_copy(update={"cited_article_ids": cited}),
    )


def asks_of_now(question: str) -> bool:
    """Whether a text that was written some day can only answer in part."""
    return bool(OF_NOW.search(question))


def quote_block(piece: Evidence, emphasis: tuple[str, ...] = ()) -> QuoteBlock:
    """A piece of evidence as the channels show it; `emphasis` holds parts of its quote."""
    citation = Citation(
        title=piece.title,
        url=piece.url,
        link=link_to_quote(piece.url, piece.quote),
        quote=piece.quote,
        source_id=piece.article_id,
        updated_on=piece.updated_on,
    )
    return QuoteBlock(text=piece.quote, citation=citation, emphasis=emphasis)


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


def _is_story(turn: Turn) -> bool:
    """Whether somebody speaks of themselves and asks nothing, with no search under way."""
    is_search = finder.has_aim(turn.state) or turn.state.slots.known()
    return not (turn.understood.is_question or is_search) and bool(
        FIRST_PERSON.search(fold(turn.understood.text))
    )


def _refuse(turn: Turn, nearest: tuple[Evidence, ...]) -> Reply:
    """Say what was searched and when, the nearest titles, and a person if there is one."""
    wording = turn.wording
    built = spoken_date(turn.knowledge.built_on, wording)
    near = [piece for piece in nearest if piece.confidence >= NEAREST_CONFIDENCE_MIN]
    said = turn.understood.heard.slots
    titles = "\n".join(f"• {piece.title}" for piece in near)
    person = person_sentence(turn) if turn.site.owner_contact else ""
    return finding.then_resume(
        turn,
        "refusal",
        wording.refusal.format(date=built),
        wording.refusal_no_claimant if _asks_for_claimant(turn) else "",
        f"{wording.refusal_nearest}\n{titles}" if titles else "",
        wording.check_changes if said.subjects or said.levels or said.funded else "",
        person,
        otherwise=fields_named(turn),
    )


def _asks_for_claimant(turn: Turn) -> bool:
    return bool(ASKS_FOR_CLAIMANT.search(fold(turn.understood.text)))


def fields_named(turn: Turn) -> tuple[Choice, ...]:
    """The fields that were named and are not unwanted, for someone who would rather see courses."""
    unwanted = turn.state.slots.excluded_subjects
    named = turn.understood.heard.slots.subjects[:FIELDS_OFFERED_MAX]
    return tuple(
        choices.choice("subject", name, _courses_in(name, turn))
        for name in named
        if name not in unwanted
    )


def _courses_in(name: str, turn: Turn) -> str:
    wording = turn.wording
    return wording.choice_courses_in.format(subject=wording.subjects.get(name, name))


def sure_quotes(turn: Turn) -> tuple[QuoteBlock, ...]:
    """What the corpus says to a turn, if it is sure."""
    found = turn.knowledge.evidence(turn.understood.text, 1)
    sure = (piece for piece in found if piece.confidence >= turn.knowledge.answer_threshold)
    return tuple(map(quote_block, sure))
