"""The job that a text wants, in its own words."""

import re

_WANT = r"(?:want|wants|like|love|hope|hoping|plan|planning|train|training|study|studying|trying)"
_OCCUPATION = re.compile(
    rf"\b(?:{_WANT} to (?:be|become|work as|train as|retrain as|qualify as)"
    r"|become|becoming|work as|job as|career as|career in|retrain as|train as|qualify as)"
    r" (?:an? |the )?(?P<job>[a-z][a-z' -]{2,40})"
)
_ENDS = re.compile(
    r"\b(?:in|and|but|or|online|from|with|near|at|within|under|who|that|so|because|please|by|for|if"
    r"|when|how|what|one day|some day|someday|eventually|again|instead|then|too|as well|i|like me"
    r"|takes?|costs?|is|was|sounds?|means?|needs?|more|better|able|eligible|sure|qualified|certified|accredited|your|my|good|great|happy)\b.*"
)


def occupation(mended: str) -> str | None:
    """The job that is wanted; None where none is named."""
    found = _OCCUPATION.search(mended)
    job = _ENDS.sub("", found["job"]).strip(" '-") if found else ""
    return job or None
