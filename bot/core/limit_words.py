"""Words that make a limit of an amount beside them, and words that make something else of it."""

from bot.core.quantities import MARKS, Kind, tokenize
from bot.core.text import word_set

Phrase = tuple[str, ...]


def _phrases(text: str) -> frozenset[Phrase]:
    return frozenset(tokenize(phrase) for phrase in text.split("|"))


PHRASE_WORDS_MAX = 4
AFTER_WORDS_MAX = 5

# What makes a limit of the amount that follows.
BEFORE = _phrases(
    "under|less than|lower than|below|within|inside|up to|at most|at the most|max|maximum"
    "|maximum of|max of|<|only have|have only|only got|got only|make it|make that|keep it to"
    "|keep it under|no more than|not more than|limit is|limit of|tops|call it|the outside"
)
_SPENDING = "budget|budget is|budget's|budget of|spend|spending|afford|pay|paying"
BEFORE_BY_KIND = {
    Kind.WEEKS: _phrases(
        "shorter than|quicker than|about|around|roughly|approximately|over|during|have|got|in"
    ),
    Kind.AUD: _phrases(f"{_SPENDING}|cheaper than|i have|i've got|have got|for|can do"),
    Kind.BARE: _phrases(_SPENDING),
}
SUMMER_BEFORE = _phrases("over|during|this|in|over this")
# Above these, only a "no" makes a limit: "nothing over $500", "can't take more than a year".
MORE = _phrases("more than|longer than|over|above|past|beyond|exceeding|higher than")
NO = word_set(
    "no not nothing never can't cant cannot don't dont won't wont shouldn't mustn't couldn't"
    " doesn't isn't without"
)
NO_REACH = 6
# What makes a limit of the amount in front.
AFTER = _phrases(
    "or less|or so|max|maximum|at most|at the most|tops|or under|or shorter|or below|or fewer"
    "|or cheaper|or thereabouts|limit|is my limit|is the limit|is the most|is all i have"
    "|is all i've got|at the outside|budget|to spend|to play with|to work with|to put towards"
    "|off|spare"
)
# Between a limit and its amount. Of a time, "about" makes a limit.
FILLERS = word_set(
    "about around roughly approximately like say maybe just of is the a an ideally preferably"
    " perhaps only another money"
)
ABOUT = word_set("about around roughly approximately")

# Time before these is an age, a distance or the past.
NO_LIMIT_AFTER = word_set(
    "ago old older from away drive experience straight apart earlier later into of as"
)
NO_LIMIT_BEFORE = word_set("after last past least minimum every first next")
# "Two days a week".
RHYTHM_JOINS = (("a",), ("per",), ("each",), ("every",))
RHYTHM = word_set("day week fortnight month year")
# "I haven't worked in eight years", "I have ten years in retail".
PAST = word_set("haven't hasn't hadn't havent hasnt been was were worked spent since old")
HOLDING = word_set("have got")
HELD_AFTER = word_set("in at doing working behind with")

# An amount that stands between two marks with these alone is a limit: "nutrition, 6 weeks".
BESIDE_ALONE = FILLERS | word_set("please thanks max for or so i it i'd in but and")
ALONE_WEEKS_MAX = 4 * 52.0
# A number that names nothing is money where money is spoken of; a smaller one is an age.
MONEY = word_set("spend afford pay budget")
BARE_AUD_MIN = 50.0
BARE_AUD_MAX = 99_999.0
ENDS_BARE = MARKS | word_set("each a per please in total for or to and online tops max") | {""}
