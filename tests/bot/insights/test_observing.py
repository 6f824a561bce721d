"""What is observed of a turn: what became of it, what it lacked, where the finder stood."""

import pytest

from bot.core.demand import Demand, Schedule, demand_of, schedules_in
from bot.core.knowledge import Knowledge
from bot.core.observation import NewsletterStage, Observation, Outcome, StepFate, observe
from bot.core.state import Expectation, Slots
from corpus.models import Delivery, State
from tests.bot.core.talk import Talk

NO_WORDS = ("", None)


@pytest.fixture
def talk(sample_knowledge: Knowledge) -> Talk:
    return Talk(sample_knowledge)


def observed(talk: Talk, line: str) -> Observation:
    before = talk.state
    talk.say(line)
    assert talk.last
    assert talk.last.understood
    return observe(before, talk.last.understood, talk.last)


def test_of_an_answer_the_article_and_its_confidence_are_noted_and_no_word(talk: Talk) -> None:
    seen = observed(talk, "What is a micro-credential?")
    assert (seen.outcome, seen.question) == (Outcome.ANSWERED, "")
    assert seen.nearest
    assert seen.nearest.article_id.startswith("what-is-a-micro-credential")
    assert seen.nearest.confidence >= talk.knowledge.answer_threshold


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ("Is there parking on campus?", Outcome.REFUSED),
        ("who won the footy", Outcome.OUT_OF_SCOPE),
        ("beekeeping", Outcome.UNCLEAR),
        ("Do you offer glassblowing courses?", Outcome.NO_COURSES),
    ],
)
def test_of_a_question_in_vain_the_words_are_noted(said: str, outcome: Outcome, talk: Talk) -> None:
    seen = observed(talk, said)
    assert (seen.outcome, seen.question) == (outcome, said)


@pytest.mark.parametrize(
    "said",
    [
        "i want to kill myself",
        "can I get a visa if I study nursing",
        "am I eligible for the nursing course",
        "should I stop taking my antidepressants",
        "forget me",
    ],
)
def test_of_what_is_private_nothing_but_that_it_was(said: str, talk: Talk) -> None:
    seen = observed(talk, said)
    assert seen == Observation(seen.act, Outcome.PRIVATE)


def test_what_is_typed_where_an_address_was_asked_for_is_not_noted(talk: Talk) -> None:
    talk.say("newsletter")
    assert observed(talk, "wilhelmina dot featherstonehaugh").question == ""


def test_courses_are_noted_by_subject(talk: Talk) -> None:
    seen = observed(talk, "nursing courses")
    assert (seen.outcome, seen.subject, seen.question) == (Outcome.COURSES, "Nursing", "")
    assert seen.demand is None


def test_weekend_classes_in_a_state_are_demand_that_no_course_can_meet(talk: Talk) -> None:
    seen = observed(talk, "nursing weekend classes in Tasmania")
    assert seen.demand == Demand(
        subjects=("Nursing",), states=(State.TAS,), schedules=(Schedule.WEEKEND,)
    )


def test_courses_that_are_not_there_are_demand_by_slots_and_not_by_words(talk: Talk) -> None:
    seen = observed(talk, "aged care in perth under $107 online at certificate IV level")
    assert (seen.outcome, seen.question) == (Outcome.NO_COURSES, "")
    assert seen.demand
    assert (seen.demand.subjects, seen.demand.states) == (("Aged Care",), (State.WA,))
    assert seen.demand.delivery == (Delivery.ONLINE,)
    assert seen.demand.price_aud_max == 110, "rounded, so that it is nobody's own number"


@pytest.mark.parametrize(
    ("said", "schedules"),
    [
        ("weekend classes", (Schedule.WEEKEND,)),
        ("anything after work or on Saturdays?", (Schedule.WEEKEND, Schedule.EVENING)),
        ("good morning", ()),
        ("I work full-time, what suits me?", ()),
        ("a full time course", (Schedule.FULL_TIME,)),
    ],
)
def test_when_classes_are_to_be_is_told_from_a_greeting_and_a_job(
    said: str, schedules: tuple[Schedule, ...]
) -> None:
    assert schedules_in(said) == schedules


def test_who_looks_for_anything_demands_nothing() -> None:
    assert demand_of(Slots(), ()) is None


def test_a_question_of_the_finder_meets_one_fate(talk: Talk) -> None:
    shown = observed(talk, "find a course")
    assert shown.steps == ((Expectation.SUBJECT, StepFate.SHOWN),)
    aside = observed(talk, "what is a micro-credential?")
    assert aside.steps == (
        (Expectation.SUBJECT, StepFate.SET_ASIDE),
        (Expectation.SUBJECT, StepFate.SHOWN),
    )
    answered = observed(talk, "nursing")
    assert answered.steps[0] == (Expectation.SUBJECT, StepFate.ANSWERED)
    step, fate = answered.steps[1]
    assert fate is StepFate.SHOWN
    assert observed(talk, "not sure").steps[0] == (step, StepFate.SKIPPED)


def test_a_sign_up_is_noted_by_its_stages(talk: Talk) -> None:
    lines = ("newsletter", "jo@example.org", "no, thanks", "newsletter", "jo@example.org", "yes")
    stages = [observed(talk, line).newsletter for line in lines]
    assert stages == [
        NewsletterStage.OFFERED,
        NewsletterStage.ADDRESS,
        NewsletterStage.REFUSED,
        NewsletterStage.OFFERED,
        NewsletterStage.ADDRESS,
        NewsletterStage.AGREED,
    ]
