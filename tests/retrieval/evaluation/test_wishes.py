"""Gold wishes: which courses a wish has to show, and at which price."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from corpus.models import Course
from retrieval.errors import GoldError
from retrieval.evaluation.gold import read_gold
from retrieval.evaluation.wishes import GoldWish, read_wishes, run_wishes
from retrieval.models import (
    CourseMatch,
    CourseResult,
    Criteria,
    CriterionVerdict,
    Sort,
    Verdict,
)

GLASS = Course(id="glass-0a1b2c3d", source="a.csv", title="Glass Basics", price_aud=90)


class Shop:
    """A catalogue of one course."""

    def __init__(self, course: Course | None = GLASS, verdict: Verdict = Verdict.MET) -> None:
        self._course, self._verdict = course, verdict

    def courses(
        self, wish: str, criteria: Criteria, sort: Sort | None, offset: int, limit: int
    ) -> CourseResult:
        if self._course is None:
            return CourseResult((), 0, 0)
        verdicts = (CriterionVerdict("price", self._verdict, ""),)
        return CourseResult((CourseMatch(self._course, verdicts),), 1, 0)


def lower(text: str) -> str:
    return text.lower()


def problems(shop: Shop, *courses: str | Mapping[str, object]) -> tuple[str, ...]:
    wish = GoldWish.model_validate({"wish": "glass", "courses": courses})
    (outcome,) = run_wishes([wish], shop, lower)
    return outcome.problems


@pytest.mark.parametrize("name", ["glass-0a1b2c3d", "Glass", "glass basics"])
def test_a_course_is_named_by_its_id_or_its_title(name: str) -> None:
    assert problems(Shop(), {"course": name, "price_aud": 90}) == ()


def test_a_course_that_does_not_come_up_is_named() -> None:
    assert problems(Shop(None), "glass") == (
        "expected glass among the first 10 courses, found it nowhere",
    )
    assert len(problems(Shop(), "glass", "clay")) == 1


def test_a_price_that_is_gone_or_another_one_is_named() -> None:
    wanted = {"course": "glass", "price_aud": 1200}
    assert problems(Shop(), wanted) == ("expected glass at $1,200, found $90",)
    blanked = Shop(GLASS.model_copy(update={"price_aud": None}))
    assert problems(blanked, wanted) == ("expected glass at $1,200, found no price",)


def test_a_criterion_that_is_not_known_to_be_met_is_named() -> None:
    found = problems(Shop(verdict=Verdict.UNKNOWN), "glass")
    assert found == ("expected glass to state its price, found it unknown",)


def test_one_file_holds_questions_and_wishes(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    lines = ({"question": "q?"}, {"wish": "glass", "states": ["VIC"], "courses": ["glass"]})
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    assert [one.question for one in read_gold(file)] == ["q?"]
    (wish,) = read_wishes(file)
    assert (wish.wish, wish.criteria.states) == ("glass", ("VIC",))


@pytest.mark.parametrize(
    "line",
    [
        {"wish": "glass", "courses": []},
        {"wish": "glass", "courses": ["a"], "states": ["Victoria"]},
        {"wish": "glass", "courses": ["a", "b"], "within": 1},
        {"wish": "glass", "courses": ["a"], "cost": 3},
    ],
)
def test_a_wish_that_cannot_be_read_is_named_with_its_line(
    line: Mapping[str, object], tmp_path: Path
) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text(f'{{"question": "q?"}}\n{json.dumps(line)}\n', encoding="utf-8")
    with pytest.raises(GoldError, match=r"gold\.jsonl:2: "):
        read_wishes(file)


def test_a_file_of_wishes_alone_has_no_questions_to_evaluate(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text('{"wish": "glass", "courses": ["glass"]}\n', encoding="utf-8")
    assert read_gold(file, may_be_empty=True) == ()
    with pytest.raises(GoldError, match="found none"):
        read_gold(file)
