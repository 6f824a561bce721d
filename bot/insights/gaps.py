"""What the questions that went unanswered lack: a text, a better search, or nothing."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.core.knowledge import Knowledge
from bot.core.message import Message
from bot.core.observation import UNANSWERED, Outcome, observe
from bot.core.reply import reply
from bot.core.state import ConversationState
from bot.core.wording.wording import Site
from bot.insights.clusters import Cluster
from bot.insights.counting import counted
from bot.stores.observations import ObservedTurn
from retrieval.models import Evidence

# Evidence this near to what would be shown is worth a look. Of the gold questions that were refused
# at the default threshold, 74% of the answerable ones have it, 33% of the near misses, and 13% of
# those from outside.
MISSED_SHARE = 0.25
# More clusters than anybody works through in a week; each is put to the served version.
CLUSTERS_JUDGED_MAX = 40
EXAMPLES_MAX = 3


class Lack(StrEnum):
    """Why a cluster went unanswered."""

    NOT_IN_CORPUS = "not_in_corpus"
    MISSED = "missed"
    OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True, slots=True)
class Nearest:
    """The surest evidence that the served version has for a question, though it is not shown."""

    article_id: str
    title: str
    section: str
    quote: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Gap:
    """A cluster of questions that the served version does not answer."""

    id: str
    lack: Lack
    question: str
    count: int
    examples: tuple[str, ...]
    nearest: Nearest | None


@dataclass(frozen=True, slots=True)
class Gaps:
    """The most asked clusters; `answered_since` had no answer then and get one now.

    `more` clusters, asked less often, were not looked at.
    """

    found: tuple[Gap, ...] = ()
    answered_since: int = 0
    more: int = 0


def asked_in_vain(
    turns: Counter[ObservedTurn], outcomes: Collection[Outcome] = UNANSWERED
) -> Counter[str]:
    """How often each question was asked that ended in one of these ways."""
    return counted(turns, lambda t: t.question if t.question and t.outcome in outcomes else None)


def gaps_of(
    clusters: tuple[Cluster, ...],
    turns: Counter[ObservedTurn],
    knowledge: Knowledge,
    site: Site,
) -> Gaps:
    """Put the question that stands for each cluster to the served version."""
    outcomes = {outcome: asked_in_vain(turns, {outcome}) for outcome in UNANSWERED}
    found, answered = [], 0
    for cluster in clusters[:CLUSTERS_JUDGED_MAX]:
        if _is_answered(cluster.question, knowledge, site):
            answered += cluster.count
        else:
            found.append(_gap(cluster, outcomes, knowledge))
    return Gaps(tuple(found), answered, max(0, len(clusters) - CLUSTERS_JUDGED_MAX))


def _is_answered(question: str, knowledge: Knowledge, site: Site) -> bool:
    """Whether it gets an answer or courses as the first thing that somebody says."""
    before = ConversationState()
    answer = reply(before, Message(question), knowledge, site)
    if answer.understood is None:
        return False
    outcome = observe(before, answer.understood, answer).outcome
    return outcome in (Outcome.ANSWERED, Outcome.COURSES)


def _gap(cluster: Cluster, outcomes: Mapping[Outcome, Counter[str]], knowledge: Knowledge) -> Gap:
    nearest = next(iter(knowledge.evidence(cluster.question, 1)), None)
    lack = _lack(cluster, outcomes, nearest, MISSED_SHARE * knowledge.answer_threshold)
    others = tuple(question for question, _ in cluster.questions[1 : EXAMPLES_MAX + 1])
    shown = _nearest(nearest) if nearest and lack is Lack.MISSED else None
    return Gap(cluster.id, lack, cluster.question, cluster.count, others, shown)


def _lack(
    cluster: Cluster,
    outcomes: Mapping[Outcome, Counter[str]],
    nearest: Evidence | None,
    bar: float,
) -> Lack:
    def is_mostly(outcome: Outcome) -> bool:
        return 2 * sum(outcomes[outcome][question] for question, _ in cluster.questions) > (
            cluster.count
        )

    if is_mostly(Outcome.OUT_OF_SCOPE):
        return Lack.OUT_OF_SCOPE
    # What lacks is a course where one was wished for, whatever an article says beside it.
    is_near = nearest is not None and nearest.confidence >= bar
    return Lack.MISSED if is_near and is_mostly(Outcome.REFUSED) else Lack.NOT_IN_CORPUS


def _nearest(piece: Evidence) -> Nearest:
    section = piece.heading_path[-1] if piece.heading_path else ""
    return Nearest(piece.article_id, piece.title, section, piece.quote, piece.confidence)
