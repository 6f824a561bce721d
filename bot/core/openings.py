"""Which slots a text leaves open: "anywhere", "price doesn't matter"."""

import re

_NO_MATTER = (
    r"(?:doesn't matter|does not matter|doesnt matter|don't matter|dont matter"
    r"|(?:is not|isn't|isnt|is no|is of no|of no|no) (?:an? )?(?:issue|problem|object|concern|worry)"
    r"|(?:is|are) (?:irrelevant|unimportant|not important|up to you))\b"
)
_CARELESS = r"\b(?:(?:don't|dont|do not) (?:mind|care)|not (?:fussed|bothered)|doesn't matter)"
_DROP = r"\b(?:drop|remove|forget|lose|lift|scrap) the"
_OPENED = (
    (
        "states",
        re.compile(
            r"\banywhere\b(?! but)|\bany (?:state|place|location|campus|city)\b|\baustralia[- ]wide\b"
            rf"|{_CARELESS} where\b|\b(?:location|place) {_NO_MATTER}"
        ),
    ),
    (
        "price_aud_max",
        re.compile(
            rf"\bany (?:price|budget|cost)\b|{_DROP} (?:price|budget|cost|money)(?: limit| cap)?\b"
            rf"|{_CARELESS} (?:how much|what it costs|(?:about )?(?:the )?(?:price|cost|money|fees?))\b|\b(?:price|cost|money|budget|fees?) {_NO_MATTER}|\bno (?:price|budget|money) limit\b"
        ),
    ),
    ("levels", re.compile(rf"\bany (?:qualification )?level\b|\blevel {_NO_MATTER}")),
    (
        "duration_weeks_max",
        re.compile(
            r"\bany (?:length|duration)\b|\bhowever long\b"
            rf"|{_DROP} (?:time|length|duration)(?: limit)?\b"
            rf"|{_CARELESS} (?:how long|(?:about )?(?:the )?(?:length|duration|time))\b|\bno (?:hurry|rush|time limit)\b|\bnot in (?:a|any) (?:hurry|rush)\b"
            rf"|\b(?:length|duration|time) {_NO_MATTER}"
        ),
    ),
    (
        "delivery",
        re.compile(
            rf"\bany (?:mode|study mode|way|delivery|format)\b|{_CARELESS} how (?:i|we) (?:study|learn|do it)\b"
        ),
    ),
    ("subjects", re.compile(r"\bany (?:field|subject|area)\b")),
)


def left_open(folded: str) -> tuple[str, ...]:
    """The slots of which, by a text's own words, anything will do."""
    return tuple(name for name, pattern in _OPENED if pattern.search(folded))
