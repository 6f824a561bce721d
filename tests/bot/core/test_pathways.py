"""Ways are made of what courses state, and none leads into what is ruled out."""

from collections.abc import Callable

import pytest

from bot.core.pathway_talk import Way, way_asked
from bot.core.pathways import STEPS_MAX, Route, Statement, Ways, same_title
from bot.core.slots import Heard
from bot.core.state import ConversationState, Slots
from bot.core.text import fold
from corpus.models import Course

NOWHERE = Heard(Slots(), (), is_addition=False, topic=())
IN_A_FIELD = Heard(Slots(subjects=("Nursing",)), (), is_addition=False, topic=())
SHOWN = ConversationState(last_course_ids=("a", "b"))


def course(title: str, *towards: str) -> Course:
    return Course(id=title, source="test", title=title, credit_towards=towards)


CATALOGUE = (
    course("Care Taster", "Certificate III in Care (provider decides)"),
    course("Certificate III in Care", "Certificate IV in Care", "Diploma of Nursing"),
    course("certificate iv in care", "Diploma of Care"),
    course("Diploma of Nursing", "Credit towards a Bachelor of Nursing"),
    course("Round", "About"),
    course("About", "Round"),
)


def ways(is_unwanted: Callable[[str], bool] = lambda _: False) -> Ways:
    return Ways(lambda title: (c for c in CATALOGUE if same_title(c.title, title)), is_unwanted)


def targets(route: Route | None) -> list[str]:
    return [statement.target for statement in route or ()]


@pytest.mark.parametrize(
    ("said", "target"),
    [
        ("Bachelor of Nursing (provider decides)", "Bachelor of Nursing"),
        ("Credit towards a Diploma of Care", "Diploma of Care"),
        ("May count towards the Certificate IV in Care.", "Certificate IV in Care"),
        ("Diploma of Nursing", "Diploma of Nursing"),
    ],
)
def test_a_statement_names_its_target(said: str, target: str) -> None:
    assert Statement(CATALOGUE[0], said).target == target


def test_the_shortest_way_is_found_and_each_step_is_stated_by_a_course() -> None:
    route = ways().to(CATALOGUE[:1], lambda title: "Bachelor" in title)
    assert targets(route) == [
        "Certificate III in Care",
        "Diploma of Nursing",
        "Bachelor of Nursing",
    ]
    assert all(statement.said in statement.course.credit_towards for statement in route or ())


def test_no_way_is_made_up() -> None:
    assert ways().to(CATALOGUE[:1], lambda title: "Doctor" in title) is None


def test_a_circle_ends() -> None:
    assert ways().to(CATALOGUE[4:5], lambda _: False) is None
    assert [len(route) for route in ways().on_from(CATALOGUE[4:5])] == [1]


def test_ways_on_follow_the_first_statement_of_each_next_course() -> None:
    (route,) = ways().on_from(CATALOGUE[:1])
    assert targets(route) == [
        "Certificate III in Care",
        "Certificate IV in Care",
        "Diploma of Care",
    ]
    assert len(route) <= STEPS_MAX


def test_nothing_leads_into_what_is_ruled_out() -> None:
    found = ways(lambda title: "Nursing" in title)
    assert found.to(CATALOGUE[:1], lambda title: "Bachelor" in title) is None
    assert targets(found.on_from(CATALOGUE[1:2])[0]) == [
        "Certificate IV in Care",
        "Diploma of Care",
    ]
    assert len(found.on_from(CATALOGUE[1:2])) == 1


def test_one_title_and_target_count_once_whoever_states_it() -> None:
    twice = (CATALOGUE[3], CATALOGUE[3].model_copy(update={"id": "other"}))
    assert len(ways().on_from(twice)) == 1


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("where can this lead?", Way()),
        ("what’s after that", Way()),
        ("what's the next step", Way()),
        ("does it count towards a diploma?", Way(goal="diploma")),
        ("can I go on to uni after?", Way(goal="uni")),
        ("is this a stepping stone to nursing", Way(goal="nursing")),
        ("what comes after the cert III?", Way("cert iii")),
        ("what's the next step up from a diploma of nursing", Way("diploma of nursing")),
        (
            "how do I get from cert III in individual support to registered nurse?",
            Way("cert iii in individual support", "registered nurse"),
        ),
        (
            "if I do a cert III in childcare can I go on to a diploma",
            Way("cert iii in childcare", "diploma"),
        ),
        ("can i use the cert iv in tax towards a degree", Way("cert iv in tax", "degree")),
    ],
)  # fmt: skip
def test_a_question_about_the_way_on_is_heard_with_its_ends(text: str, way: Way) -> None:
    assert way_asked(fold(text), IN_A_FIELD, SHOWN) == way


@pytest.mark.parametrize(
    "text",
    [
        "change career from retail to nursing",
        "what can I study after year 12",
        "move from Perth to Sydney",
        "how long is it?",
        "can I talk to someone after work",
    ],
)
def test_other_moves_are_no_way_on(text: str) -> None:
    assert way_asked(fold(text), IN_A_FIELD, SHOWN) is None


def test_levels_in_general_are_for_the_articles() -> None:
    for text in ("can a micro-credential count towards a degree", "what comes after a diploma"):
        assert way_asked(text, NOWHERE, ConversationState()) is None
        assert way_asked(text, IN_A_FIELD, ConversationState()) is not None
