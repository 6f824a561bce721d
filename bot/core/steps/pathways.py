"""Where a course leads: what courses state they count towards, and nothing beyond that."""

from collections.abc import Callable

from bot.core import choices
from bot.core.blocks import Choice, ReplyKind
from bot.core.cards import spoken_fact
from bot.core.facts import Fact
from bot.core.message import Reply
from bot.core.pathway_talk import Way, way_asked
from bot.core.pathways import Route, same_title
from bot.core.steps.answering import sure_quotes
from bot.core.steps.compose import main_choices, say
from bot.core.steps.registration import spoken_profession
from bot.core.steps.way_words import TITLED_MAX, in_view, spoken_routes, ways
from bot.core.text import fold
from bot.core.turn import Turn
from corpus.models import Course
from retrieval.models import Criteria

STARTS_MAX = 4
TARGETS_OFFERED_MAX = 2


def lead_on(turn: Turn) -> Reply:
    """The ways that statements make, each with the course that states it; else whom to ask."""
    folded = fold(turn.understood.text)
    way = way_asked(folded, turn.understood.heard, turn.state) or Way()
    starts = _named(turn, way.start) if way.start else in_view(turn)
    if not starts:
        return _no_start(turn, way)
    is_goal = _goal(turn, way.goal)
    route = ways(turn).to(starts, is_goal) if is_goal else None
    routes = (route,) if route else ways(turn).on_from(starts)
    named = turn.knowledge.guidance.titles.named(folded)
    is_answered = bool(route or (routes and not is_goal))
    missed_goal = way.goal if is_goal and not route else ""
    return say(
        turn,
        "answer",
        _stated(turn, starts, routes, missed_goal),
        *(() if is_answered else sure_quotes(turn)),
        spoken_profession(turn, named[0]) if named else "",
        turn.wording.guidance.credit_decided,
        offer=(*_targets(routes), *main_choices(turn.wording)),
    )


def _no_start(turn: Turn, way: Way) -> Reply:
    wording = turn.wording.guidance
    sentence = wording.no_start if way.start else wording.which_start
    kind: ReplyKind = "answer" if way.start else "question"
    return say(turn, kind, sentence, *sure_quotes(turn), offer=main_choices(turn.wording))


def _stated(
    turn: Turn, starts: tuple[Course, ...], routes: tuple[Route, ...], missed_goal: str
) -> str:
    """What is stated, after the goal to which nothing leads; and which courses state nothing."""
    wording = turn.wording.guidance
    missed = wording.no_way.format(goal=missed_goal) if missed_goal else ""
    head = " ".join(filter(None, [missed, wording.leads_on if routes else ""]))
    silent = [course for course in starts if not course.credit_towards]
    unknown = [spoken_fact(course, Fact.CREDIT, turn.wording) for course in silent]
    return "\n".join(filter(None, [head, spoken_routes(turn, routes), *unknown]))


def _goal(turn: Turn, said: str) -> Callable[[str], bool] | None:
    """Whether a title is at the level and in the field that words name; None for neither."""
    wanted = turn.hear(said).slots
    fields = turn.knowledge.taxonomy.expand(wanted.subjects)

    def is_goal(title: str) -> bool:
        slots = turn.hear(title).slots
        is_level = not wanted.levels or bool(set(wanted.levels) & set(slots.levels))
        return is_level and (not fields or bool(fields & set(slots.subjects)))

    return is_goal if wanted.levels or fields else None


def _named(turn: Turn, said: str) -> tuple[Course, ...]:
    """The courses that words for a start mean: of those shown, else the nearest of the corpus."""
    slots = turn.hear(said).slots
    shown = tuple(course for course in in_view(turn) if course.level in slots.levels)
    if shown and not slots.subjects:
        return shown
    wanted = Criteria(
        subjects=slots.subjects or turn.state.slots.subjects,
        levels=slots.levels,
        excluded_subjects=turn.state.slots.excluded_subjects,
    )
    found = turn.knowledge.courses(said, wanted, None, 0, TITLED_MAX).matches
    courses = [match.course for match in found]
    exact = [course for course in courses if same_title(course.title, said)]
    stating = [course for course in courses if course.credit_towards]
    return tuple((exact or stating or courses)[:STARTS_MAX])


def _targets(routes: tuple[Route, ...]) -> tuple[Choice, ...]:
    """The next qualifications as quick replies, to see courses of that title."""
    titles = dict.fromkeys(route[0].target for route in routes)
    return tuple(choices.saying(title) for title in list(titles)[:TARGETS_OFFERED_MAX])
