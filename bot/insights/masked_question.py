"""A visitor's question as it may be kept without the visitor: masked, or not at all.

What is kept has to stand for itself: nobody can be asked, nothing joins it to a conversation. So
it is better to lose a question than to keep a detail of somebody's life.
"""

import re
from collections.abc import Callable

from bot.core.text import fold
from bot.insights.sensitive import is_sensitive
from bot.scrubbing import NAME, NUMBER, redact, scrub

LENGTH_MAX = 200
# More words tell a story.
WORDS_MAX = 30
AGE = "[age]"
POSTCODE = "[postcode]"

_AMOUNT_UNITS = r"weeks?|months?|hours?|days?|km|k\b|%|dollars?|credits?|units?|minutes?"
_AGE = re.compile(
    r"(?P<before>\b(?:i am|i['’]?m|aged?|turning|turned|he['’]?s|she['’]?s|(?:he|she|son|daughter)"
    rf" is)\s+)\d{{1,2}}\b(?!\s*(?:{_AMOUNT_UNITS}))"
    r"|\b\d{1,2}(?=\s*(?:-|\s)?(?:years?|yrs?)(?:-|\s)?old\b|\s*y/?o\b)",
    re.IGNORECASE,
)
_POSTCODE = re.compile(r"\b(?P<before>post ?code(?: is)?:?\s+)\d{4}\b", re.IGNORECASE)
# Where a person's name comes next, in whatever case; "I'm a ..." tells a trade.
_INTRODUCED = re.compile(
    r"\b(?P<before>(?:i am|i['’]?m|this is|here is|name is|name['’]?s|call me|named|tell|ask|email"
    r"|ring|regards|cheers|hi|hello|hey|dear)[ ,]+)"
    r"(?P<words>(?!(?:an?|the|keen|curious|wondering|excited|after|new|stuck)\b)[^\W\d_][\w'’-]*(?:\s+[^\W\d_][\w'’-]*)?)",
    re.IGNORECASE,
)
_HERE = re.compile(r"^(?P<words>[^\W\d_]+)(?=,? here\b)", re.IGNORECASE)
_CAPITAL = r"[A-Z][^\W\d_]+(?:['’-][^\W\d_]+)*"
_TWO_CAPITALS = re.compile(rf"\b{_CAPITAL}(?:\s+{_CAPITAL})+")
_CAPITALISED = re.compile(rf"(?<=[\w,;] ){_CAPITAL}")
# Where a thing stands rather than a person: "learn Kubernetes", "any Xero courses".
_THING_AHEAD = re.compile(
    r"\b(?:learn(?:ing)?|study(?:ing)?|teach(?:es)?|courses?|class(?:es)?|in|about|use|using|do"
    r"|offer|have|any|an?|the|become|on)\s+$",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PLAIN_WORD = re.compile(r"[a-z0-9]+")
_NAMES = re.compile(rf"{re.escape(NAME)}(?:\s+{re.escape(NAME)})+")
_MARK = re.compile(r"\[[a-z ]+\]")
_LONG_NUMBER = re.compile(r"\d{5,}")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_SPACES = re.compile(r"\s+")


def masked_question(text: str, knows: Callable[[str], bool]) -> str:
    """The question with a mark for each personal detail; empty where it is not to be kept.

    `knows` tells the words that the corpus or the vocabulary uses: what stands where names stand
    and is none of those is taken for a name.
    """
    asked = _asking_part(text)
    # The whole message counts: whoever says "I have cancer. What is a diploma?" tells of both.
    if not asked or is_sensitive(text):
        return ""
    masked = _AGE.sub(_keep_before(AGE), _POSTCODE.sub(_keep_before(POSTCODE), asked))
    masked = _without_names(scrub(redact(masked)), knows)
    masked = _LONG_NUMBER.sub(NUMBER, masked)
    masked = _SPACES.sub(" ", masked).strip()
    is_kept = len(masked) <= LENGTH_MAX and _says_something(masked, knows)
    return masked if is_kept else ""


def _asking_part(text: str) -> str:
    """What asks: what stands around a question is about whoever asks it."""
    parts = [part.strip() for part in _SENTENCE.findall(text)]
    asking = " ".join(part for part in parts if part.endswith("?")) or text
    return asking if len(asking.split()) <= WORDS_MAX else ""


def _keep_before(mark: str) -> Callable[[re.Match[str]], str]:
    return lambda found: f"{found.groupdict().get('before') or ''}{mark}"


def _without_names(text: str, knows: Callable[[str], bool]) -> str:
    def is_known(word: str) -> bool:
        return all(map(knows, _PLAIN_WORD.findall(fold(word))))

    def masked(words: str) -> str:
        return _LETTERS.sub(lambda w: w.group() if is_known(w.group()) else NAME, words)

    def alone(found: re.Match[str]) -> str:
        is_thing = _THING_AHEAD.search(text[: found.start()])
        return found.group() if is_thing else masked(found.group())

    text = _TWO_CAPITALS.sub(lambda found: masked(found.group()), text)
    text = _CAPITALISED.sub(alone, text)
    text = _HERE.sub(lambda found: masked(found["words"]), text)
    text = _INTRODUCED.sub(lambda found: found["before"] + masked(found["words"]), text)
    return _NAMES.sub(NAME, text)


def _says_something(masked: str, knows: Callable[[str], bool]) -> bool:
    """Whether what is left beside the marks is a topic: two words that nobody knows are a name."""
    words = _PLAIN_WORD.findall(fold(_MARK.sub(" ", masked)))
    return len(words) == 1 or any(map(knows, words))
