"""Whether a course is about a subject: by its own subjects, or by its title."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.models import Course, Taxonomy


@dataclass(frozen=True, slots=True)
class SubjectMatcher:
    """Subjects with those below them, and the phrases that name them in a title."""

    names: frozenset[str]
    phrases: tuple[str, ...]
    taxonomy: Taxonomy

    @classmethod
    def of(cls, names: Iterable[str], taxonomy: Taxonomy) -> "SubjectMatcher":
        """A matcher for any of the names."""
        wanted = taxonomy.expand(names)
        subjects = (taxonomy.by_name.get(name) for name in wanted)
        said = {word for s in subjects if s for word in (s.name, *s.aliases)} | wanted
        return cls(wanted, tuple(sorted({plain(phrase) for phrase in said})), taxonomy)

    def own_subjects(self, course: Course) -> tuple[str, ...]:
        """The course's subjects that are wanted."""
        return tuple(name for name in course.subjects if name in self.names)

    def is_named_in(self, plain_title: str) -> bool:
        """Whether a title, made plain, names a wanted subject."""
        return any(phrase in plain_title for phrase in self.phrases)

    def matches(self, course: Course) -> bool:
        """By its own subjects; by its title only where they come from another taxonomy."""
        if self.own_subjects(course):
            return True
        return is_foreign(course, self.taxonomy) and self.is_named_in(plain(course.title))


class TitleReader:
    """Finds the subjects that a title names, among all of a taxonomy's at once."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._names: dict[tuple[str, ...], set[str]] = {}
        for subject in taxonomy.subjects:
            for phrase in (subject.name, *subject.aliases):
                self._names.setdefault(tuple(_words(phrase)), set()).add(subject.name)
        self._lengths = sorted({len(phrase) for phrase in self._names if phrase})

    def subjects_named(self, title: str) -> set[str]:
        """The names of the subjects of which the title holds the name or an alias."""
        words = _words(title)
        named: set[str] = set()
        for length in self._lengths:
            for start in range(len(words) - length + 1):
                named |= self._names.get(tuple(words[start : start + length]), set())
        return named


def is_foreign(course: Course, taxonomy: Taxonomy) -> bool:
    """Whether none of the course's subjects is of the product's own taxonomy."""
    own = (taxonomy.by_name.get(name) for name in course.subjects)
    return not any(subject and not subject.is_learned for subject in own)


def plain(text: str) -> str:
    """Lower-case words between single spaces, one at each end, so that whole words are found."""
    return f" {' '.join(_words(text))} "


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
