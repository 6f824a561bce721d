"""Why not that one: the change that is named is the smallest there is, by trying all of them."""

from dataclasses import replace
from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.explaining import SLOT_OF, TOPIC, standing
from bot.core.finder import criteria
from bot.core.knowledge import Knowledge
from bot.core.state import ConversationState, Slots
from corpus.models import Course
from retrieval.models import Criteria
from tests.bot.core.talk import Talk
from tests.bot.core.wishes import wishes

EVERYTHING = 1_000
TOPICS = ["", "animals", "a career helping people", "spreadsheets"]


@pytest.fixture(scope="session")
def catalogue(knowledge: Knowledge) -> tuple[Course, ...]:
    """Every course of the sample."""
    result = knowledge.courses("", Criteria(), None, 0, EVERYTHING)
    return tuple(match.course for match in result.matches)


def is_found(course: Course, wanted: Criteria, wish: str, knowledge: Knowledge) -> bool:
    result = knowledge.courses(wish, wanted, None, 0, EVERYTHING)
    return any(match.course.id == course.id for match in result.matches)


@settings(max_examples=120, deadline=None)
@given(slots=wishes, wish=st.sampled_from(TOPICS), number=st.integers(0, EVERYTHING))
def test_the_change_is_the_smallest_that_admits_the_course(
    slots: Slots,
    wish: str,
    number: int,
    knowledge: Knowledge,
    catalogue: tuple[Course, ...],
) -> None:
    course = catalogue[number % len(catalogue)]
    state = ConversationState(slots=slots, wish=wish)
    stands = standing(course, state, knowledge)
    changed = {SLOT_OF.get(verdict.criterion, TOPIC) for verdict in stands.broken}
    assert changed == smallest_by_trying(course, slots, wish, knowledge)
    if stands.admitting:
        after = stands.admitting
        assert is_found(course, criteria(after.slots), after.wish, knowledge)
        for name in slots.pinned:
            assert getattr(after.slots, name) == getattr(slots, name)
    else:
        assert stands.kept or not stands.broken


def smallest_by_trying(course: Course, slots: Slots, wish: str, knowledge: Knowledge) -> set[str]:
    """The fewest wishes without which a course is found, of all sets of them."""
    wanted, empty = criteria(slots), Criteria()
    held = [n for n in Criteria.__slots__ if getattr(wanted, n) != getattr(empty, n)]
    held += [TOPIC] if wish else []
    sets = chain.from_iterable(combinations(held, size) for size in range(len(held) + 1))
    for dropped in sets:
        fields = {name: getattr(empty, name) for name in dropped if name != TOPIC}
        looser = replace(wanted, **fields)
        # A wish in words counts only where no field was named.
        counts = wish if TOPIC not in dropped and not wanted.subjects else ""
        if is_found(course, looser, counts, knowledge):
            return set(dropped)
    raise AssertionError("with nothing asked for, every course is found")


def test_a_course_that_costs_too_much_comes_in_at_its_price(talk: Talk) -> None:
    talk.say("cyber security courses in South Australia")
    dear = next(c for c in talk.say("cyber security courses under $9000 in SA").courses)
    talk.say("under $100")
    document = talk.say(f"why not {dear.title}?")
    assert "costs more" in document.text.lower()
    assert "with this changed" in document.text
    talk.press("Show it with that change")
    found = talk.knowledge.courses(talk.state.wish, criteria(talk.state.slots), None, 0, EVERYTHING)
    assert dear.id in [match.course.id for match in found.matches]
    assert talk.say("undo").slots["price_aud_max"] == 100


def test_what_is_pinned_or_ruled_out_is_never_offered_away(talk: Talk) -> None:
    talk.say("it must be in Tasmania", "cyber security", "not nursing")
    pinned = talk.say("why not the Bachelor of Cyber Security?")
    assert "I keep to it" in pinned.text
    assert all("Show it" not in choice.label for choice in pinned.choices)
    ruled_out = talk.say("why not nursing?")
    assert "asked me to leave out Nursing" in ruled_out.text
    assert ruled_out.courses == ()


def test_a_course_that_fits_is_said_to_and_where_it_stands(talk: Talk) -> None:
    talk.say("cyber security courses")
    assert "does fit: it is number 2 of" in talk.say("why not the second one?").text


def test_a_question_that_names_no_course_is_answered_as_a_question(talk: Talk) -> None:
    talk.say("cyber security courses")
    document = talk.say("why aren't micro-credentials part of the AQF?")
    assert document.kind in ("answer", "refusal")
    assert "left out" not in document.text


def test_why_shows_the_verdicts_and_the_order(talk: Talk) -> None:
    talk.say("online cyber security courses")
    document = talk.say("why the first one?")
    assert [course.why for course in document.courses]
    assert {v.verdict for c in document.courses for v in c.why} == {"met"}
    assert "plays no part" in document.text
    assert "cheapest first" in talk.say("cheapest first", "why these?").text


def test_the_way_back_leads_to_the_same_page(talk: Talk) -> None:
    talk.say("nursing courses")
    page = talk.say("show more")
    again = talk.say("why the first one?", "how do loans work?", "back to those courses")
    assert [c.id for c in again.courses] == [c.id for c in page.courses]
    assert talk.state.offered_course_ids[-3:] == tuple(c.id for c in page.courses)[-3:]
