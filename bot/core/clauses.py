"""Which words of a sentence a negation reaches, and which tell of now or of before."""

import re
from collections.abc import Iterable
from itertools import accumulate

from bot.core.text import said_before, word_set, words

_NEGATION = word_set(
    "not no without except excluding exclude excl isn't isnt don't dont doesn't doesnt didn't didnt"
    " can't cant cannot won't wont nothing hate hates dislike dislikes never minus avoid besides"
)
_NEGATIVE_PHRASE = re.compile(
    r"\b(?:(?:want|get|getting|move|moving) out of|had enough of|(?:sick|tired|bored) (?:of|with)"
    r"|fed up (?:with|of)|done with|(?:anything|everything|something) (?:but|other than)"
    r"|(?:apart|away) from|other than|rather than|instead of|(?:rule|ruling|leave) out"
    r"|(?:scared|afraid|terrified) of|(?:rather|prefer|sooner)(?: (?!not)[\w']+){1,8}? (?:than|over))\b"
)
# Said after what is ruled out: "aged care isn't for me".
_RULED_OUT = re.compile(
    r"\b(?:(?:is|are|isn't|aren't|isnt) (?:\w+ ){0,2}?"
    r"(?:out|off the table|an option|for me|my thing|a no)(?= |$)"
    r"|no thanks|no way|but nah|nah|not again|makes me (?:sick|faint|queasy)"
    r"|(?:and|but|which) (?:i )?(?:really |absolutely )?(?:hated?|loathed?|disliked|couldn't stand|can't stand|didn't"
    r" (?:like|enjoy)|don't like) (?:it|that|them|every minute))\b"
)
_NEGATES = re.compile(
    r"\b(?:not|no|nah|isn't|aren't|isnt|out|off|sick|faint|queasy|hated?|loathed?|disliked|stand"
    r"|didn't|don't)\b"
)
_RULED_OUT_REACH = 8
_NEGATION_ENDS = word_set("but however though instead just rather please actually wait")
# Ends a negation that has reached something: "not online in Perth".
_NEGATION_TURNS = word_set("in into near around show want wants prefer i but so")
_FALSE_NEGATION = re.compile(
    r"\b(?:no wait|not sure|no idea|don't know|don't mind|do not mind|not only|not just|why not"
    r"|no more than|not more than|no longer than|no thanks|no problem|no way"
    r"|(?:no|don't have|dont have|without)(?: \w+)? (?:experience|background|knowledge|preference)"
    r"|(?:never|haven't|havent|not|didn't|didnt) (?:done|studied|worked|tried|finish|finished|been)"
    r"|(?:don't|dont|doesn't|can't|cant) (?:matter|care|wait|decide|find|afford(?! (?:uni|university|tafe|an? (?:degree|diploma))\b)|travel)"
    r"|know nothing|nothing but)\b"
)
_PEOPLE = r"(?:i|we|husband|wife|partner|mum|mother|dad|father|boss|friend)"
_STUDIED = re.compile(
    r"\b(?:i've got|i have|i hold|i got|(?:i've |i have |i )?(?:finished|completed|failed|done)"
    r"|i did|i already have) (?:an?|my|the|half an?) "
)
_PRESENT_JOB = re.compile(
    r"\b(?:i'm|i am|im|i was|i've been|i have been|(?:husband|wife|partner|mum|dad) (?:is|was)) "
    r"(?:currently |now )?(?:(?:working|employed) (?:as )?)?(?:an? |in |as )"
    rf"|\b{_PEOPLE} (?:currently )?(?:works?|worked|working) (?:as|in|at|for) "
    r"|\bused to be (?:an? )?"
    r"|\bcurrently (?:an? |(?:in|work|working) (?:as|in) )"
    r"|\b(?:\d+|\w+) (?:years?|yrs|months|decades?) (?:in|of|as|at|on|doing) (?:an? )?"
    r"|\b(?:i was|we were) (?:in|of|as|an?) (?:an? )?|\bwas (?=\w+ in my\b)"
    r"|\b(?:former|formerly|ex|retired)(?: an?)? (?=\w)"
    r"|\b(?:qualified|registered) (?=\w+ (?:and|but|here|keen|looking|wanting)\b)"
    r"|\bi (?:run an? |own an? |(?=(?:nurse|teach|cook|drive|clean|weld|manage) ))"
    r"|\bmy (?:current |old |last )?job (?:as|in|is) |\bin my country i (?:was|am|be) (?:an? )?"
    r"|\b(?:leaving|left|leave|quit|quitting) (?!school|home|to\b|for\b|it\b|out\b)"
)
# Said after a job that is held: "sparky here", "chef by trade".
_JOB_BEFORE = re.compile(
    r"\b(?:here|by trade|by day|apprentice (?:wanting|looking|who|and|here))\b"
)
_JOB_BEFORE_REACH = 2
_PRESENT_JOB_ENDS = word_set(
    "i i'm i'd now and but want wants wanting looking so to into would hoping considering"
    " thinking chasing interested ready keen"
)
_BREAK = re.compile(r"[,.;:!?]+(?=\s|$)|\s[-\u2013\u2014]\s")
# What stands between the members of a list: commas are no words.
_LIST_ENDS = (("or",), ("nor",))
_LIST_JOINS = ((), *_LIST_ENDS)
# The words that belong to a dislike, and so do not turn it: "not interested in".
_DISLIKE = re.compile(r"\b(?:interested|work|working|study|studying) (?=in\b)")
# A place that somebody leaves, where another one is named too.
_LEFT_PLACE = re.compile(
    r"\b(?:from|leaving|left|out of|live in|lived in|grew up in|born in|used to be in) $"
)


