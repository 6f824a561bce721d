"""What visitors say of themselves that funding rules ask about; nothing of it is asked unless needed."""

import re
from enum import StrEnum

from corpus.models import Frozen, Level, State

AGES = range(10, 100)


class Residency(StrEnum):
    """On what ground somebody lives in Australia."""

    CITIZEN = "citizen"
    PERMANENT_RESIDENT = "permanent_resident"
    HUMANITARIAN = "humanitarian"
    NEW_ZEALANDER = "new_zealander"
    OTHER_VISA = "other_visa"


class Group(StrEnum):
    """People whom some programmes serve first."""

    OUT_OF_WORK = "out_of_work"
    CARER = "carer"
    FIRST_NATIONS = "first_nations"
    DISABILITY = "disability"
    AGED_17_TO_24 = "aged_17_to_24"


class Circumstances(Frozen):
    """What has been said; None is not known. Ages are bounds in years: no birth date is kept."""

    age_from: int | None = None
    age_to: int | None = None
    at_school: bool | None = None
    finished_year_10: bool | None = None
    residency: Residency | None = None
    lives_in: State | None = None
    outside: tuple[State, ...] = ()
    highest_level: Level | None = None
    has_no_qualification: bool | None = None
    qualified_recently: bool | None = None
    qualified_in: int | None = None
    qualified_years_ago: int | None = None
    groups: tuple[Group, ...] = ()

    def __bool__(self) -> bool:
        return self != Circumstances()

    def updated(self, said: "Circumstances") -> "Circumstances":
        """These with what was said after them; the last word on each holds."""
        changes = {
            name: value
            for name, value in said.__dict__.items()
            if name in Circumstances.model_fields and value not in (None, ())
        }
        if said.age_from is not None or said.age_to is not None:
            changes |= {"age_from": said.age_from, "age_to": said.age_to}
        if said.groups:
            changes["groups"] = tuple(dict.fromkeys((*self.groups, *said.groups)))
        return self.model_copy(update=changes)


def hear_circumstances(
    folded: str, states: tuple[State, ...] = (), levels_held: tuple[Level, ...] = ()
) -> Circumstances:
    """What a folded text says; `states` are those it names, `levels_held` what was finished."""
    plain = folded.replace("'", "")
    age_from, age_to = _ages(plain)
    at_school, year_10 = _schooling(plain)
    ago, year = _AGO.search(plain), _YEAR.search(plain)
    return Circumstances(
        age_from=age_from,
        age_to=age_to,
        at_school=at_school,
        finished_year_10=year_10,
        residency=_residency(plain),
        lives_in=states[0] if len(states) == 1 and _LIVES.search(plain) else None,
        highest_level=max(levels_held, key=list(Level).index, default=None),
        has_no_qualification=True if _NO_QUALIFICATION.search(plain) else None,
        qualified_years_ago=int(ago["years"]) if ago else None,
        qualified_in=int(year["year"]) if year else None,
        groups=tuple(group for group, pattern in _GROUPS if pattern.search(plain)),
    )


def _ages(plain: str) -> tuple[int | None, int | None]:
    """The youngest and the oldest that somebody may be."""
    bound = _BOUND.search(plain)
    if bound:
        age = int(bound["age"])
        return (age, None) if bound["way"] in ("over", "older than", "above") else (None, age - 1)
    decade = _DECADE.search(plain)
    if decade:
        return int(decade["age"]), int(decade["age"]) + 9
    found = next((m for p in _AGE if (m := p.search(plain)) and int(m["age"]) in AGES), None)
    return (int(found["age"]), int(found["age"])) if found else (None, None)


def _schooling(plain: str) -> tuple[bool | None, bool | None]:
    """Whether somebody is at school, and whether they have finished Year 10."""
    finished = _FINISHED_YEAR.search(plain)
    left_early = _LEFT_IN_YEAR.search(plain)
    year_10 = True if _FINISHED_SCHOOL.search(plain) else None
    if finished:
        year_10 = int(finished["year"]) >= 10
    if left_early:
        year_10 = int(left_early["year"]) > 10
    is_out = bool(finished and int(finished["year"]) == 12) or bool(left_early)
    if _AT_SCHOOL.search(plain):
        return True, year_10
    return (False if is_out or _LEFT_SCHOOL.search(plain) else None), year_10


def _residency(plain: str) -> Residency | None:
    found = next((kind for kind, pattern in _RESIDENCIES if pattern.search(plain)), None)
    is_denied = found is not None and _NO_CITIZEN.search(plain)
    return None if is_denied and found is Residency.CITIZEN else found


