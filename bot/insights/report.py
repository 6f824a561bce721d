"""What visitors asked in a time, counted from observations; see docs/insights.md."""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.core.acts import Act
from bot.core.finder import QUESTIONS
from bot.core.observation import UNANSWERED, NewsletterStage, Outcome, StepFate
from bot.core.state import Expectation
from bot.insights.counting import counted, most_first
from bot.insights.gaps import Gaps
from bot.stores.observations import EventKind, ObservedEvent, ObservedTurn, Opinion
from bot.stores.sign_ups import ConsentEvent

# Turns that are about a topic, if about anything.
_TOPICAL = frozenset(
    {Act.ASK, Act.FIND, Act.COMPARE, Act.TIMETABLE, Act.OUT_OF_SCOPE}
    | {Act.FUNDING, Act.PATHWAY, Act.REGISTRATION}
)
# What dated facts answer rather than an article.
_OWN_TOPICS = {Act.FUNDING: "funding", Act.PATHWAY: "ways on", Act.REGISTRATION: "registration"}
NO_TOPIC = "(no topic)"
TOPICS_MAX = 20
DEMANDS_MAX = 20
# Of all articles the nearest may have nothing to do with the question.
NEAR_TENTHS_MIN = 1


@dataclass(frozen=True, slots=True)
class DayCount:
    """Turns of one day that wanted something of the corpus."""

    day: date
    answered: int
    unanswered: int


@dataclass(frozen=True, slots=True)
class TopicCount:
    """A subject, or an article's title, and what became of the questions about it."""

    topic: str
    asked: int
    answered: int
    courses: int
    unanswered: int


@dataclass(frozen=True, slots=True)
class DemandCount:
    """What was asked for in vain: the wish by its parts, and how often."""

    wish: dict[str, object]
    count: int


@dataclass(frozen=True, slots=True)
class StepCount:
    """A question of the finder: how often it was shown, and what came of it."""

    step: str
    shown: int
    answered: int
    skipped: int
    set_aside: int
    left: int


@dataclass(frozen=True, slots=True)
class OpinionCount:
    """Opinions on replies, and the articles that those cite which did not help."""

    helpful: int
    not_helpful: int
    not_helpful_about: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class NewsletterCount:
    """Sign-ups in conversations by how far they got; then those of every channel."""

    offered: int
    address: int
    agreed: int
    refused: int
    requested: int
    confirmed: int
    unsubscribed: int


@dataclass(frozen=True, slots=True)
class Insights:
    """The report of one time."""

    since: date
    until: date
    version: str
    turns: int
    by_channel: tuple[tuple[str, int], ...]
    by_outcome: tuple[tuple[str, int], ...]
    by_day: tuple[DayCount, ...]
    topics: tuple[TopicCount, ...]
    gaps: Gaps
    demand: tuple[DemandCount, ...]
    steps: tuple[StepCount, ...]
    opinions: OpinionCount
    newsletter: NewsletterCount


def days_of(turns: Counter[ObservedTurn], since: date, until: date) -> tuple[DayCount, ...]:
    """Every day of the time, those on which nobody came too."""
    answered: Counter[date] = Counter()
    in_vain: Counter[date] = Counter()
    for turn, count in turns.items():
        if turn.outcome in (Outcome.ANSWERED, Outcome.COURSES):
            answered[turn.day] += count
        elif turn.outcome in UNANSWERED:
            in_vain[turn.day] += count
    days = (since + timedelta(days=n) for n in range((until - since).days + 1))
    return tuple(DayCount(day, answered[day], in_vain[day]) for day in days)


def topics_of(
    turns: Counter[ObservedTurn], title_of: Callable[[str], str]
) -> tuple[TopicCount, ...]:
    """The topics, the most asked first; `title_of` names an article, empty where it is gone."""
    by_topic: dict[str, Counter[str]] = {}
    for turn, count in turns.items():
        topic = _topic(turn, title_of)
        if topic:
            by_topic.setdefault(topic, Counter())[turn.outcome] += count
    found = (
        TopicCount(
            topic,
            outcomes.total(),
            outcomes[Outcome.ANSWERED],
            outcomes[Outcome.COURSES],
            sum(outcomes[outcome] for outcome in UNANSWERED),
        )
        for topic, outcomes in by_topic.items()
    )
    return tuple(sorted(found, key=lambda t: (-t.asked, t.topic))[:TOPICS_MAX])


def _topic(turn: ObservedTurn, title_of: Callable[[str], str]) -> str:
    if turn.act not in _TOPICAL:
        return ""
    if turn.subject:
        return turn.subject
    if turn.act in _OWN_TOPICS:
        return _OWN_TOPICS[Act(turn.act)]
    title = title_of(turn.article_id) if turn.confidence_tenths >= NEAR_TENTHS_MIN else ""
    if title:
        return title
    # An answer to a step of the finder is no question.
    return NO_TOPIC if turn.act != Act.FIND or turn.outcome in UNANSWERED else ""


def demand_of(events: Counter[ObservedEvent]) -> tuple[DemandCount, ...]:
    """What was asked for in vain, the most wanted first."""
    wishes = counted(events, lambda e: e.name if e.kind is EventKind.DEMAND else None)
    ordered = most_first(wishes)[:DEMANDS_MAX]
    return tuple(DemandCount(json.loads(wish), count) for wish, count in ordered)


def steps_of(events: Counter[ObservedEvent]) -> tuple[StepCount, ...]:
    """The finder's questions in their order, those that were shown."""
    found = []
    for step in QUESTIONS:
        fates = _fates(events, step)
        shown = fates[StepFate.SHOWN]
        met = [fates[f] for f in (StepFate.ANSWERED, StepFate.SKIPPED, StepFate.SET_ASIDE)]
        if shown or any(met):
            # One that was shown before the time and answered within it would make this less than 0.
            left = max(0, shown - sum(met))
            found.append(StepCount(step, shown, met[0], met[1], met[2], left))
    return tuple(found)


def _fates(events: Counter[ObservedEvent], step: Expectation) -> Counter[str]:
    def fate(event: ObservedEvent) -> str | None:
        return event.detail if event.kind is EventKind.STEP and event.name == step else None

    return counted(events, fate)


def opinions_of(opinions: Iterable[Opinion], title_of: Callable[[str], str]) -> OpinionCount:
    """Opinions counted."""
    kept = list(opinions)
    about = Counter(title_of(o.article_id) for o in kept if not o.helpful and o.article_id)
    del about[""]
    ordered = most_first(about)
    helpful = sum(o.helpful for o in kept)
    return OpinionCount(helpful, len(kept) - helpful, tuple(ordered))


def newsletter_of(events: Counter[ObservedEvent], consents: Counter[str]) -> NewsletterCount:
    """The newsletter's funnel."""
    stages = counted(events, lambda e: e.name if e.kind is EventKind.NEWSLETTER else None)
    return NewsletterCount(
        offered=stages[NewsletterStage.OFFERED],
        address=stages[NewsletterStage.ADDRESS],
        agreed=stages[NewsletterStage.AGREED],
        refused=stages[NewsletterStage.REFUSED],
        requested=consents[ConsentEvent.REQUESTED],
        confirmed=consents[ConsentEvent.CONFIRMED],
        unsubscribed=consents[ConsentEvent.UNSUBSCRIBED],
    )
