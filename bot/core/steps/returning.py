"""Back to what was on the table: the courses of the last page, and a yes to what was offered."""

from bot.core.accepting import offered_ways
from bot.core.cards import card
from bot.core.finder import criteria, has_aim
from bot.core.message import Reply
from bot.core.shown import courses_of
from bot.core.steps import finding
from bot.core.steps.compose import main_choices, say
from bot.core.turn import Turn
from retrieval.models import CourseMatch


def again(turn: Turn) -> Reply:
    """The last page of the search once more, with its question; else what was shown last."""
    state = turn.state
    offered = len(state.offered_course_ids)
    if offered or has_aim(state):
        offset = max(offered - 1, 0) // finding.PAGE_SIZE * finding.PAGE_SIZE
        before = state.model_copy(update={"offered_course_ids": state.offered_course_ids[:offset]})
        return finding.show(turn, before, offset, note=turn.wording.explaining.again)
    shown = courses_of(state.last_course_ids, turn.knowledge)
    if not shown:
        sentence = turn.wording.nothing_to_show_more
        return say(turn, "notice", sentence, offer=main_choices(turn.wording))
    judge, wanted = turn.knowledge.judge, criteria(state.slots)
    cards = (card(CourseMatch(c, judge(c.id, wanted, state.wish)), turn.wording) for c in shown)
    return say(turn, "courses", turn.wording.explaining.again, *cards,
               offer=main_choices(turn.wording))  # fmt: skip


def which(turn: Turn) -> Reply:
    """A yes to several ways at once asks which, and to none what is wanted."""
    ways = offered_ways(turn.state)
    if ways:
        offer = turn.state.offered_choices
        return say(turn, "question", turn.wording.explaining.which, offer=offer)
    resumed = finding.resume(turn)
    if resumed:
        return say(turn, "question", resumed.question, offer=resumed.choices, step=resumed.step)
    offer = turn.state.offered_choices or main_choices(turn.wording)
    return say(turn, "question", turn.wording.explaining.accept_nothing, offer=offer)
