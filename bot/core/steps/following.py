"""Following up on courses that were shown: "the second one", "how much is it?"."""

from bot.core import choices
from bot.core.blocks import Choice, CourseBlock
from bot.core.cards import card, spoken_fact
from bot.core.facts import asked_facts, pointed_place
from bot.core.message import Reply
from bot.core.shown import courses_of, has_place
from bot.core.steps import finding
from bot.core.steps.compose import say
from bot.core.steps.way_words import in_view
from bot.core.text import fold
from bot.core.turn import Turn
from corpus.models import Course
from retrieval.models import CourseMatch


def follow(turn: Turn) -> Reply:
    """Answer from the facts of the course that is meant, or of each that was shown."""
    folded = fold(turn.understood.text)
    shown = courses_of(turn.state.last_course_ids, turn.knowledge)
    if not shown:  # all of them have been retired meanwhile
        return finding.go_on(turn, turn.state)
    place = pointed_place(folded)
    if place is not None and not has_place(shown, place):
        return say(
            turn,
            "notice",
            no_such_place(turn, shown),
            state=turn.state,
            offer=turn.state.offered_choices,
        )
    meant = in_view(turn)
    facts = asked_facts(folded)
    state = turn.state
    if len(meant) == 1:
        state = state.model_copy(update={"focused_course_id": meant[0].id})
    lines = [spoken_fact(course, fact, turn.wording) for fact in facts for course in meant]
    return finding.then_resume(
        turn,
        "answer" if facts else "courses",
        "\n".join(lines),
        *(() if facts else (_card(course, turn) for course in meant)),
        state=state,
        first=_save(turn, meant),
    )


def no_such_place(turn: Turn, shown: tuple[Course, ...]) -> str:
    """How many courses there are to point at."""
    if len(shown) == 1:
        return turn.wording.no_such_place_of_one
    return turn.wording.no_such_place.format(count=len(shown))


def _save(turn: Turn, meant: tuple[Course, ...]) -> tuple[Choice, ...]:
    """Keeping the one course that is spoken of, unless it is kept."""
    if len(meant) != 1 or meant[0].id in turn.state.shortlist:
        return ()
    identity = choices.choice_id(choices.SAVE, meant[0].id)
    return (Choice(id=identity, label=turn.wording.shortlist.choice_save),)


def _card(course: Course, turn: Turn) -> CourseBlock:
    return card(CourseMatch(course, ()), turn.wording)
