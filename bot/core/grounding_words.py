"""How words count when two sentences are compared: what carries a claim, and what reads the same.

Tables, to be read as such. A word that stands in none of them is content, and has to be there.
"""

from collections.abc import Mapping
from enum import StrEnum


class Reason(StrEnum):
    """Why a text is not supported by its evidence."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    MARKUP = "markup"
    QUESTION = "question"
    REPEATED = "repeated"
    NEW_WORD = "new_word"
    NEW_NAME = "new_name"
    NUMBER = "number"
    NEGATION = "negation"
    CERTAINTY = "certainty"
    SCOPE = "scope"
    REFERENCE = "reference"
    OMISSION = "omission"
    ORDER = "order"


def _read_as(groups: str) -> Mapping[str, str]:
    """Word to the first word of its line."""
    lines = [line.split() for line in groups.strip().splitlines()]
    return {word: line[0] for line in lines for word in line}


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Read as one word before anything else. The longest of those that fit is taken.
PHRASES: Mapping[str, str] = {
    "according to": "according",
    "per cent": "percent",
    "up to": "upto",
    "at least": "atleast",
    "at most": "atmost",
    "more than": "morethan",
    "less than": "lessthan",
    "fewer than": "lessthan",
    "no more than": "atmost",
    "no less than": "atleast",
    "a few": "afew",
    "a little": "alittle",
    "able to": "can",
    "has to": "have-to",
    "have to": "have-to",
    "had to": "had-to",
    "required to": "have-to",
    "such as": "such-as",
    "for example": "such-as",
    "for instance": "such-as",
    "as well as": "and",
    "instead of": "instead",
    "rather than": "instead",
    "as long as": "if",
    "provided that": "if",
    "even if": "even-if",
    "used to": "used-to",
    "micro credential": "micro-credential",
    "micro credentials": "micro-credential",
    "full time": "full-time",
    "part time": "part-time",
    "a person who": "person",
    "people who": "person",
    "the same": "same",
}

# Words that mean the same in any sentence about study. Plurals and "-ize" are read alike anyway.
SAME: Mapping[str, str] = _read_as("""
have has
have-to need needed require
micro-credential microcredential
certificate cert
employer boss
job role
usually typically generally normally
around about approximately roughly
may might
start begin
finish complete
show demonstrate
get receive gain
let allow
decide determine
join combine
cover include
price cost
big large
bigger larger
small little
quick fast
different distinct
improve enhance
several multiple
each every
anybody anyone
everybody everyone
nobody no-one
until till
university uni
program programme
enrol enroll
learnt learned
although though
give provide
person people
picture image
learner student you your
""")

# They carry no claim of their own where everything else is there, in order.
FREE = _set("""
    a an the is are be been being am do does of to and also that who whom whose which there then what how own
    simply themselves itself yourself
""")

# What is kept where it stands: it turns a sentence into its opposite, or bounds what it says.
_KEPT: Mapping[Reason, str] = {
    Reason.NEGATION: """
        not no never none nobody no-one nothing neither nor without non except unless instead hardly barely rarely seldom
        lack myth false wrong""",
    Reason.CERTAINTY: """
        can could may might must shall should will would have-to had-to ought was were had did used-to
        usually often sometimes always mostly mainly largely perhaps possibly probably likely unlikely certainly
        definitely automatically according say claim estimate expect believe report plan aim""",
    Reason.SCOPE: """
        all every each any some many most few afew alittle several only upto atleast atmost morethan lessthan around nearly
        almost partly partially fully half double if when where while but however although because until before after
        since by from into under over above below within per than or either other else such-as even-if between against
        more less fewer during for with as in on at through""",
    Reason.REFERENCE: "it they them their its this these those he she his her one we us our i my me",
}
KEPT: Mapping[str, Reason] = {
    word: reason for reason, words in _KEPT.items() for word in words.split()
}

# A clause that opens with one of these and ends at a comma says the same at the sentence's end.
LEADS = _set("""
    if when where while because although unless until before after since in on at for with without by under
    from through during according to once
""")

# Where one of these is, half of a sentence may say what the whole does not.
BINDING = _set("""
    if when where while because although unless until before after but however except only according say claim
    instead neither nor such-as even-if than myth provided
""")

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS = "zero ten twenty thirty forty fifty sixty seventy eighty ninety"
NUMBER_WORDS: Mapping[str, str] = {
    **{word: str(number) for number, word in enumerate(_ONES.split())},
    **{word: str(number * 10) for number, word in enumerate(_TENS.split())},
}

# A sentence that opens with one of these leans on the one before it.
LEANING = _set("""
    that such otherwise so thus therefore hence then instead however but and or yes no another others both
    neither either same first second third finally here there
""")
# A clause after ", and" has a subject of its own when it opens with one of these, or with a name.
SUBJECTS_OPEN_WITH = _set("""
    a an the most many some all each every
""")
# These stand for something that was named before.
STANDING_FOR = _set("""
    it they them this these those he him she
""")

BE = _set("""
    is are be been being was were am
""")
# Participles that do not end in "-ed".
PARTICIPLES = _set("""
    paid taught given made held built sold known shown seen taken written told kept sent run meant done chosen
    led bought found grown hidden begun set cut let put
""")
