"""Links that jump to the quotation."""

from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from bot.core.fragments import link_to_quote

PAGE = "https://example.edu.au/articles/badges"


def test_a_short_quotation_is_named_whole() -> None:
    link = link_to_quote(PAGE, "Badges are free, mostly.")
    assert link == f"{PAGE}#:~:text=Badges%20are%20free%2C%20mostly."


def test_a_long_one_is_named_by_its_first_and_last_words() -> None:
    quote = "One two three four five six seven eight nine ten eleven twelve."
    link = link_to_quote(PAGE, quote)
    assert (
        link
        == f"{PAGE}#:~:text=One%20two%20three%20four%20five,eight%20nine%20ten%20eleven%20twelve."
    )


def test_neither_end_reaches_over_a_line_or_names_a_bullet() -> None:
    quote = "Other names are:\n\n• nano degrees\n• mini degrees\n• web badges and\tmore of the same"
    link = link_to_quote(PAGE, quote)
    assert link is not None
    start, end = link.partition("text=")[2].split(",")
    assert unquote(start) == "Other names are:"
    assert unquote(end) == "and more of the same"


def test_hyphens_do_not_part_a_fragment() -> None:
    assert link_to_quote(PAGE, "A micro-credential") == f"{PAGE}#:~:text=A%20micro%2Dcredential"


def test_an_address_with_a_fragment_of_its_own_keeps_it() -> None:
    assert link_to_quote(f"{PAGE}#top", "Badges") == f"{PAGE}#top:~:text=Badges"


def test_without_an_address_there_is_no_link() -> None:
    assert link_to_quote(None, "Badges are free.") is None


@given(st.text())
def test_any_quotation_gives_a_link_without_spaces_or_quotes(quote: str) -> None:
    link = link_to_quote(PAGE, quote)
    assert link is not None
    assert link.startswith(PAGE)
    assert not set(link) & set(" \"'<>\n\t")
