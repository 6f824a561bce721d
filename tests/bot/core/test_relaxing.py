"""Relaxing is counted, named, undoable and never silent; what is pinned or ruled out stays so."""

import pytest
from hypothesis import given, settings

from bot.core.finder import criteria
from bot.core.knowledge import Knowledge
from bot.core.message import Message
from bot.core.relaxing import fewest_to_drop, relaxations
from bot.core.state import ConversationState, Slots
from bot.core.wording.en_au import EN_AU
from tests.bot.core.talk import Talk, count_on
from tests.bot.core.wishes import wishes


@settings(max_examples=150, deadline=None)
@given(slots=wishes)
def test_each_count_is_what_a_search_with_the_relaxed_wish_finds_more(
    slots: Slots, knowledge: Knowledge
) -> None:
    state = ConversationState(slots=slots)
    before = knowledge.courses("", criteria(slots), None, 0, 1).met_count
    for offer in relaxations(state, knowledge, EN_AU):
        after = knowledge.courses("", criteria(offer.slots), None, 0, 1).met_count
        assert offer.count == count_on(offer.choice.label) == after - before > 0
        for name in slots.pinned:
            assert getattr(offer.slots, name) == getattr(slots, name)
        changed = [n for n in Slots.model_fields if getattr(offer.slots, n) != getattr(slots, n)]
        assert len(set(changed) - {"any"}) == 1, "one wish at a time"


@settings(max_examples=60, deadline=None)
@given(slots=wishes)
def test_relaxing_what_is_needed_keeps_what_is_pinned_or_ruled_out(
    slots: Slots, knowledge: Knowledge
) -> None:
    dropped = fewest_to_drop(ConversationState(slots=slots), knowledge, EN_AU)
    assert not {*slots.pinned, "excluded_subjects"} & set(dropped)


def test_a_press_finds_as_many_as_its_button_says(talk: Talk) -> None:
    offers = talk.say("online diploma of nursing in Tasmania under $300").choices
    counted = [c for c in offers if c.label.endswith(")")]
    assert counted
    for choice in counted:
        again = Talk(talk.knowledge, talk.state)
        document = again.hear(Message(choice_id=choice.id))
        assert len(document.courses) == min(3, count_on(choice.label))


def test_a_near_miss_says_that_it_is_near_and_what_was_let_go_that_it_is_not_met(
    talk: Talk,
) -> None:
    talk.say("in-class nursing course in Tasmania")
    document = talk.press("Also Blended")
    verdicts = {v.criterion: v.verdict for v in document.courses[0].why}
    assert verdicts["delivery"] == "near"
    assert "not quite what you asked for" in document.text


@pytest.mark.parametrize("words", ["undo", "undo that", "go back", "no, put it back", "/undo"])
def test_a_relaxation_is_taken_back_by_word_or_button(talk: Talk, words: str) -> None:
    talk.say("in-class nursing course in Tasmania")
    slots = talk.state.slots
    talk.press("Also Blended")
    assert talk.state.slots != slots
    by_word = Talk(talk.knowledge, talk.state, talk.last, talk.document)
    by_word.say(words)
    talk.press("Undo")
    assert talk.state.slots == by_word.state.slots == slots
    assert talk.state.unrelaxed is None


def test_every_change_is_taken_back_in_turn_until_nothing_is_left(talk: Talk) -> None:
    first = talk.say("nursing courses")
    talk.say("online", "in Victoria", "how long does a course take?")
    talk.say("undo", "undo")
    assert talk.state.slots.known() == first.slots
    talk.say("undo")
    assert "nothing to take back" in talk.say("undo").text


def test_starting_over_cannot_be_taken_back(talk: Talk) -> None:
    talk.say("nursing courses", "start over")
    assert "nothing to take back" in talk.say("undo").text


def test_a_wish_made_after_a_relaxation_stays_when_cards_are_judged(talk: Talk) -> None:
    talk.say("in-class nursing course in Tasmania")
    talk.press("Also Blended")
    document = talk.say("cheapest first")
    assert {v.verdict for c in document.courses for v in c.why if v.criterion == "delivery"} >= {
        "near"
    }


def test_a_field_that_is_ruled_out_is_no_longer_pointed_at(talk: Talk) -> None:
    talk.say("nursing courses")
    assert not talk.say("not nursing, an in-class doctoral degree in Tasmania").courses
    document = talk.say("the first one")
    assert all("Nursing" not in course.subject for course in document.courses)


def test_a_button_of_an_earlier_question_changes_nothing(talk: Talk) -> None:
    asked = talk.say("find a course", "Animal Care")
    old = next(choice for choice in asked.choices if choice.label.startswith("Diploma"))
    talk.say("in Victoria")
    before = talk.state
    document = talk.hear(Message(choice_id=old.id))
    assert "Use the latest buttons" in document.text
    assert talk.state == before


def test_a_button_of_another_conversation_does_not_end_a_sign_up(talk: Talk) -> None:
    talk.say("newsletter", "sam@example.com")
    before = talk.state
    talk.hear(Message(choice_id="open:states"))
    assert talk.state == before
    assert talk.press("Yes, I agree").kind == "notice"
    assert talk.last is not None
    assert [effect.type for effect in talk.last.effects] == ["subscribe"]
