"""Which gold questions and wishes a new version has to stand: staff's own, else the sample's."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from bot.publishing.hold_rule import HoldRule, Measure
from corpus.models import Article
from retrieval.evaluation.gold import GoldQuestion, read_gold
from retrieval.evaluation.wishes import GoldWish, read_wishes

# Staff's own, in the data folder.
GOLD_FILE = "gold.jsonl"
# What staff wrote down themselves has to hold, every one.
OWN_RULE = HoldRule(Measure.WORSE)
# The sample's questions stand for those that nobody has written yet. Staff's own articles may well
# answer them better, and a sentence that was mended loses one or two.
PRODUCT_RULE = HoldRule(Measure.LOST, 2, is_share=True)
# Two seconds for a version; evenly taken, so that every article has some.
PRODUCT_QUESTIONS_MAX = 100


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Questions and wishes, and how many of them may change before a version is held."""

    questions: tuple[GoldQuestion, ...] = ()
    wishes: tuple[GoldWish, ...] = ()
    rule: HoldRule = OWN_RULE


def gold_set(home: Path, product_gold: Path, articles: Iterable[Article]) -> GoldSet:
    """Staff's own gold questions; without any, the product's while the sample is served.

    Raises GoldError for a file that cannot be read.
    """
    own = home / GOLD_FILE
    if own.exists():
        return GoldSet(read_gold(own, may_be_empty=True), read_wishes(own))
    if not any(article.is_sample for article in articles):
        return GoldSet()
    answerable = [one for one in read_gold(product_gold) if one.answers]
    step = -(-len(answerable) // PRODUCT_QUESTIONS_MAX)
    return GoldSet(tuple(answerable[::step]), read_wishes(product_gold), PRODUCT_RULE)
