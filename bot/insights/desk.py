"""The report over the store and the version that is served."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time

from bot.core.knowledge import Knowledge
from bot.core.wording.wording import Site
from bot.errors import UnknownCluster
from bot.insights.clusters import Cluster, clusters_of
from bot.insights.counting import counted, most_first
from bot.insights.gaps import asked_in_vain, gaps_of
from bot.insights.report import (
    Insights,
    days_of,
    demand_of,
    newsletter_of,
    opinions_of,
    steps_of,
    topics_of,
)
from bot.stores.observations import ObservationStore, ObservedTurn
from retrieval.embedding import Vectors


class InsightsDesk:
    """Answers what was asked since a day."""

    def __init__(
        self,
        store: ObservationStore,
        knowledge: Callable[[], Knowledge],
        encode: Callable[[Sequence[str]], Vectors],
        site: Site,
        clock: Callable[[], datetime],
    ) -> None:
        """`encode` gives unit vectors of texts."""
        self._store = store
        self._knowledge = knowledge
        self._encode = encode
        self._site = site
        self._clock = clock

    @property
    def today(self) -> date:
        """The day, in UTC."""
        return self._clock().astimezone(UTC).date()

    def report(self, since: date) -> Insights:
        """What was asked from that day on. One without any turn is a report as well."""
        turns, events = self._store.turns(since), self._store.events(since)
        begun = datetime.combine(since, time(), UTC)
        knowledge = self._knowledge()

        def title_of(article_id: str) -> str:
            article = knowledge.article(article_id) if article_id else None
            return article.title if article else ""

        return Insights(
            since=since,
            until=max(since, self.today),
            version=knowledge.version,
            turns=turns.total(),
            by_channel=_by(turns, lambda turn: turn.channel),
            by_outcome=_by(turns, lambda turn: turn.outcome),
            by_day=days_of(turns, since, max(since, self.today)),
            topics=topics_of(turns, title_of),
            gaps=gaps_of(self._clusters(turns), turns, knowledge, self._site),
            demand=demand_of(events),
            steps=steps_of(events),
            opinions=opinions_of(self._store.opinions(begun), title_of),
            newsletter=newsletter_of(events, self._store.consents(begun)),
        )

    def cluster(self, cluster_id: str, since: date) -> Cluster:
        """The cluster of that id. Raises UnknownCluster, which names those that there are."""
        found = self._clusters(self._store.turns(since))
        for cluster in found:
            if cluster.id == cluster_id:
                return cluster
        raise UnknownCluster(cluster_id, tuple(one.id for one in found[:10]))

    def drop(self, cluster: Cluster) -> int:
        """Delete the questions of a cluster; how often they had been asked."""
        return self._store.drop(question for question, _ in cluster.questions)

    def _clusters(self, turns: Counter[ObservedTurn]) -> tuple[Cluster, ...]:
        return clusters_of(asked_in_vain(turns), self._encode)


def _by(
    turns: Counter[ObservedTurn], named: Callable[[ObservedTurn], str]
) -> tuple[tuple[str, int], ...]:
    return tuple(most_first(counted(turns, named)))
