"""Where an answer comes from: who wrote the text, when, and where it stands."""

from bot.core.message import Reply
from bot.core.provenance import topic_of
from bot.core.steps import answering, finding
from bot.core.steps.compose import spoken_date
from bot.core.text import join
from bot.core.turn import Turn
from bot.core.wording.wording import Wording
from corpus.models import Article


def name_source(turn: Turn) -> Reply:
    """The author and the dates of the texts that were quoted, or of the one that is named."""
    articles = _meant(turn)
    if not articles:
        return answering.answer(turn)
    state = turn.state.model_copy(update={"cited_article_ids": tuple(a.id for a in articles)})
    facts = "\n\n".join(_facts(article, turn.wording) for article in articles)
    return finding.then_resume(turn, "answer", facts, state=state)


def _meant(turn: Turn) -> tuple[Article, ...]:
    topic = topic_of(turn.understood.text)
    if not topic:
        return tuple(filter(None, map(turn.knowledge.article, turn.state.cited_article_ids)))
    nearest = turn.knowledge.evidence(topic, 1)
    if not nearest or nearest[0].confidence < answering.NEAREST_CONFIDENCE_MIN:
        return ()
    article = turn.knowledge.article(nearest[0].article_id)
    return (article,) if article else ()


def _facts(article: Article, wording: Wording) -> str:
    """One sentence; what the text does not say is said to be so."""
    dates = (
        (wording.source_published, article.published_on),
        (wording.source_updated, article.updated_on),
        (wording.source_checked, article.checked_on),
    )
    known = [sentence.format(date=spoken_date(day, wording)) for sentence, day in dates if day]
    names = join(article.authors, wording.and_word)
    author = wording.source_author.format(names=names) if names else wording.source_no_author
    facts = "; ".join((author, *(known or [wording.source_no_date])))
    sentence = wording.source.format(title=article.title, facts=facts)
    return f"{sentence}\n{article.url}" if article.url else sentence