def negated(tokens: tuple[str, ...], breaks: frozenset[int]) -> frozenset[int]:
    """Positions of the words that a negation reaches: up to the end of its clause.

    `breaks` are the positions before which a comma or another mark stands.
    """
    reached: set[int] = set()
    since: int | None = None
    harmless, dislike = starts_of(_FALSE_NEGATION, tokens), ends_of(_DISLIKE, tokens)
    after_phrase = ends_of(_NEGATIVE_PHRASE, tokens)
    for position, token in enumerate(tokens):
        turns_back = since is not None and token in _NEGATION_TURNS and position > since + 1
        turns_back = turns_back and position not in dislike
        if token in _NEGATION and position not in harmless:
            since = position
        elif position in after_phrase:
            since = position - 1
            reached.add(position)
        elif token in _NEGATION_ENDS or position in breaks or turns_back:
            since = None
        elif since is not None:
            reached.add(position)
    return frozenset(reached) | _ruled_out_behind(tokens, breaks)


def _ruled_out_behind(tokens: tuple[str, ...], breaks: frozenset[int]) -> frozenset[int]:
    """Positions of the words that are ruled out by what follows them."""
    text = " ".join(tokens)
    reached: set[int] = set()
    for found in _RULED_OUT.finditer(text):
        if not _NEGATES.search(found.group()):
            continue
        end = len(text[: found.start()].split())
        earlier = [place for place in breaks if place < end]
        reached.update(range(max([end - _RULED_OUT_REACH, 0, *earlier]), end))
    return frozenset(reached)


def with_lists(
    reached: frozenset[int], tokens: tuple[str, ...], spans: Iterable[tuple[str, int, int]]
) -> frozenset[int]:
    """A negation's words with the rest of its list: "not nursing, aged care or childcare".

    `spans` are the slots that are spoken of, each with its first word and the word after its last.
    Only "or" makes a list: "not a diploma, a certificate" corrects.
    """
    more: set[int] = set()
    run: list[tuple[str, int, int]] = []
    for slot, start, end in spans:
        between = tokens[run[-1][2] : start] if run else ()
        goes_on = run and run[-1][0] == slot and between in _LIST_JOINS
        run = [*run, (slot, start, end)] if goes_on else [(slot, start, end)]
        if between in _LIST_ENDS and run[0][1] in reached:
            more.update(range(run[0][1], end))
    return reached | more


def breaks(folded: str) -> frozenset[int]:
    """Positions of the words before which a comma, a stop or a dash stands."""
    counts = [len(words(part)) for part in _BREAK.split(folded)]
    return frozenset(accumulate(counts))


def present_job(tokens: tuple[str, ...], breaks: frozenset[int]) -> frozenset[int]:
    """Positions of the words that say what somebody is or does now, not what they want."""
    before = {
        place
        for end in starts_of(_JOB_BEFORE, tokens)
        for place in range(max(end - _JOB_BEFORE_REACH, 0), end)
    }
    return _told(_PRESENT_JOB, tokens, breaks) | before


def studied(tokens: tuple[str, ...], breaks: frozenset[int]) -> frozenset[int]:
    """Positions of the words that say what somebody has studied."""
    return _told(_STUDIED, tokens, breaks)


def is_left(tokens: tuple[str, ...], start: int) -> bool:
    """Whether the place that starts here is one that somebody comes from."""
    return bool(_LEFT_PLACE.search(said_before(tokens, start)))


def _told(
    pattern: re.Pattern[str], tokens: tuple[str, ...], breaks: frozenset[int]
) -> frozenset[int]:
    reached: set[int] = set()
    for start in ends_of(pattern, tokens):
        for position in range(start, len(tokens)):
            if tokens[position] in _PRESENT_JOB_ENDS or (position in breaks and position > start):
                break
            reached.add(position)
    return frozenset(reached)


def starts_of(pattern: re.Pattern[str], tokens: tuple[str, ...]) -> frozenset[int]:
    """Positions of the words at which matches of the pattern start."""
    text = " ".join(tokens)
    return frozenset(len(text[: found.start()].split()) for found in pattern.finditer(text))


def ends_of(pattern: re.Pattern[str], tokens: tuple[str, ...]) -> frozenset[int]:
    """Positions of the words that follow matches of the pattern."""
    text = " ".join(tokens)
    return frozenset(len(text[: found.end()].split()) for found in pattern.finditer(text))
