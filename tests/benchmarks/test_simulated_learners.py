"""Learners who answer truthfully find what they want, in fewer questions than the page has."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.simulated_learners import FIXED_QUESTIONS, NOT_SURE, Learner, conversations
from bot.composition import Adviser
from bot.core.state import Expectation
from bot.core.wording.en_au import EN_AU
from bot.settings import Settings
from corpus.models import Course

EVERY_NTH_COURSE = 6


@pytest.fixture(scope="module")
def app(sample_home: Path) -> Adviser:
    return Adviser(Settings(home=sample_home))


@pytest.fixture(scope="module")
def courses(app: Adviser) -> list[Course]:
    return list(app.served.current().courses)[::EVERY_NTH_COURSE]


def test_whoever_answers_finds_the_course_in_thirty_percent_fewer_questions(
    app: Adviser, courses: list[Course]
) -> None:
    found = list(conversations(courses, app.knowledge(), "adaptive", 0.0, has_words=True, seed=1))
    assert np.mean([one.is_found for one in found]) >= 0.95
    assert np.mean([one.questions for one in found]) <= 0.7 * FIXED_QUESTIONS


def test_a_learner_says_what_is_true_of_the_course(app: Adviser, courses: list[Course]) -> None:
    taxonomy = app.served.current().taxonomy
    for course in courses:
        learner = Learner(course, taxonomy, vague=0.0, has_words=False, seed=1)
        modes = {EN_AU.deliveries[mode] for mode in course.delivery} or {NOT_SURE}
        assert learner.answer(Expectation.DELIVERY) in modes
        assert learner.answer(Expectation.LEVEL) == (course.level or NOT_SURE)
        assert learner.answer(Expectation.TOPIC) == NOT_SURE


def test_a_vague_learner_says_nothing_narrower_than_the_field(
    app: Adviser, courses: list[Course]
) -> None:
    taxonomy = app.served.current().taxonomy
    fields = {subject.name for subject in taxonomy.subjects if subject.parent is None}
    for course in courses:
        learner = Learner(course, taxonomy, vague=1.0, has_words=True, seed=1)
        assert learner.answer(Expectation.SUBJECT) in {*fields, NOT_SURE}
        assert learner.answer(Expectation.STATE) == NOT_SURE
