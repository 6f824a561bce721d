"""Course matches as cards: the facts that learners compare, and why each course fits."""

from bot.core.blocks import CourseBlock, CourseView, CriterionView
from bot.core.facts import Fact
from bot.core.wording.wording import Wording
from corpus.models import AQF_LEVELS, WEEKS_IN_YEAR, Course, State
from retrieval.models import CourseMatch, CriterionVerdict, Verdict


def card(match: CourseMatch, wording: Wording) -> CourseBlock:
    """The card of a match."""
    return CourseBlock(
        course=view(match),
        facts=_facts(match.course, wording),
        why_lines=tuple(why_line(verdict, wording) for verdict in match.verdicts),
    )


def view(match: CourseMatch) -> CourseView:
    """The match as scripts read it."""
    course = match.course
    return CourseView(
        id=course.id,
        title=course.title,
        provider=course.provider,
        url=course.url,
        subject=", ".join(course.subjects),
        level=course.level or course.level_text or None,
        delivery=course.delivery,
        states=course.states,
        duration=duration(course),
        price=price(course),
        is_sample=course.is_sample,
        why=tuple(
            CriterionView(criterion=v.criterion, verdict=v.verdict.value, evidence=v.evidence)
            for v in match.verdicts
        ),
    )


def duration(course: Course) -> str | None:
    """How long a course takes, in the source's words where it has any."""
    if course.duration_text:
        return course.duration_text
    return spoken_duration(course.duration_weeks) if course.duration_weeks is not None else None


def spoken_duration(weeks: float) -> str:
    """Weeks in the unit that people would use."""
    if weeks < 1:
        return f"{max(round(weeks * 38), 1)} hours"
    months = weeks * 12 / WEEKS_IN_YEAR
    if months >= 2 and abs(months - round(months)) < 0.05:
        return f"{round(months)} months"
    return f"{weeks:.0f} week{'' if round(weeks) == 1 else 's'}"


def price(course: Course) -> str | None:
    """What a course costs, in the source's words where it has any."""
    if course.price_text:
        return course.price_text
    if course.price_aud is None:
        return None
    return (
        f"${course.price_aud:,.0f}"
        if course.price_aud == int(course.price_aud)
        else f"${course.price_aud:,.2f}"
    )


def titled(course: Course) -> str:
    """A course's title with its provider, if it has one."""
    return f"{course.title} ({course.provider})" if course.provider else course.title


def spoken_fact(course: Course, fact: Fact, wording: Wording) -> str:
    """One fact of a course in one line, the course named; unknown is said to be unknown."""
    value = fact_value(course, fact, wording) or wording.fact_unknown
    name = f"{course.title}, {course.provider}" if course.provider else course.title
    return wording.fact_line.format(course=name, label=wording.fact_labels[fact], value=value)


def fact_value(course: Course, fact: Fact, wording: Wording) -> str:
    """One fact of a course, empty where it is not stated."""
    value = {
        Fact.DURATION: duration(course),
        Fact.PRICE: wording.free if price(course) == "$0" else price(course),
        Fact.FUNDING: course.funding_text,
        Fact.STATES: _places(course, wording),
        Fact.DELIVERY: ", ".join(wording.deliveries[d] for d in course.delivery),
        Fact.START: "; ".join(course.start_dates),
        Fact.ENTRY: course.entry,
        Fact.CREDIT: "; ".join(course.credit_towards),
        Fact.PROVIDER: course.provider,
        Fact.LEVEL: _level(course, wording),
    }[fact]
    return value or ""


def _facts(course: Course, wording: Wording) -> tuple[tuple[str, str], ...]:
    labels, absent = wording.fact_labels, wording.not_stated
    always = (Fact.LEVEL, Fact.DELIVERY, Fact.STATES, Fact.DURATION, Fact.PRICE)
    where_stated = (Fact.FUNDING, Fact.CREDIT, Fact.START)
    required = [(labels[f], fact_value(course, f, wording) or absent) for f in always]
    optional = [(labels[f], fact_value(course, f, wording)) for f in where_stated]
    return (*required, *((label, value) for label, value in optional if value))


def _level(course: Course, wording: Wording) -> str:
    if course.level is None:
        return course.level_text
    level = wording.levels[course.level]
    return level if course.level in AQF_LEVELS else f"{level} ({wording.outside_aqf})"


def _places(course: Course, wording: Wording) -> str:
    return wording.everywhere if len(course.states) == len(State) else ", ".join(course.states)


def why_line(verdict: CriterionVerdict, wording: Wording) -> str:
    """A verdict in words."""
    sentences = {
        Verdict.MET: wording.met,
        Verdict.NEAR: wording.near,
        Verdict.UNKNOWN: wording.unknown,
        Verdict.NOT_MET: wording.not_met,
    }[verdict.verdict]
    return sentences[verdict.criterion].format(evidence=verdict.evidence)
