"""From one course to the next, by what courses themselves state and by nothing else."""

import re
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.core.text import words
from corpus.models import Course

# Longer ways than this are nobody's plan: short course, certificate, diploma, degree.
STEPS_MAX = 4


@dataclass(frozen=True, slots=True)
class Statement:
    """What a course says it counts towards, in its own words."""

    course: Course
    said: str

    @property
    def target(self) -> str:
        """The qualification that is named, without what is said beside it."""
        return _LEADING.sub("", _ASIDE.sub("", self.said)).strip(" .,;:")


# Statements that follow on each other: the target of one is the title of the next one's course.
Route = tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways through a catalogue: `titled` finds the courses of a title, in any order.

    `is_unwanted` tells the targets that nobody is to be led to.
    """

    titled: Callable[[str], Iterable[Course]]
    is_unwanted: Callable[[str], bool]

    def on_from(self, starts: Iterable[Course]) -> tuple[Route, ...]:
        """A way on from each statement of the starts; those of one title and target count once."""
        first: dict[tuple[tuple[str, ...], ...], Statement] = {}
        for statement in self._stated(starts):
            key = (words(statement.course.title), words(statement.target))
            first.setdefault(key, statement)
        return tuple(self._onwards((statement,)) for statement in first.values())

    def to(self, starts: Iterable[Course], is_goal: Callable[[str], bool]) -> Route | None:
        """The shortest way from any of the starts to a target that is the goal, None without."""
        waiting = deque[Route]((statement,) for statement in self._stated(starts))
        seen: set[tuple[str, ...]] = set()
        while waiting:
            route = waiting.popleft()
            target = route[-1].target
            if is_goal(target):
                return route
            if words(target) not in seen and len(route) < STEPS_MAX:
                seen.add(words(target))
                waiting.extend((*route, s) for s in self._stated(self.titled(target)))
        return None

    def _onwards(self, route: Route) -> Route:
        """The route, with the first statement that leads on from its end, and so on."""
        passed = {words(step.course.title) for step in route} | {words(route[-1].target)}
        onward = self._stated(self.titled(route[-1].target))
        following = next((s for s in onward if words(s.target) not in passed), None)
        if following is None or len(route) == STEPS_MAX:
            return route
        return self._onwards((*route, following))

    def _stated(self, courses: Iterable[Course]) -> Iterable[Statement]:
        """What courses say they count towards, without what is unwanted."""
        stated = (Statement(course, said) for course in courses for said in course.credit_towards)
        return (statement for statement in stated if not self.is_unwanted(statement.target))


def same_title(one: str, other: str) -> bool:
    """Whether two titles differ by nothing but letter case and marks."""
    return words(one) == words(other)


# "(provider decides)" behind a target; "credit towards a" in front of it.
_ASIDE = re.compile(r"\s*\([^()]*\)\s*$")
_LEADING = re.compile(
    r"^(?:may |can )?(?:gives? |counts? |leads? )?(?:credit )?(?:towards?|into|to) (?:an? |the )?",
    re.IGNORECASE,
)
