"""JSON Lines and JSON files."""

import json
from pathlib import Path

import pytest

from corpus.errors import SourceError
from corpus.importers.read import Imported, read_source
from corpus.models import Article, Course, Heading, ItemList, Level, Paragraph


def read(folder: Path, text: str, name: str = "items.jsonl") -> Imported:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_source(str(path), source_name="test")


def test_a_line_is_a_course_with_the_fields_of_the_model_or_their_synonyms(tmp_path: Path) -> None:
    line = {
        "name": "A", "level": "Diploma", "states": ["NSW", "Victoria"], "duration_weeks": 26,
        "price_aud": 99.5, "funded": True, "subjects": ["Law", "Tax, GST"],
    }  # fmt: skip
    (course,) = read(tmp_path, json.dumps(line)).items
    assert isinstance(course, Course)
    assert (course.title, course.level, course.states) == ("A", Level.DIPLOMA, ("NSW", "VIC"))
    assert (course.duration_weeks, course.price_aud, course.funded) == (26, 99.5, True)
    assert "Tax, GST" in course.subjects


def test_what_the_store_exports_comes_back_the_same(tmp_path: Path) -> None:
    course = Course(
        id="x", source="s", title="A", code="C1", provider="P", level_text="Tier 1",
        duration_weeks=6, duration_text="6 weeks", price_aud=10, price_text="$10 today",
        funded=False, funding_text="Ask us", credit_towards=("Diploma; later",),
        start_dates=("May",), subjects=("Law",), summary="S",
        description="One.\nTwo.", is_sample=True,
    )  # fmt: skip
    article = Article(
        id="y", source="s", title="T", authors=("Jo Doe",), topics=("a; b",), questions=("Why?",),
        blocks=(Heading(level=2, text="H"), Paragraph(text="P"), ItemList(items=("1", "2"))),
    )  # fmt: skip
    lines = [json.dumps(item.model_dump(mode="json")) for item in (course, article)]
    imported = read(tmp_path, "\n".join(lines))
    own = {"id", "source"}
    assert [item.model_dump(exclude=own) for item in imported.items] == [
        course.model_dump(exclude=own), article.model_dump(exclude=own),
    ]  # fmt: skip
    assert imported.remarks == ()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{bad", "a fault at line 1"),
        ("[1]", "got a list; write one object"),
        ("[" * 100_000, "nested too deep"),
        ('{"title": NaN}', "expected a title, got an empty cell"),
        ('{"title": "A", "price_aud": ' + "9" * 5000 + "}", "a number of too many digits"),
        ('{"title": {"size": "A"}}', "expected a title"),
        ('{"kind": "article", "title": "A", "blocks": [{"kind": "verse"}]}', "a fault in blocks.0"),
        ('{"kind": "article", "title": "A", "blocks": []}', "found no paragraph"),
    ],
)
def test_a_broken_line_is_refused_and_the_rest_goes_on(
    tmp_path: Path, line: str, words: str
) -> None:
    imported = read(tmp_path, f'{{"title": "First"}}\n{line}\n\n{{"title": "Last"}}\n')
    assert [item.title for item in imported.items] == ["First", "Last"]
    (rejection,) = imported.rejections
    assert rejection.row == 2
    assert words in rejection.message


def test_numbers_that_are_none_of_a_course_are_left_out(tmp_path: Path) -> None:
    imported = read(tmp_path, '{"title": "A", "duration_weeks": 1e999, "price_aud": -5}')
    (course,) = imported.items
    assert isinstance(course, Course)
    assert (course.duration_weeks, course.price_aud) == (None, None)
    assert "price_aud: '-5' (1 row): left out" in [remark.message for remark in imported.remarks]


def test_half_a_surrogate_pair_can_be_stored(tmp_path: Path) -> None:
    (course,) = read(tmp_path, '{"title": "A\\ud800B"}').items
    assert course.title == "A\ufffdB"
    assert course.model_dump_json()


def test_an_object_of_objects_is_keyed_by_code(tmp_path: Path) -> None:
    text = json.dumps(
        {"ACC1": {"title": "A", "description": "<p>One &amp; two</p>"}, "ACC2": {"title": "B"}}
    )
    imported = read(tmp_path, text, "all.json")
    assert [(c.code, c.description) for c in imported.items if isinstance(c, Course)] == [
        ("ACC1", "One & two"), ("ACC2", ""),
    ]  # fmt: skip


@pytest.mark.parametrize("text", ['[{"title": "A"}]', '{"count": 1, "courses": [{"title": "A"}]}'])
def test_a_list_of_objects_is_found(tmp_path: Path, text: str) -> None:
    assert [item.title for item in read(tmp_path, text, "all.json").items] == ["A"]


@pytest.mark.parametrize("text", ["{", "3", "{}", "[" * 100_000])
def test_a_json_file_that_holds_no_items_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(SourceError, match=r"all\.json: expected"):
        read(tmp_path, text, "all.json")


def test_posts_of_a_wordpress_site_are_articles(tmp_path: Path) -> None:
    post = {
        "id": 7, "type": "post", "status": "publish", "date": "2026-03-01T09:00:00",
        "modified": "2026-03-04T09:00:00", "link": "https://a.example/bees",
        "title": {"rendered": "Bees &#038; hives"},
        "content": {"rendered": "<p>A hive asks for an hour of work a week.</p>", "x": False},
    }  # fmt: skip
    text = json.dumps([post, {**post, "id": 8, "status": "draft"}])
    imported = read(tmp_path, text, "posts.json")
    (found,) = imported.items
    assert isinstance(found, Article)
    assert (found.title, found.text) == (
        "Bees & hives", "A hive asks for an hour of work a week.",
    )  # fmt: skip
    assert (str(found.published_on), found.url) == ("2026-03-01", "https://a.example/bees")
    assert "'draft' (1 row)" in imported.remarks[0].message
