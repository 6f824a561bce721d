"""The words that people use for subjects, places and levels, kept as data."""

import re
import tomllib
from collections import defaultdict
from importlib.resources import files
from itertools import pairwise
from typing import Any

import pytest

from corpus.models import Level, State, Subject

# Words that mean something else in most sentences: none may stand for a subject by itself.
AMBIGUOUS = {
    "care",
    "support",
    "course",
    "courses",
    "management",
    "design",
    "art",
    "work",
    "training",
    "help",
    "skills",
    "online",
    "study",
    "job",
    "kids",
    "children",
    "people",
    "security",
    "sales",
    "home",
    "science",
    "technology",
    "python",
    "java",
    "change",
}


def load(name: str) -> dict[str, Any]:
    text = (files("corpus") / "data" / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def load_subjects() -> list[Subject]:
    return [
        Subject(name=entry["name"], parent=entry["parent"] or None, aliases=tuple(entry["aliases"]))
        for entry in load("subjects")["subject"]
    ]


SUBJECTS = load_subjects()
PLACES = load("places")
LEVELS = load("levels")


def clashes(words_by_name: dict[str, list[str]]) -> dict[str, list[str]]:
    """Words that stand for more than one name; hyphens and spaces count as the same."""
    names = defaultdict(list)
    for name, words in words_by_name.items():
        for word in {re.sub(r"[- ]+", " ", word.lower()) for word in words}:
            names[word].append(name)
    return {word: found for word, found in names.items() if len(found) > 1}


def test_there_are_104_subjects_each_with_other_words_for_it() -> None:
    assert len({subject.name for subject in SUBJECTS}) == len(SUBJECTS) == 104
    assert [subject.name for subject in SUBJECTS if not subject.aliases] == []


def test_parents_are_subjects_without_a_parent() -> None:
    top = {subject.name for subject in SUBJECTS if subject.parent is None}
    assert {subject.parent for subject in SUBJECTS if subject.parent} <= top


def test_every_word_is_in_lower_case() -> None:
    words = [alias for subject in SUBJECTS for alias in subject.aliases]
    words += [word for place in PLACES.values() for word in place["names"] + place["places"]]
    words += [word for aliases in LEVELS.values() for word in aliases]
    assert [word for word in words if word != word.lower().strip()] == []


def test_no_word_stands_for_two_subjects() -> None:
    assert clashes({s.name: [s.name, *s.aliases] for s in SUBJECTS}) == {}


def test_no_word_stands_for_two_places_or_two_levels() -> None:
    assert clashes({n: [n, *p["names"], *p["places"]] for n, p in PLACES.items()}) == {}
    assert clashes({name: [name, *aliases] for name, aliases in LEVELS.items()}) == {}


def test_a_subject_a_place_and_a_level_never_share_a_word() -> None:
    everything = {s.name: [s.name, *s.aliases] for s in SUBJECTS}
    everything |= {name: [*p["names"], *p["places"]] for name, p in PLACES.items()}
    everything |= {f"level {name}": [name, *aliases] for name, aliases in LEVELS.items()}
    assert clashes(everything) == {}


def test_no_alias_is_a_word_that_mostly_means_something_else() -> None:
    aliases = {alias for subject in SUBJECTS for alias in subject.aliases}
    assert aliases & AMBIGUOUS == set()


def test_every_level_and_every_state_has_words_of_its_own() -> None:
    assert set(LEVELS) == set(Level)
    assert set(PLACES) == set(State)
    assert all(LEVELS.values())
    assert all(place["names"] and len(place["places"]) >= 7 for place in PLACES.values())


@pytest.mark.parametrize("state", ["NSW", "QLD", "SA", "VIC", "WA"])
def test_a_big_state_has_at_least_twelve_places(state: str) -> None:
    assert len(PLACES[state]["places"]) >= 12


def test_postcode_ranges_do_not_overlap() -> None:
    ranges = sorted(pair for place in PLACES.values() for pair in place["postcodes"])
    assert all(low <= high for low, high in ranges)
    assert all(a[1] < b[0] for a, b in pairwise(ranges))


@pytest.mark.parametrize(
    ("postcode", "state"),
    [
        (2000, "NSW"),
        (2601, "ACT"),
        (2620, "NSW"),
        (2905, "ACT"),
        (3000, "VIC"),
        (4870, "QLD"),
        (5290, "SA"),
        (6430, "WA"),
        (7250, "TAS"),
        (870, "NT"),
    ],
)
def test_a_postcode_lies_in_its_state(postcode: int, state: str) -> None:
    found = [
        name
        for name, place in PLACES.items()
        if any(low <= postcode <= high for low, high in place["postcodes"])
    ]
    assert found == [state]