# All over folded text without apostrophes.
_ME = r"(?:im|i am|hes|shes|theyre|he is|she is|(?:son|daughter|kid|child|brother|sister|partner|husband|wife)(?: is|s)?)"
_AGE = (
    re.compile(
        rf"\b{_ME} (?:only |just |now |already |turning )?(?P<age>\d{{2}})\b"
        r"(?! ?(?:weeks?|months?|hours?|km|kms|k|%|years? (?:in|into|out|away|at|of)\b|minutes?))"
    ),
    re.compile(r"\b(?P<age>\d{2}) ?(?:years? old|yrs? old|yo\b|y/o)"),
    re.compile(r"\baged? (?P<age>\d{2})\b"),
    re.compile(r"^(?P<age>\d{2})[ .!]*$"),
)
_BOUND = re.compile(
    r"\b(?P<way>over|older than|above|under|younger than|below) (?P<age>\d{2})\b(?! ?(?:weeks?|months?|hours?|k\b|%))"
)
_DECADE = re.compile(
    r"\b(?:in|into) (?:my|her|his|their) (?:early |mid |late |mid-)?(?P<age>[2-9]0)s\b"
)
_AT_SCHOOL = re.compile(
    r"\b(?:still (?:at|in)|(?:im|i am|hes|shes|is) (?:at|in)) (?:high |secondary )?school\b"
    r"|\b(?:im|i am|hes|shes|is|currently|still|going into|doing) (?:in )?(?:yr|year) ?(?:7|8|9|10|11|12)\b"
    r"|(?<!left )(?<!out )(?<!school )\bin (?:yr|year) ?(?:7|8|9|10|11|12)\b"
    r"|\b(?:havent|have not|not|hasnt) (?:yet )?(?:left|finished) (?:high )?school\b|\b(?:high )?school student\b"
    r"|\b(?:doing|finishing) (?:my |the |his |her )?(?:hsc|vce|wace|sace|qce|atar)\b|\bschool (?:kid|boy|girl)\b"
)
_LEFT_SCHOOL = re.compile(
    r"\b(?:left|finished|completed|graduated|dropped out of|done with|quit|out of) (?:from )?(?:high |secondary )?school\b"
    r"|\b(?:not|no longer|isnt) (?:at|in) school\b|\bschool leaver\b|\bdropped out\b"
    r"|\b(?:finished|completed|did|done) (?:my )?(?:hsc|vce|wace|sace|qce)\b"
)
_FINISHED_SCHOOL = re.compile(
    r"\b(?:finished|completed|graduated) (?:from )?(?:high |secondary )?school\b"
    r"|\b(?:finished|completed|did|done|have|got) (?:my )?(?:hsc|vce|wace|sace|qce)\b"
)
_FINISHED_YEAR = re.compile(
    r"\b(?:finished|completed|done|did|passed|have|got) (?:up to |my |school to )?(?:yr|year) ?(?P<year>\d{1,2})\b"
)
_LEFT_IN_YEAR = re.compile(
    r"\b(?:left|quit|dropped out|stopped)(?: of)?(?: school)? (?:in|at|during|after) (?:yr|year) ?(?P<year>\d{1,2})\b"
)
_NO_CITIZEN = re.compile(r"\b(?:not|isnt|arent|no) (?:an? |yet |an? australian )?(?:\w+ )?citizen")
_RESIDENCIES = tuple(
    (residency, re.compile(pattern))
    for residency, pattern in (
        (
            Residency.HUMANITARIAN,
            r"\b(?:humanitarian|refugee)\b|\bprotection visa\b",
        ),
        (
            Residency.NEW_ZEALANDER,
            r"\b(?:new zealand(?:er)?|nz|kiwi)(?: citizen| passport)?\b|\bspecial category visa\b|\b444\b",
        ),
        (
            Residency.PERMANENT_RESIDENT,
            r"\bpermanent(?:ly)? residen\w*|\bpermanent visa\b|\b(?:im|i am|have|got|a|with|on|hold) (?:a )?pr\b",
        ),
        (
            Residency.OTHER_VISA,
            r"\b(?:student|temporary|bridging|partner|spouse|working holiday|work|skilled|graduate|tourist|sponsored|485|482|500) visa\b"
            r"|\bvisa holder\b|\bon a visa\b|\binternational student\b|\bbackpacker\b",
        ),
        (
            Residency.CITIZEN,
            r"\bcitizen(?:ship)?\b|\baussie\b|\b(?:im|i am|were|we are) (?:an? )?australian\b|\b(?:born|grew up) (?:here|in australia)\b"
            r"|\baustralian passport\b",
        ),
    )
)
_LIVES = re.compile(
    r"\b(?:i|we|he|she|they) (?:live|work|lives|works)\b|\b(?:im|i am|were|we are|hes|shes|is|am) (?:\w+ )?(?:in|from|based|near|living|working)\b"
    r"|\b(?:live|living|based|work|working|moved|moving|resident|located|here) (?:\w+ )?(?:in|to|of|near|around)\b"
)
_NO_QUALIFICATION = re.compile(
    r"\b(?:no|without|dont have(?: an?y?| any)?|havent got(?: an?y?)?|never (?:had|got|finished|done|completed)(?: an?y?)?|havent (?:done|finished)"
    r"(?: an?y?)?) (?:formal |other |post[- ]school |prior |previous |real )?(?:quals?|qualifications?|certs?|certificates?|degrees?|diplomas?|study)\b"
    r"|\bnever studied\b|\bno qualifications?\b|\bnothing (?:since|after) (?:high )?school\b"
)
_AGO = re.compile(r"\b(?P<years>\d{1,2}) (?:years|yrs) ago\b")
_YEAR = re.compile(r"\b(?:in|back in|from) (?P<year>(?:19|20)\d{2})\b")
_GROUPS = tuple(
    (group, re.compile(pattern))
    for group, pattern in (
        (
            Group.OUT_OF_WORK,
            r"\b(?:unemployed|out of work|jobless|lost my job|laid off|(?:made |been )?redundant|between jobs|job ?seeker|centrelink"
            r"|on benefits|income support|looking for work|not working|no job)\b",
        ),
        (
            Group.CARER,
            r"\b(?:unpaid carer|im a carer|i care for|caring for my|full[- ]time carer)\b",
        ),
        (
            Group.FIRST_NATIONS,
            r"\b(?:aboriginal|torres strait|first nations|indigenous|koori|murri)\b",
        ),
        (
            Group.DISABILITY,
            r"\b(?:disabled|disability pension|(?:have|with|got) a disability|im deaf|im blind|autistic)\b",
        ),
    )
)
