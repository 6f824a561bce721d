"""Taking personal details out of what visitors write: the one place that knows their shapes.

`scrub` is for what leaves this machine, and rather takes one too many than one too few: a question
that lost a year is still understood, since the evidence stands beside it. A name is only known by
how it is given. `redact` is for what is kept, where prices, dates and names of courses have to
stay: mail addresses, and numbers in the shapes of phones, Medicare cards and tax files.
"""

import re

from bot.core.text import MAIL_ADDRESS

NAME = "[name]"
LINK = "[link]"
HANDLE = "[account]"
ADDRESS = "[address]"
DATE = "[date]"
NUMBER = "[number]"

_STREETS = (
    "street|st|road|rd|avenue|ave|drive|dr|court|ct|crescent|cres|place|pl|lane|ln|highway|hwy|parade|pde|terrace"
    "|tce|boulevard|blvd|close|cl|circuit|cct|way|grove|gr|square|sq|esplanade|esp"
)
_WORD = r"[^\W\d_][^\W\d_'’-]*(?:['’-][^\W\d_]+)*"
_CAPITAL = r"[A-Z][^\W\d_]*(?:['’-][^\W\d_]+)*"
# What comes after "my name is ..." and is no part of the name.
_NO_NAME = (
    r"(?!(?:and|but|from|in|at|i|i'm|i’m|im|my|can|could|what|how|is|do|where|which|who|please"
    r"|the|a|an)\b)"
)
_GIVEN = (
    r"(?:my (?:full |first |last |sur)?name(?: is|['’]s|:)|name['’]?s|call me|i am called"
    r"|i['’]m called|signed,?|regards,?|cheers,?)"
)
_INTRODUCED = r"(?:i am|i['’]?m|this is|it['’]?s|here is)"

_MAIL = re.compile(r"[^\s@<>()\[\]\",;:]+(?:@|\s?\[at\]\s?|\s\(at\)\s)[^\s@<>()\[\]\",;:]+")

_SHAPES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE), LINK),
    (_MAIL, MAIL_ADDRESS),
    (re.compile(r"(?<!\w)@\w{2,}"), HANDLE),
    (
        re.compile(
            rf"\b(?:(?:unit|flat|apt|apartment|level|lot)\s*\d+\w?[\s,/]+)?\d+\w?(?:[/-]\d+\w?)?,?\s+(?:{_WORD}\s+){{1,3}}"
            rf"(?:{_STREETS})\b\.?(?:,?\s+{_CAPITAL}){{0,3}}(?:,?\s*\b\d{{4}}\b)?",
            re.IGNORECASE,
        ),
        ADDRESS,
    ),
    (re.compile(r"\b(?:p\.?\s?o\.?|gpo)\s*box\s*\d+", re.IGNORECASE), ADDRESS),
    # Phone, Medicare, TFN, card, account, student and passport numbers: six digits or more.
    (re.compile(r"(?<![\w$])[+(]?[A-Z]{0,2}\d(?:[\s().-]{0,2}\d){5,}(?:[/-]\d+)?"), NUMBER),
    (re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})\b"), DATE),
    (
        re.compile(
            rf"(?P<before>\b{_GIVEN}\s+){_NO_NAME}{_WORD}(?:\s+{_NO_NAME}{_WORD}){{0,2}}",
            re.IGNORECASE,
        ),
        rf"\g<before>{NAME}",
    ),
    (
        re.compile(rf"(?P<before>\b(?i:{_INTRODUCED})\s+){_CAPITAL}(?:\s+{_CAPITAL}){{0,2}}"),
        rf"\g<before>{NAME}",
    ),
    (
        re.compile(rf"\b(?i:mr|mrs|ms|miss|mx|dr|prof)\b\.?\s+{_CAPITAL}(?:\s+{_CAPITAL})?"),
        NAME,
    ),
)

# A number of nobody: 13, 1300 and 1800 are services, $ and a decimal point are money.
_NUMBERS = re.compile(
    r"(?<![\w$.,/-])(?:"
    # Mobile and landline, with the area code or without.
    r"(?:\+?61[ .-]?(?:\(0\))?|\(?0)[2-578]\)?(?:[ .-]?\d){8}"
    r"|(?!(?:19|20)\d\d[ -](?:19|20)\d\d)[2-9]\d{3}[ -]\d{4}"
    r"|\+\d{1,3}(?:[ .-]?\(?\d\)?){7,12}"
    # Medicare: ten digits, and the place on the card.
    r"|[2-6]\d{3}[ .-]?\d{5}[ .-]?\d(?:[ .-]?/?[ .-]?\d)?"
    # Tax file: nine digits, eight on old letters. In a run, any that long.
    r"|\d{3}[ .-]\d{3}[ .-]\d{2,3}|\d{9,11}"
    r")(?![\w-])"
)


def redact(text: str) -> str:
    """The text as it is kept, with a mark for each mail address and each personal number."""
    return _NUMBERS.sub(NUMBER, _MAIL.sub(MAIL_ADDRESS, text))


def without_numbers(text: str) -> str:
    """The text with its personal numbers left out: nothing that a conversation needs to hear."""
    return _NUMBERS.sub("", text)


def scrub(text: str) -> str:
    """The text with a mark in the place of each personal detail that its shape gives away."""
    for shape, mark in _SHAPES:
        text = shape.sub(mark, text)
    return text
