"""Distress in a visitor's words: what kind it is, who is in it, and whom to call."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from corpus.models import Frozen, NonEmpty, WebAddress

LINES_MAX = 4
# Kids Helpline is for people from 5 to 25: source in `bot/data/crisis_lines.toml`.
YOUNG_MAX = 25


class Need(StrEnum):
    """What somebody needs a line for."""

    SUICIDE = "suicide"
    VIOLENCE = "violence"


class Audience(StrEnum):
    """People for whom a line is made; `ANYONE` is everybody."""

    ANYONE = "anyone"
    YOUNG = "young"
    FIRST_NATIONS = "first_nations"
    MEN = "men"


class CrisisLine(Frozen):
    """A service with people at the other end. `call` and `text` are numbers as they are written."""

    name: NonEmpty
    call: NonEmpty
    text: str = ""
    needs: tuple[Need, ...]
    audience: Audience = Audience.ANYONE
    source: WebAddress
    checked_on: date


@dataclass(frozen=True, slots=True)
class Distress:
    """What was heard. `of_another`: somebody speaks of a friend, a child, a colleague."""

    need: Need
    audiences: frozenset[Audience]
    of_another: bool


def distress_in(folded: str) -> Distress | None:
    """The distress that a folded text tells of; idioms, and topics to study, are none."""
    plain = folded.replace("'", "")
    need = _need(plain)
    if need is None:
        return None
    return Distress(need, frozenset(_audiences(plain)), bool(_OF_ANOTHER.search(plain)))


def lines_for(distress: Distress, lines: Iterable[CrisisLine]) -> tuple[CrisisLine, ...]:
    """At most LINES_MAX lines: those made for this person first, then those for everybody."""

    def rank(line: CrisisLine) -> int:
        if line.audience is Audience.ANYONE:
            return 1
        return 0 if line.audience in distress.audiences else 2

    # Nobody is taken for a man unasked; a young or First Nations person may not have said so.
    offered = {*distress.audiences, Audience.ANYONE, Audience.YOUNG, Audience.FIRST_NATIONS}
    fitting = [x for x in lines if distress.need in x.needs and x.audience in offered]
    return tuple(sorted(fitting, key=rank)[:LINES_MAX])


def declines_help(folded: str) -> bool:
    """Whether a turn after the lines goes on about them, and about nothing else."""
    return bool(_DECLINES.search(folded.replace("'", "")))


def _need(plain: str) -> Need | None:
    speaks_of_study = bool(_STUDY.search(plain))
    if _VIOLENCE.search(plain):
        return Need.VIOLENCE
    if _SUICIDE.search(plain) or (_WORN_OUT.search(plain) and not speaks_of_study):
        return Need.SUICIDE
    if speaks_of_study:
        return None
    if _VIOLENCE_NAMED.search(plain):
        return Need.VIOLENCE
    return Need.SUICIDE if _SUICIDE_NAMED.search(plain) else None


def _audiences(plain: str) -> Iterable[Audience]:
    age = _AGE.search(plain)
    if _YOUNG.search(plain) or (age and int(age["age"]) <= YOUNG_MAX):
        yield Audience.YOUNG
    if _FIRST_NATIONS.search(plain):
        yield Audience.FIRST_NATIONS
    if _MAN.search(plain):
        yield Audience.MEN


# All over text without apostrophes. What is said of oneself counts whatever else is said.
_SUICIDE = re.compile(
    r"\b(?:kill|hurt|harm|cut|hang|shoot)(?:t?ing)? (?:myself|herself|himself|themselves)\b"
    r"(?! (?:in|with|short|off|on|some|a)\b)"
    r"|\bsuicidal\b(?! (?:people|clients|patients|persons?)\b)"
    r"|\b(?:commit|attempt\w*|consider\w*|contemplat\w*|(?:think\w*|thoughts?) (?:of|about)) suicide\b"
    r"|\b(?:end|ending) (?:it (?:all|tonight|now|today|soon)|(?:my|her|his|their) (?:own )?life|it\b$|things\b(?! (?:with|between|early)\b))"
    r"|\b(?:take|taking) (?:my|her|his|their) own life\b"
    r"|\b(?:dont|do not|doesnt|didnt) (?:want to|wanna) (?:be alive|exist|wake up"
    r"|live(?! (?:in|on|at|near|with|away|far|there|here|like|off|too|out)\b)"
    r"|be here(?! (?:for|all|until|long)\b))\b"
    r"|\b(?:want|wants|wanted|wanna|ready|going) (?:to )?(?:die|be dead|not exist|disappear(?= for|[ .!]*$))\b"
    r"(?! (?:of|from) (?:boredom|laughter|embarrassment|shame)\b| laughing\b| rich\b| trying\b)"
    r"|\bwish (?:i|she|he) (?:was|were|wasnt|werent) (?:dead|never born|born|alive)\b"
    r"|\b(?:better off (?:dead|without me)|(?:not|isnt) worth living|life (?:is not|isnt) worth it|never wake up)\b"
    r"|\b(?:no|any|a) (?:reason|point|purpose) (?:(?:to|in|for me to) )?(?:live|living|go(?:ing)? on|keep(?:ing)? going|be(?:ing)? alive)\b"
    r"|\b(?:nobody|no one|noone) (?:(?:would|will) (?:miss me|care|notice)|cares (?:if i|about me|whether i))\b"
    r"|\bi (?:should|could|might as well|hope i|wish i could) (?:just )?(?:die|be dead)\b(?! (?:of|for|from|laughing)\b)"
    r"|\b(?:my|this) life is (?:worthless|meaningless|over|pointless|hopeless)\b"
    r"|\b(?:took|taken|take|swallowed) (?:too many|all my|an overdose|a bunch of) ?(?:of )?(?:pills|tablets|meds)?\b"
    r"|\b(?:i|my) self[- ]?harm\w*\b|\bkms\b|\bunalive\b|\bgiv(?:e|en|ing) up on (?:life|living|everything|myself)\b"
    r"|\bhad enough of (?:life|living)\b"
)
# Said of a life, or of a subject or a job: study in the same breath decides.
_WORN_OUT = re.compile(
    r"\b(?:cant|cannot|can not) (?:go on(?= like| living| any|[.!,]|$)|keep going|cope|live like this|(?:take|do) (?:it|this) any ?more)\b"
    r"|\b(?:cant|cannot|dont|do not) see (?:the|any) point\b"
    r"|\bi hate my life\b|\bwhats the point (?:of living|of anything|any ?more)\b|\b(?:everything|life) is (?:hopeless|pointless)\b"
)
_SUICIDE_NAMED = re.compile(
    r"(?<!career )(?<!social )(?<!political )\bsuicide\b(?! (?:squad|prevention|rates?|mission)\b)"
    r"|\bself[- ]harm\w*\b"
)
_KIN = (
    "husband|wife|partner|boyfriend|girlfriend|ex|dad|father|mum|mother|step ?(?:dad|mum)|uncle"
    "|brother|sister|son|parents|family"
)
_THEM = f"(?:{_KIN})"
# "The price hits me", "that beats me": nobody did.
_NOBODY = "it that this what which price fee fees cost costs debt commute"
_NO_SUBJECT = "".join(rf"(?<!\b{word} )" for word in _NOBODY.split())
_VIOLENCE = re.compile(
    rf"{_NO_SUBJECT}\b(?:hit|beat|hurt|bash(?:e)?|punche?|slap|choke|strangle|threaten|abuse"
    r"|attack|rape|molest|assault|kick|stalk)(?:s|d|ed|ped)? me\b(?! (?:hard|that|as|like|when|why|up)\b)"
    r"|\b(?:he|she|"
    + _THEM
    + r") (?:keeps? )?(?:hits?|beats?|bash(?:es)?|hurts?|chokes?|touch(?:es|ed)|touching)"
    r" (?:me|us|mum|dad|my (?:mum|dad|sister|brother|kids?|son|daughter)|the kids|our kids)\b(?! up\b)"
    rf"|\b(?:he|she|{_THEM}) (?:broke|breaks) my (?:arm|nose|jaw|ribs?|leg|teeth)\b"
    r"|\bthreat(?:ens|ened|ening) to (?:kill|hurt|harm|hit|bash)\b"
    r"|\b(?:beating|hitting|hurting|bashing|choking|threatening|abusing|stalking) me\b"
    r"|\b(?:was|been|being|getting|got|im|i am) (?:abused|raped|molested|bashed|beaten up|sexually assaulted|stalked)\b"
    r"|\b(?:scared|afraid|frightened|terrified) of (?:him|my " + _THEM + r"|going home)\b"
    r"|\b(?:not|isnt|dont feel|doesnt feel|never(?: feel)?) safe (?:at home|there|anymore|with (?:him|her|my "
    + _THEM
    + r"))\b"
    r"|\bunsafe at home\b|\b(?:cant|cannot) go home\b[^.!?]{0,20}\b(?:safe|hurt|hit|scared)\b"
)
_VIOLENCE_NAMED = re.compile(
    r"\babusive\b|\bviolent (?:home|house|relationship|marriage|" + _KIN + r")\b"
    r"|\b(?:domestic|family|partner) violence\b"
)
_STUDY = re.compile(
    r"\b(?:courses?|train(?:ing|ed)?|stud(?:y|ies|ying)|learn\w*|class(?:es)?|cert\w*|diplomas?|degrees?|bachelors?|masters"
    r"|units?|modules?|workshops?|qualif\w*|careers?|jobs?|work|working|worker|workers|become|counsell\w+|prevention|awareness"
    r"|first aid|volunteer\w*|uni|tafe|school|assignments?|essays?|exams?|maths?|boss|commut\w*|homework|subjects?"
    r"|retail|hospitality|nursing|teaching|office|shifts?|customers?|industry)\b"
)
_OF_ANOTHER = re.compile(
    r"\bmy (?:friend|mate|best friend|son|daughter|kid|child|brother|sister|student|colleague|housemate|flatmate|cousin|nephew"
    r"|niece|partner|husband|wife|boyfriend|girlfriend|mum|dad)\b[^.!?]{0,40}\b(?:wants?|says?|said|is|s|has|tried|talks?|keeps|might)\b"
    r"[^.!?]{0,30}\b(?:die|dead|suicid\w*|kill\w*|(?:him|her)self|themselves|life|live|alive)\b"
)
_AGE = re.compile(
    r"\b(?:im|i am|aged?) (?:only |just )?(?P<age>\d{1,2})\b(?! ?(?:weeks?|months?|%))"
)
_YOUNG = re.compile(
    r"\bmy (?:step ?)?(?:dad|father|mum|mother|parents|teacher)\b[^.!?]{0,20}\b(?:hits?|beats?|hurts?|threatens?|abuses?|bashes|kicks?)\b"
    r"|\b(?:high school|in year \d+|teenager|teen|yr ?(?:7|8|9|10|11|12)|kids? at school)\b"
    r"|\bmy (?:son|daughter|kid|child)\b"
)
_FIRST_NATIONS = re.compile(
    r"\b(?:aboriginal|torres strait|first nations|indigenous|koori|murri|noongar|nunga|palawa|yolngu|blak)\b"
)
_MAN = re.compile(
    r"\b(?:as a (?:man|bloke|dad|father)|my wife|im a (?:man|bloke|dad|father|guy))\b"
)
_DECLINES = re.compile(
    r"\b(?:dont|do not|cant|cannot|wont) (?:want to |wanna |feel like )?(?:call|phone|ring|talk|text|speak)\w*\b"
    r"|^(?:no|nah|nope|idk|i dont know|whatever|they wont help|it wont help|nobody (?:can|will) help"
    r"|nothing (?:helps|will help)|i (?:have )?(?:tried|called) (?:that|them)(?: already)?)[ .!]*$"
)
