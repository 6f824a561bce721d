"""How staff read a report: the words for its parts, the same in the terminal and on the page."""

from collections.abc import Iterable, Mapping

from bot.core.observation import Outcome
from bot.core.wording.en_au import EN_AU
from bot.insights.gaps import Lack
from bot.insights.report import NewsletterCount

LACKS: Mapping[Lack, str] = {
    Lack.NOT_IN_CORPUS: "Not in the corpus",
    Lack.MISSED: "In the corpus, but missed",
    Lack.OUT_OF_SCOPE: "Out of scope",
}
LACKS_MEAN: Mapping[Lack, str] = {
    Lack.NOT_IN_CORPUS: "Nothing near it is served: write a text, or find courses.",
    Lack.MISSED: "A text is near, and was not sure enough: pin it, or word it as people ask.",
    Lack.OUT_OF_SCOPE: "Not about study in Australia: nothing to do, unless it should be.",
}
OUTCOMES: Mapping[str, str] = {
    Outcome.ANSWERED: "answered from the corpus",
    Outcome.COURSES: "shown courses",
    Outcome.NO_COURSES: "no course found",
    Outcome.REFUSED: "no answer found",
    Outcome.OUT_OF_SCOPE: "out of scope",
    Outcome.UNCLEAR: "not understood",
    Outcome.ASKED_BACK: "asked back",
    Outcome.OTHER: "anything else",
    Outcome.PRIVATE: "private, not looked at",
}
NOTHING_ASKED = "Nothing asked yet in this time."


def spoken_wish(wish: Mapping[str, object]) -> str:
    """A wish in one line: "Nursing · weekend classes · TAS"."""
    return " · ".join(_parts(wish)) or "any course"


def newsletter_stages(news: NewsletterCount) -> list[tuple[str, int]]:
    """The stages in their order, with what they count."""
    return [
        ("offered", news.offered),
        ("address given", news.address),
        ("agreed", news.agreed),
        ("said no", news.refused),
        ("requested", news.requested),
        ("confirmed", news.confirmed),
        ("unsubscribed", news.unsubscribed),
    ]


def times(count: int) -> str:
    """ "once", "twice", "3 times"."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _parts(wish: Mapping[str, object]) -> Iterable[str]:
    def of(name: str) -> list[str]:
        value = wish.get(name)
        return [str(one) for one in value] if isinstance(value, list) else []

    yield from of("subjects")
    yield from of("levels")
    yield from (f"{when} classes" for when in of("schedules"))
    yield from of("delivery")
    yield from of("states")
    weeks, price = wish.get("duration_weeks_max"), wish.get("price_aud_max")
    if isinstance(weeks, int | float):
        yield f"about {weeks:g} weeks at most"
    if isinstance(price, int | float):
        yield EN_AU.price_max.format(amount=f"{price:,.0f}") if price else EN_AU.price_zero
    if wish.get("funded"):
        yield EN_AU.funded
