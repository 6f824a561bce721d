"""Titles and licences: who gives them, since no course does."""

import re

from bot.core.message import Reply
from bot.core.professions import Profession
from bot.core.steps.answering import fields_named, sure_quotes
from bot.core.steps.compose import main_choices, say, sourced
from bot.core.steps.way_words import in_view, spoken_routes, ways
from bot.core.text import fold
from bot.core.turn import Turn
from corpus.models import State

_AFTER = re.compile(r"\b(?:after\w*|then|with (?:this|that|it|one of)|from (?:this|that|there))\b")
_OF_TWO = re.compile(r"\b(?:which|either|neither|both|any of)\b")


def who_decides(turn: Turn) -> Reply:
    """Who registers or licenses, what it asks for, and what the corpus says beside it."""
    named = turn.knowledge.guidance.titles.named(fold(turn.understood.text))
    return say(
        turn,
        "answer",
        spoken_profession(turn, named[0]) if named else "",
        *_ways_on(turn),
        *sure_quotes(turn),
        offer=(*fields_named(turn), *main_choices(turn.wording)),
    )


def spoken_profession(turn: Turn, profession: Profession) -> str:
    """The body, its rule and what it asks for, with source and date."""
    wording = turn.wording.guidance
    rule = wording.registration.format(
        body=_body(turn, profession), rule=profession.rule, needs=profession.needs
    )
    source = sourced(turn, profession.source, profession.checked_on)
    return f"{_course_alone(turn)} {rule} {source}"


def _ways_on(turn: Turn) -> tuple[str, ...]:
    """Where the courses in view lead, for somebody who asks what they can be after them."""
    courses = in_view(turn) if _AFTER.search(fold(turn.understood.text)) else ()
    routes = ways(turn).on_from(courses)
    wording = turn.wording.guidance
    stated = f"{wording.leads_on}\n{spoken_routes(turn, routes)}"
    return (stated, wording.credit_decided) if routes else ()


def _course_alone(turn: Turn) -> str:
    wording, text = turn.wording.guidance, fold(turn.understood.text)
    is_of_two = len(turn.state.last_course_ids) == 2 and _OF_TWO.search(text)
    return wording.neither_alone if is_of_two else wording.no_course_alone


def _body(turn: Turn, profession: Profession) -> str:
    """The body of the visitor's state where each has its own, else of all."""
    said = turn.understood.heard.slots.states or turn.state.slots.states
    states: tuple[State, ...] = said if len(said) == 1 else ()
    body = next((profession.by_state[s] for s in states if s in profession.by_state), "")
    body = body or profession.body
    return body[0].upper() + body[1:]
