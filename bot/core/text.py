"""Plain functions over text: cleaning what came in, folding it for comparison."""

import re
import unicodedata

# Longer than any real question; it also bounds the work that one message can cause.
MESSAGE_LENGTH_MAX = 4_000

_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn"}
_KEPT_CONTROLS = "\n\t"
# What stands in the place of a mail address.
MAIL_ADDRESS = "[mail address]"
_EMAIL = re.compile(r"[^\s@<>()\[\]\",;:]+@[^\s@<>()\[\]\",;:]+")
# More than anybody says a word in earnest, and than a phone number has digits.
REPEATS_MAX = 16
_REPEATED = re.compile(r"(\S.{0,23}?)\1{16,}", re.DOTALL)
# Whole phrases in one sign, of up to 18 letters each; no language is written in them.
_LIGATURES = re.compile("[\ufdf0-\ufdfb]")
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?|\$\d[\d,]*(?:\.\d+)?")


def clean(text: str) -> str:
    """The text without what nobody can see: controls, lone surrogates, zero-width marks.

    Normalised to NFC, cut at MESSAGE_LENGTH_MAX characters, trimmed.
    """
    visible = "".join(
        c
        for c in text[:MESSAGE_LENGTH_MAX]
        if c in _KEPT_CONTROLS or unicodedata.category(c) not in _INVISIBLE or c == "\u200d"
    )
    return unicodedata.normalize("NFC", visible).strip()


def without_repeats(text: str) -> str:
    """The text with what stands in it over and over, one thing after the other, a few times.

    It means no more by the hundredth time, and would take as long to hear as all of them. The same
    goes for a letter that folding spells out as many.
    """
    return _REPEATED.sub(lambda found: found[1] * REPEATS_MAX, _LIGATURES.sub("", text))


def fold(text: str) -> str:
    """Lower case, accents off, typographic quotes and dashes made plain."""
    plain = text.translate(_PLAIN)
    decomposed = unicodedata.normalize("NFKD", plain)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text, in order; hyphens part words."""
    return tuple(_WORD.findall(fold(text)))


def said_before(tokens: tuple[str, ...], start: int) -> str:
    """What is said ahead of a place, with a space after each word, for patterns that end there."""
    return "".join(f"{token} " for token in tokens[:start])


def word_set(text: str) -> frozenset[str]:
    """The words of a constant, parted by spaces."""
    return frozenset(text.split())


def singular(word: str) -> str:
    """A word without a plural ending, so that "animals" meets "animal". Only for comparison."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 5 and word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def stems(text: str) -> tuple[str, ...]:
    """The words of a text without plural endings. Only for comparison."""
    return tuple(map(singular, words(text)))


def find_email(text: str) -> str | None:
    """The first thing in a text that is meant as a mail address, valid or not."""
    found = _EMAIL.search(text)
    return found.group().strip(".'") if found else None


def without_email(text: str) -> str:
    """The text with mail addresses left out: what may be heard as a wish."""
    return _EMAIL.sub(" ", text)


def join(parts: tuple[str, ...] | list[str], last: str) -> str:
    """ "a, b or c" for `last` "or"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


_PLAIN = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": '"',
        "\u201d": '"',
        "\u2010": "-",
        "\u2011": "-",
        "\u2013": "-",
        "\u2014": "-",
        "\u00a0": " ",
    }
)
