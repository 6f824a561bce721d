"""Links that jump to a quotation on its page, where the browser can; others open the page."""

from urllib.parse import quote as percent_encoded

from corpus.models import BULLET

# Enough words to be found once on a page, and few enough for a link that people can still read.
WORDS_EACH_END = 5


def link_to_quote(url: str | None, quote: str) -> str | None:
    """The page's address with a text fragment: the quotation's first words, and its last.

    https://wicg.github.io/scroll-to-text-fragment/
    """
    words = quote.replace(BULLET, " ").split()
    if not url or not words:
        return url
    ends = [words] if len(words) <= 2 * WORDS_EACH_END else [_line_start(quote), _line_end(quote)]
    directive = ",".join(_encoded(" ".join(end)) for end in ends)
    return f"{url}{'' if '#' in url else '#'}:~:text={directive}"


def _line_start(quote: str) -> list[str]:
    """The first words that stand in one line: a fragment's end does not reach over a block."""
    return _lines(quote)[0][:WORDS_EACH_END]


def _line_end(quote: str) -> list[str]:
    return _lines(quote)[-1][-WORDS_EACH_END:]


def _lines(quote: str) -> list[list[str]]:
    lines = (line.replace(BULLET, " ").split() for line in quote.splitlines())
    return [line for line in lines if line]


def _encoded(text: str) -> str:
    # A hyphen, a comma and an ampersand part a directive's pieces.
    return percent_encoded(text, safe="").replace("-", "%2D")
