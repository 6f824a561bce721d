"""How many questions the course finder needs, and whether it finds the course that was wanted.

`python -m benchmarks.simulated_learners [--home DIR] [--learners N] [--seed N]`, over the served
catalogue. Each course in turn is the one that a learner wants. They press "Find a course" and type
truthful answers: a word for the course's subject or for the field above it, one of its study modes,
a state that it is offered in, its level. Some of the answers are vague: "not sure", or a broader
field. Learners with facts alone have nothing more to say; the others can name two words of the
title when they are asked for what it should be about. Nobody stops early: the finder ends when it
asks nothing any more, and the course has to be on the page shown then. "until seen" counts the
questions up to the first page that shows the course, where people would stop.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np

from benchmarks.measures import bootstrap_interval
from benchmarks.tables import print_table
from bot.composition import Adviser
from bot.core import choices, finder
from bot.core.blocks import CourseBlock
from bot.core.knowledge import Knowledge
from bot.core.message import Message
from bot.core.reply import reply
from bot.core.state import ConversationState, Expectation
from bot.core.text import words
from bot.core.wording.en_au import EN_AU
from bot.core.wording.wording import FinderOrder, Site
from bot.settings import Settings
from corpus.models import Course, Taxonomy

VAGUE_SHARES = (0.0, 0.15, 0.3)
ORDERS: tuple[FinderOrder, ...] = ("fixed", "adaptive")
FIXED_QUESTIONS = len(finder.STEPS)
NOT_SURE = "not sure"
TOPIC_WORDS = 2
# No finder asks so much; one that does would never end.
QUESTIONS_MAX = 12


@dataclass(frozen=True, slots=True)
class Found:
    """How a conversation went: the questions asked, and up to the first page with the course."""

    is_found: bool
    questions: int
    questions_until_seen: int


class Learner:
    """Somebody who wants one course and says what is true of it, vaguely now and then."""

    def __init__(
        self, course: Course, taxonomy: Taxonomy, *, vague: float, has_words: bool, seed: int
    ) -> None:
        self._course = course
        self._taxonomy = taxonomy
        self._vague = vague
        self._has_words = has_words
        self._chance = random.Random(f"{seed} {course.id}")
        self._subject = self._chance.choice(course.subjects) if course.subjects else None
        self._home = self._chance.choice(course.states) if course.states else None

    def answer(self, step: Expectation) -> str:
        """What they type when a step is asked."""
        is_vague = self._chance.random() < self._vague
        match step:
            case Expectation.SUBJECT:
                return self._field(is_vague)
            case _ if is_vague:
                return NOT_SURE
            case Expectation.PART:
                return self._part()
            case Expectation.DELIVERY if self._course.delivery:
                return EN_AU.deliveries[self._chance.choice(self._course.delivery)]
            case Expectation.STATE if self._home:
                return EN_AU.states[self._home]
            case Expectation.LEVEL if self._course.level:
                return self._course.level
            case Expectation.TOPIC if self._has_words:
                return self._topic()
        return NOT_SURE

    def _field(self, is_vague: bool) -> str:
        """The subject by its name or another word for it; vaguely, the field above it."""
        subject = self._taxonomy.by_name.get(self._subject or "")
        if subject is None:
            return self._topic() if self._has_words and not is_vague else NOT_SURE
        if is_vague:
            return subject.parent or NOT_SURE
        return self._chance.choice((subject.name, subject.parent or subject.name, *subject.aliases))

    def _part(self) -> str:
        subject = self._taxonomy.by_name.get(self._subject or "")
        return subject.name if subject and subject.parent else NOT_SURE

    def _topic(self) -> str:
        of_subject = set(words(" ".join(self._course.subjects)))
        own = [
            word for word in words(self._course.title) if word not in of_subject and len(word) > 3
        ]
        return " ".join(self._chance.sample(own, min(TOPIC_WORDS, len(own)))) or NOT_SURE


def main() -> None:
    """Run every kind of learner through both orders and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, default=Path("data"))
    parser.add_argument("--learners", type=int, default=400)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    app = Adviser(Settings(home=given.home))
    knowledge, served = app.knowledge(), app.served.current()
    rows = sorted(set(range(len(served.courses))) - set(served.columns.repeats.rows().tolist()))
    sampled = random.Random(given.seed).sample(rows, min(given.learners, len(rows)))
    courses = [served.courses[row] for row in sampled]
    rows_printed = [
        _row(order, vague, has_words, list(conversations(courses, knowledge, order, vague,
                                                          has_words=has_words, seed=given.seed)))
        for has_words, vague, order in product((False, True), VAGUE_SHARES, ORDERS)
    ]  # fmt: skip
    print_table(
        f"{len(courses)} learners, one for each of as many courses of {len(rows)}; 95% intervals",
        ("order", "says", "vague", "in the first three", "questions", "below five", "until seen"),
        rows_printed,
    )


def conversations(
    courses: Sequence[Course],
    knowledge: Knowledge,
    order: FinderOrder,
    vague: float,
    *,
    has_words: bool,
    seed: int,
) -> Iterator[Found]:
    """A conversation for each course with the learner who wants it."""
    site = Site(EN_AU, finder_order=order)
    for course in courses:
        learner = Learner(course, knowledge.taxonomy, vague=vague, has_words=has_words, seed=seed)
        yield _converse(learner, course.id, knowledge, site)


def _converse(learner: Learner, wanted: str, knowledge: Knowledge, site: Site) -> Found:
    """One conversation, from the button on until nothing is asked any more."""
    state, message = ConversationState(), Message(choice_id=choices.FIND)
    page: tuple[str, ...] = ()
    questions, until_seen = 0, None
    while True:
        result = reply(state, message, knowledge, site)
        state = result.state
        shown = tuple(b.course.id for b in result.blocks if isinstance(b, CourseBlock))
        page = shown or page
        if until_seen is None and wanted in shown:
            until_seen = questions
        step = state.expecting
        if step not in finder.QUESTIONS or step is None or questions == QUESTIONS_MAX:
            seen = questions if until_seen is None else until_seen
            return Found(wanted in page, questions, seen)
        questions += 1
        message = Message(learner.answer(step))


def _row(
    order: FinderOrder, vague: float, has_words: bool, found: Sequence[Found]
) -> Sequence[str]:
    is_found = np.array([one.is_found for one in found], dtype=np.float64)
    questions = np.array([one.questions for one in found], dtype=np.float64)
    until_seen = np.array([one.questions_until_seen for one in found], dtype=np.float64)
    low, high = bootstrap_interval(is_found)
    fewest, most = bootstrap_interval(questions)
    return (
        order,
        "facts and words" if has_words else "facts",
        f"{vague:.0%}",
        f"{is_found.mean():.1%} ({low:.1%} to {high:.1%})",
        f"{questions.mean():.2f} ({fewest:.2f} to {most:.2f})",
        f"{1 - questions.mean() / FIXED_QUESTIONS:.0%}",
        f"{until_seen.mean():.2f}",
    )


if __name__ == "__main__":
    main()
