"""Questions about the texts themselves: who wrote one, when, and where an answer was taken from."""

import re

from bot.core.state import ConversationState
from bot.core.text import words

# Longer turns ask of the world, whatever they mention.
WORDS_MAX = 20

_TEXT = r"(?:article|page|text|post|guide|piece|webpage|write-?up)s?"
_THIS = r"(?:it|that|this|these|those|they|the (?:answer|info|information|quote|source))"
_AUTHOR = r"(?:who(?:'s| is| was)? (?:the )?(?:wrote|written|writes|author(?:ed)?(?: of)?|published|behind)|author of)"
_DATED = (
    r"(?:when (?:was|were|did)|how (?:old|recent|current|up[- ]to[- ]date|new) (?:is|are)"
    r"|(?:what|which) (?:date|year|day) (?:was|were)|(?:is|are))"
)
_AGE = r"(?:written|published|posted|(?:last )?(?:updated|checked|reviewed|changed)|up[- ]to[- ]date|current|out of date|outdated)"
_OF_A_TEXT = re.compile(
    rf"\b{_AUTHOR}\b.{{0,80}}\b{_TEXT}\b|\b{_DATED}\b.{{0,80}}\b{_TEXT}\b.{{0,40}}\b{_AGE}\b"
    rf"|\bhow old (?:is|are)\b.{{0,60}}\b{_TEXT}\b|\b{_TEXT}\b.{{0,20}}\b(?:written by|author)\b"
)
_OF_THIS = re.compile(
    rf"\b{_AUTHOR} {_THIS}\b|\b{_DATED} {_THIS} (?:still )?{_AGE}\b"
    rf"|\bhow (?:old|recent|current|up[- ]to[- ]date) (?:is|are) {_THIS}\b|^(?:and )?(?:who|when) (?:wrote|was) (?:it|that|this)(?: written)?[ ?]*$"
)
_ORIGIN = re.compile(
    rf"\b(?:what(?:'s| is| are|s)|give me|show me|got) (?:your|the|a|that) (?:sources?|references?|citation)\b[ ?.!]*$"
    rf"|\bwhere (?:did|do|does|is|are) (?:you|{_THIS}) (?:get|find|come|taken|hear)\b.{{0,12}}(?:from|that|this|it)?[ ?]*$"
    r"|^(?:source|sources|says who|according to (?:who|whom))[ ?]*$"
)
# Asks who stands behind a claim, which many a text does not say.
ASKS_FOR_CLAIMANT = re.compile(
    r"\b(?:which|what|whose) (?:study|survey|report|research|paper|poll|statistics?)\b"
    r"|\bwho (?:found|says|said|claims|claimed|reported|did the (?:study|survey|research))\b"
    r"|\b(?:source|citation|reference) (?:for|of|behind)\b|\baccording to (?:who|whom|what|which)\b"
)
# What is left of such a question without these is the topic of the text that is meant.
_ASKING = frozenset(
    words("""
who whos wrote written writes author authored of is was were are the a an and when did does do it its that this
these those they published posted updated last checked reviewed changed how old recent current up to date
new article articles page pages text post guide piece webpage on about for in by your you still outdated
out what which year day behind one first online website site tell me can could please here
""")
)


def asks_of_a_text(folded: str, state: ConversationState) -> bool:
    """Whether a turn asks for the author, the dates or the place of a text."""
    if len(folded.split()) > WORDS_MAX:
        return False
    if _OF_A_TEXT.search(folded):
        return bool(topic_of(folded) or state.cited_article_ids)
    return bool(state.cited_article_ids and (_OF_THIS.search(folded) or _ORIGIN.search(folded)))


def topic_of(text: str) -> str:
    """What the text that is meant is about; empty where it is only pointed at."""
    if _ORIGIN.search(text.lower()):
        return ""
    return " ".join(word for word in words(text) if word not in _ASKING)
