"""How a course stands to each criterion, with the course's own words as evidence."""

import re
from collections.abc import Callable, Iterable, Iterator

from corpus.models import Course, Delivery, Level, State, Taxonomy
from retrieval.models import NEAR_LIMIT_FACTOR, Criteria, CriterionVerdict, Verdict
from retrieval.subjects import SubjectMatcher, plain

TermsOf = Callable[[str], frozenset[str]]

# A topic's evidence is one sentence of the course; longer ones are cut at a word.
EVIDENCE_LENGTH_MAX = 160


def verdicts(
    course: Course, criteria: Criteria, taxonomy: Taxonomy
) -> tuple[CriterionVerdict, ...]:
    """A verdict for each criterion that is set, in the order in which people read them."""
    return tuple(_each(course, criteria, taxonomy))


def topic_verdict(course: Course, asked: frozenset[str], terms_of: TermsOf) -> CriterionVerdict:
    """How a course stands to a wish in free words: met when it names every one of them."""
    sentences = [course.title, *_sentences(course.summary), *_sentences(course.description)]
    named = [(len(asked & terms_of(sentence)), sentence) for sentence in sentences]
    most, evidence = max(named, key=lambda pair: pair[0])
    everything = frozenset[str]().union(*(terms_of(sentence) for sentence in sentences))
    verdict = Verdict.MET if asked and asked <= everything else Verdict.NEAR
    return CriterionVerdict("topic", verdict, _cut(evidence if most else course.title))


def _each(course: Course, wanted: Criteria, taxonomy: Taxonomy) -> Iterator[CriterionVerdict]:
    if wanted.subjects:
        yield _subject(course, SubjectMatcher.of(wanted.subjects, taxonomy))
    if wanted.delivery:
        yield _overlap(
            "delivery", course.delivery, frozenset(wanted.delivery), near=_near(wanted.delivery)
        )
    if wanted.states:
        yield _overlap("state", course.states, frozenset(wanted.states), _places(course))
    if wanted.levels:
        levels = (course.level,) if course.level else ()
        yield _overlap("level", levels, frozenset(wanted.levels), near=_near(wanted.levels))
    if wanted.duration_weeks_max is not None:
        said = course.duration_text or _weeks(course.duration_weeks)
        yield _limit("duration", course.duration_weeks, wanted.duration_weeks_max, said)
    if wanted.price_aud_max is not None:
        said = course.price_text or _dollars(course.price_aud)
        yield _limit("price", course.price_aud, wanted.price_aud_max, said)
    if wanted.funded:
        yield _funding(course)
    if wanted.excluded_subjects:
        yield from _excluded(course, wanted.excluded_subjects, taxonomy)


def _subject(course: Course, matcher: SubjectMatcher) -> CriterionVerdict:
    if matcher.matches(course):
        evidence = ", ".join(matcher.own_subjects(course)) or course.title
        return CriterionVerdict("subject", Verdict.MET, evidence)
    verdict = Verdict.NOT_MET if course.subjects else Verdict.UNKNOWN
    return CriterionVerdict("subject", verdict, ", ".join(course.subjects))


def _excluded(
    course: Course, names: Iterable[str], taxonomy: Taxonomy
) -> Iterator[CriterionVerdict]:
    """Said only where it is broken: what was left out is spoken of nowhere else."""
    broken = [name for name in names if _is_about(course, SubjectMatcher.of((name,), taxonomy))]
    if broken:
        yield CriterionVerdict("excluded", Verdict.NOT_MET, ", ".join(broken))


def _is_about(course: Course, matcher: SubjectMatcher) -> bool:
    return bool(matcher.own_subjects(course)) or matcher.is_named_in(plain(course.title))


def _overlap(
    criterion: str,
    has: tuple[str, ...],
    wanted: frozenset[str],
    said: str = "",
    near: frozenset[str] = frozenset(),
) -> CriterionVerdict:
    if not has:
        return CriterionVerdict(criterion, Verdict.UNKNOWN, "")
    common = [value for value in has if value in wanted]
    missed = Verdict.NEAR if near.intersection(has) else Verdict.NOT_MET
    verdict = Verdict.MET if common else missed
    return CriterionVerdict(criterion, verdict, said or ", ".join(common or has))


def _limit(criterion: str, value: float | None, limit: float, said: str) -> CriterionVerdict:
    if value is None:
        return CriterionVerdict(criterion, Verdict.UNKNOWN, said)
    if value <= limit:
        return CriterionVerdict(criterion, Verdict.MET, said)
    verdict = Verdict.NEAR if value <= limit * NEAR_LIMIT_FACTOR else Verdict.NOT_MET
    return CriterionVerdict(criterion, verdict, said)


def _near(wanted: Iterable[Delivery | Level]) -> frozenset[str]:
    return frozenset(neighbour for value in wanted for neighbour in value.neighbours)


def _funding(course: Course) -> CriterionVerdict:
    if course.funded is None:
        return CriterionVerdict("funding", Verdict.UNKNOWN, course.funding_text)
    verdict = Verdict.MET if course.funded else Verdict.NOT_MET
    return CriterionVerdict("funding", verdict, course.funding_text)


def _places(course: Course) -> str:
    is_everywhere = len(course.states) == len(State)
    return "all states and territories" if is_everywhere else ", ".join(course.states)


def _weeks(weeks: float | None) -> str:
    return "" if weeks is None else f"{weeks:.0f} weeks"


def _dollars(price_aud: float | None) -> str:
    return "" if price_aud is None else f"${price_aud:,.0f}"


def _sentences(text: str) -> list[str]:
    return [s for s in re.split(r"(?<=[.!?])\s+", text.strip()) if s]


def _cut(text: str) -> str:
    if len(text) <= EVIDENCE_LENGTH_MAX:
        return text
    return text[:EVIDENCE_LENGTH_MAX].rsplit(" ", 1)[0] + " ..."
