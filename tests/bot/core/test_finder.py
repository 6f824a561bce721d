"""The finder over the sample corpus: counts, order, stopping, going back, coming back."""

from dataclasses import replace
from typing import Any

import pytest

from bot.core import choices, finder
from bot.core.acts import Act
from bot.core.blocks import CourseBlock
from bot.core.document import to_document
from bot.core.knowledge import Knowledge
from bot.core.message import Message, Reply
from bot.core.reply import reply
from bot.core.state import ConversationState, Expectation
from bot.core.step_words import act_on_step, step_named, wants_nothing
from bot.core.wording.en_au import EN_AU
from bot.core.wording.wording import Site
from corpus.models import Delivery, Level, State
from retrieval.models import Criteria, Field
from tests.channels.telegram_product import EmptyKnowledge

SITE = Site(EN_AU)
VALUES = {
    Field.SUBJECTS: ("Health", "Business", "IT", "Beauty"),
    Field.DELIVERY: tuple(Delivery),
    Field.STATES: tuple(State),
    Field.LEVELS: tuple(Level),
}


def converse(knowledge: Knowledge, *said: str, site: Site = SITE) -> Reply:
    result = reply(ConversationState(), Message(choice_id=choices.FIND), knowledge, site)
    for text in said:
        result = reply(result.state, Message(text), knowledge, site)
    return result


def test_where_there_is_nothing_at_all_somebody_open_to_anything_is_told_so() -> None:
    told = to_document(converse(EmptyKnowledge(), "any subject"), "v1").text
    assert EN_AU.found_none in told


@pytest.mark.parametrize("field", Field)
@pytest.mark.parametrize(
    "criteria",
    [
        Criteria(),
        Criteria(price_aud_max=500),
        Criteria(excluded_subjects=("Nursing",), states=(State.TAS,), delivery=(Delivery.ONLINE,)),
    ],
)
def test_each_count_is_what_a_search_with_that_answer_finds(
    knowledge: Knowledge, field: Field, criteria: Criteria
) -> None:
    unsaid = with_values(criteria, field)
    found = knowledge.spread(field, VALUES[field], unsaid)
    assert found.in_play == sum_of_courses(knowledge, unsaid)
    assert any(value.met for value in found.values)
    for value in found.values:
        answered = with_values(criteria, field, value.value)
        assert value.met == knowledge.count(answered), value
        assert value.met <= value.in_play


def with_values(criteria: Criteria, field: Field, *values: str) -> Criteria:
    changes: dict[str, Any] = {field: values}
    return replace(criteria, **changes)


def sum_of_courses(knowledge: Knowledge, criteria: Criteria) -> int:
    result = knowledge.courses("", criteria, None, 0, 1)
    return result.met_count + result.unknown_count


def test_counts_heed_what_was_said_in_free_words(knowledge: Knowledge) -> None:
    of_all = knowledge.spread(Field.DELIVERY, Delivery, Criteria())
    of_some = knowledge.spread(Field.DELIVERY, Delivery, Criteria(), "dogs and cats")
    assert 0 < of_some.in_play < of_all.in_play


def test_nothing_is_asked_once_a_page_holds_what_is_left(knowledge: Knowledge) -> None:
    result = converse(knowledge, "nursing", "diploma")
    assert result.state.expecting not in finder.QUESTIONS
    assert 1 <= sum(isinstance(block, CourseBlock) for block in result.blocks) <= 3


def test_a_step_that_was_answered_in_passing_is_not_asked(knowledge: Knowledge) -> None:
    result = converse(knowledge, "business, online in Victoria, any level")
    assert result.state.expecting is Expectation.PART
    assert result.step is not None
    assert result.step.number == 5


def test_the_fixed_order_is_the_page_s(knowledge: Knowledge) -> None:
    site = replace(SITE, finder_order="fixed")
    said = ["upskill", "business", "online", "anywhere"]
    asked = [
        converse(knowledge, *said[:number], site=site).state.expecting
        for number in range(len(said) + 1)
    ]
    assert tuple(asked) == finder.STEPS


def test_taking_answers_back_leads_through_each_state_before(knowledge: Knowledge) -> None:
    said = ["health", "nursing", "blended"]
    before = [converse(knowledge, *said[:number]).state for number in range(len(said))]
    state = converse(knowledge, *said).state
    for earlier in reversed(before):
        result = reply(state, Message("back"), knowledge, SITE)
        state = result.state
        assert (state.slots, state.wish, state.expecting) == (
            earlier.slots,
            earlier.wish,
            earlier.expecting,
        )
    nothing_left = reply(state, Message("back"), knowledge, SITE)
    assert nothing_left.state.slots == state.slots


def test_a_finder_goes_on_from_what_was_stored(knowledge: Knowledge) -> None:
    state = converse(knowledge, "health", "mental health").state
    stored = ConversationState.model_validate_json(state.model_dump_json())
    assert reply(stored, Message("blended"), knowledge, SITE) == reply(
        state, Message("blended"), knowledge, SITE
    )


def test_a_state_stored_before_there_was_a_way_back_still_loads() -> None:
    stored = '{"schema_version": 1, "slots": {"subjects": ["Health"]}, "wish": "health"}'
    assert ConversationState.model_validate_json(stored).earlier == ()


@pytest.mark.parametrize(
    "said",
    [
        "oops",
        "scratch that",
        "previous question",
        "sorry, i clicked the wrong one",
        "that was wrong",
    ],
)
def test_a_slip_is_taken_back(said: str) -> None:
    assert act_on_step(said, None) is Act.UNDO


@pytest.mark.parametrize(
    "said",
    [
        "back to work after kids",
        "i want to go back to uni",
        "back pain massage",
        "undo my degree",
        "change career",
        "what does that mean for my visa",
        "previous experience in nursing",
    ],
)
def test_other_words_about_going_back_are_no_commands(said: str) -> None:
    assert act_on_step(said, Expectation.SUBJECT) is None


@pytest.mark.parametrize(
    ("said", "step"),
    [
        ("change the state", Expectation.STATE),
        ("i want to change my level", Expectation.LEVEL),
        ("go back to the subject question", Expectation.SUBJECT),
        ("different study mode please", Expectation.DELIVERY),
        ("can i change the location?", Expectation.STATE),
        ("change state to victoria", None),
        ("change careers", None),
    ],
)
def test_a_step_is_asked_again_by_its_name(said: str, step: Expectation | None) -> None:
    assert step_named(said) is step


def test_nothing_to_add_is_no_topic() -> None:
    assert wants_nothing("no thanks")
    assert wants_nothing("nothing in particular")
    assert not wants_nothing("no animals")


def test_words_are_asked_for_once_and_stay_within_the_field(knowledge: Knowledge) -> None:
    before = converse(knowledge, "hospitality", "not sure", "any way", "not sure")
    assert before.state.expecting is Expectation.TOPIC
    after = reply(before.state, Message("marketing"), knowledge, SITE)
    assert after.state.slots.subjects == ("Hospitality",)
    assert after.state.wish.endswith("marketing")
    assert after.state.expecting is None
