"""Gold questions: what people ask, with the sentences that answer it, or that none does."""

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from retrieval.errors import GoldError
from retrieval.evaluation.gold_lines import GoldLine, lines_of

SUFFIXES = (".jsonl", ".csv")
SPLITS_FILE = "splits.toml"


class Kind(StrEnum):
    """Whether the corpus holds an answer.

    A near miss is on an article's very topic, and an outside question of another field. One that
    staff only said to have no answer is absent.
    """

    ANSWERABLE = "answerable"
    NEAR_MISS = "near_miss"
    OUTSIDE = "outside"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class GoldAnswer:
    """An article, a sentence in it, or both. What is empty was left open."""

    article: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class GoldQuestion:
    """A question and every answer that would satisfy who asks; without answers, a refusal would.

    `topic` is the article that it was written for, `split` the part of the articles that is in,
    `place` the file and line it stands at. What is empty is unknown.
    """

    question: str
    kind: Kind
    answers: tuple[GoldAnswer, ...] = ()
    asks: str = ""
    register: str = ""
    topic: str = ""
    split: str = ""
    place: str = ""

    @property
    def wanted(self) -> int:
        """How many pieces could be right at most: one an article, one a sentence without it."""
        return len({answer.article or answer.quote for answer in self.answers})


def read_gold(path: Path, *, may_be_empty: bool = False) -> tuple[GoldQuestion, ...]:
    """The questions of a file, or of every JSON Lines and CSV file of a folder.

    Raises GoldError with each line that cannot be read, or when there is no question at all and
    there has to be one.
    """
    problems: list[str] = []
    questions: list[GoldQuestion] = []
    for file in gold_files(path):
        questions += _with_topics(file.stem, _questions(file, problems))
    problems += _asked_twice(questions)
    if not questions and not problems and not may_be_empty:
        expected = f"{path}: expected gold questions in {' or '.join(SUFFIXES)} files, found none"
        problems.append(f"{expected}; docs/evaluation.md shows how to write them")
    if problems:
        raise GoldError(tuple(problems))
    folder = path if path.is_dir() else path.parent
    splits = _read_splits(folder / SPLITS_FILE)
    return tuple(replace(one, split=splits.get(one.topic, "")) for one in questions)


def with_served_ids(
    questions: Iterable[GoldQuestion], served_ids: Iterable[str], slug: Callable[[str], str]
) -> tuple[GoldQuestion, ...]:
    """The questions with their articles' ids as served, where they were given as a source has them.

    A served id is the `slug` of the stated one with a digest after a hyphen. A name that two served
    articles share stays as it is, and so finds neither.
    """
    named = {id_: id_.rpartition("-")[0] for id_ in served_ids}
    times = Counter(named.values())
    served = {name: id_ for id_, name in named.items() if times[name] == 1}

    def answer(given: GoldAnswer) -> GoldAnswer:
        if not given.article or given.article in named:
            return given
        return replace(given, article=served.get(slug(given.article), given.article))

    return tuple(replace(one, answers=tuple(map(answer, one.answers))) for one in questions)


def gold_files(path: Path) -> list[Path]:
    """The files with gold questions at a path. Raises GoldError where there can be none."""
    if path.is_dir():
        return sorted(file for file in path.iterdir() if file.suffix in SUFFIXES)
    if not path.is_file():
        raise GoldError((f"{path}: expected a file or folder with gold questions, found none",))
    if path.suffix not in SUFFIXES:
        raise GoldError((f"{path}: expected a name that ends in {' or '.join(SUFFIXES)}",))
    return [path]


def _questions(file: Path, problems: list[str]) -> list[GoldQuestion]:
    found = []
    for number, line in lines_of(file):
        place = f"{file.name}:{number}"
        if isinstance(line, str):
            problems.append(f"{place}: {line}")
            continue
        try:
            found.append(_question(line, place))
        except ValueError as error:
            problems.append(f"{place}: {error}")
    return found


def _question(line: GoldLine, place: str) -> GoldQuestion:
    """Raises ValueError where the kind and the answers contradict each other."""
    answers = tuple(GoldAnswer(answer.article, answer.quote) for answer in line.all_answers)
    kind = Kind(line.kind) if line.kind else Kind.ANSWERABLE if answers else Kind.ABSENT
    if (kind is Kind.ANSWERABLE) != bool(answers):
        wanted = "an answer" if kind is Kind.ANSWERABLE else "no answers"
        raise ValueError(f"expected {wanted} for kind {kind.value!r}; mend kind or answers")
    return GoldQuestion(line.question, kind, answers, line.asks, line.manner, place=place)


def _with_topics(stem: str, questions: list[GoldQuestion]) -> list[GoldQuestion]:
    """Each with the article that its file is named after, else that of its first answer."""
    answered = {answer.article for one in questions for answer in one.answers}
    if stem in answered:
        return [replace(one, topic=stem) for one in questions]
    return [replace(one, topic=next((a.article for a in one.answers), "")) for one in questions]


def _asked_twice(questions: Iterable[GoldQuestion]) -> list[str]:
    questions = list(questions)
    times = Counter(one.question for one in questions)
    return [
        f"{one.place}: expected each question once, found {one.question!r} again; remove one"
        for one in questions
        if times[one.question] > 1
    ]


def _read_splits(file: Path) -> Mapping[str, str]:
    """The split of each article. Raises GoldError for anything but lists of ids by split."""
    if not file.is_file():
        return {}
    try:
        parts = tomllib.loads(file.read_text(encoding="utf-8"))
        return {article: name for name, part in parts.items() for article in _listed(part)}
    except (ValueError, TypeError) as error:
        problem = f"{file.name}: expected a list of article ids for each split ({error})"
        raise GoldError((problem,)) from error


def _listed(part: object) -> Iterator[str]:
    """The ids of `name = [...]`, or of a table `[name]` with lists in it."""
    for ids in part.values() if isinstance(part, dict) else [part]:
        if not isinstance(ids, list):
            raise TypeError(f"found {ids!r}")
        yield from map(str, ids)
