"""A visitor's question as it may be kept without the visitor: masked, or not at all.

What is kept has to stand for itself: nobody can be asked, nothing joins it to a conversation. So
it is better to lose a question than to keep a detail of somebody's life.
"""

import re
from collections.abc import Callable

from bot.core.text import fold
from bot.scrubbing import DATE, NAME, NUMBER, redact, scrub

# Longer questions tell a story.
LENGTH_MAX = 200
# A message that long is kept by the sentences that ask, if it has any.
WORDS_MAX = 30
AGE = "[age]"
POSTCODE = "[postcode]"

_OWN = re.compile(
    r"\b(?:i|i'm|im|i've|ive|me|my|mine|myself|we|our|us|he|she|his|her|him|son|daughter|mum|mother|dad|father|husband|wife"
    r"|partner|boyfriend|girlfriend|brother|sister|kids?|child|friend|client)\b"
)
# Sensitive information in the Privacy Act's sense, with money and family trouble beside it. Over
# folded text; where the text also speaks of a person, it is not kept.
_SENSITIVE = re.compile(
    r"\b(?:health|ill(?:ness)?|sick(?:ness)?|disease|disab\w+|diagnos\w+|symptoms?|medic(?:al|ation|ine)s?|doctor|hospital"
    r"|surgery|injur\w+|pain|cancer|diabet\w+|epilep\w+|asthma|stroke|hiv|covid|pregnan\w+|miscarr\w+|menopaus\w+"
    r"|depress\w+|anxi\w+|bipolar|schizo\w+|ptsd|trauma\w*|adhd|autis\w+|asperger\w*|dyslexi\w+|ndis|wheelchair|deaf|blind"
    r"|burn(?:ed|t)? ?out|therap(?:y|ist)|counselling|psych\w+|addict\w*|alcohol\w*|drugs?|rehab|overdose|suicid\w+"
    r"|self[- ]harm|kill(?:ed|ing)?|die|dying|dead|death|grie\w+|widow\w*|abus\w+|violen\w+|rape\w*|assault\w*|victim"
    r"|visas?|refugee|asylum|citizen\w*|immigra\w+|migra(?:nt|te|tion)|deport\w*|bridging|subclass|temporary resident|permanent residen\w+|pr holder"
    r"|aborigin\w+|torres strait|indigenous|first nations|koori|race|ethnic\w*|religio\w*|muslim|christian|jewish|hindu|buddhist|sikh|church|mosque"
    r"|gay|lesbian|bisexual|queer|trans(?:gender)?|lgbt\w*|sexual\w*|gender"
    r"|prison|jail|gaol|parole|convict\w*|criminal|offen[cd]\w+|police check|court|custody|divorc\w+|separated"
    r"|centrelink|jobseeker|youth allowance|pension\w*|welfare|bankrupt\w*|debts?|homeless\w*|evict\w*|unemployed|sacked|fired|redundan\w+"
    r"|salary|income|earn(?:ing)?|union|password|passport|licen[cs]e number|medicare|tax file|tfn|bank account|credit card)\b"
)
# Without anybody in it too: the words themselves are the detail.
_ALWAYS = re.compile(
    r"\b(?:suicid\w+|self[- ]harm|kill (?:my|him|her|them)\w*|password|passport (?:no|number)|medicare (?:no|number|card)"
    r"|tax file number|tfn|bank account|credit card)\b"
)
_AGE = re.compile(
    r"(?P<before>\b(?:i am|i['’]?m|aged?|turning|turn(?:ed)?|is|he['’]?s|she['’]?s)\s+)\d{1,2}\b(?!\s*(?:weeks?|months?|hours?|days?|km|k\b|%|dollars?|credits?|units?))"
    r"|\b\d{1,2}(?=\s*(?:-|\s)?(?:years?|yrs?)(?:-|\s)?old\b|\s*y/?o\b)",
    re.IGNORECASE,
)
_POSTCODE = re.compile(r"\b(?P<before>post ?code(?: is)?:?\s+)\d{4}\b", re.IGNORECASE)
# Where a person's name comes next, in whatever case; "I'm a ..." tells a trade.
_INTRODUCED = re.compile(
    r"\b(?P<before>(?:i am|i['’]?m|this is|here is|name is|name['’]?s|call me|named|tell|ask|email|ring|regards|cheers|hi|hello|hey|dear)"
    r"[ ,]+)(?P<words>(?!(?:an?|the)\b)[^\W\d_][\w'’-]*(?:\s+[^\W\d_][\w'’-]*)?)",
    re.IGNORECASE,
)
_CAPITAL = r"[A-Z][^\W\d_]+(?:['’-][^\W\d_]+)*"
_TWO_CAPITALS = re.compile(rf"\b{_CAPITAL}(?:\s+{_CAPITAL})+")
_CAPITALISED = re.compile(rf"(?<=[\w,;] ){_CAPITAL}")
# Where a thing stands rather than a person: "learn Kubernetes", "any Xero courses".
_THING_AHEAD = re.compile(
    r"\b(?:learn(?:ing)?|study(?:ing)?|teach(?:es)?|courses?|class(?:es)?|in|about|use|using|do|offer|have|any|an?|the|become|on)\s+$",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PLAIN_WORD = re.compile(r"[a-z0-9]+")
_NAMES = re.compile(rf"{re.escape(NAME)}(?:\s+{re.escape(NAME)})+")
_LONG_NUMBER = re.compile(r"\d{5,}")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_SPACES = re.compile(r"\s+")


def masked_question(text: str, knows: Callable[[str], bool]) -> str:
    """The question with a mark for each personal detail; empty where it is not to be kept.

    `knows` tells the words that the corpus or the vocabulary uses: what stands where names stand
    and is none of those is taken for a name.
    """
    asked = _asking_part(text)
    folded = fold(text)
    # Of the whole message: "I have cancer. What is a diploma?" came from one person.
    if not asked or _ALWAYS.search(folded) or (_OWN.search(folded) and _SENSITIVE.search(folded)):
        return ""
    masked = _AGE.sub(_keep_before(AGE), _POSTCODE.sub(_keep_before(POSTCODE), asked))
    masked = _without_names(scrub(redact(masked)), knows)
    masked = _LONG_NUMBER.sub(NUMBER, masked)
    masked = _SPACES.sub(" ", masked).strip()
    return masked if len(masked) <= LENGTH_MAX and _says_something(masked) else ""


def _asking_part(text: str) -> str:
    if len(text.split()) <= WORDS_MAX:
        return text
    asking = [part.strip() for part in _SENTENCE.findall(text) if part.rstrip().endswith("?")]
    return " ".join(asking) if len(" ".join(asking).split()) <= WORDS_MAX else ""


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
    text = _INTRODUCED.sub(lambda found: found["before"] + masked(found["words"]), text)
    return _NAMES.sub(NAME, text)


def _says_something(masked: str) -> bool:
    """Whether anything is left beside the marks."""
    rest = masked
    for mark in (NAME, NUMBER, DATE, AGE, POSTCODE):
        rest = rest.replace(mark, " ")
    return bool(_LETTERS.search(rest))
