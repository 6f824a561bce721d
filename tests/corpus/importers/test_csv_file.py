"""Catalogues as staff export them."""

from pathlib import Path

import pytest

from corpus.errors import SourceError
from corpus.importers.decoding import LINE_CHARS_MAX
from corpus.importers.read import Imported, read_source
from corpus.models import Course, Delivery, Level, State

FULL = """\
Course Name,Training Provider,Course Code,Category,Qualification Level,Delivery Mode,State,\
Duration,Fee,Government Funded,Link,Course Description,Last Updated,Seats
Certificate III in Joinery,Banksia Sample College,CPC00001,Joinery;Carpentry,Cert III,On campus,\
NSW; VIC,4 years,"$1,200",yes,https://example.edu.au/joinery,\
"<p>Doors &amp; windows.</p><p>And <b>stairs</b>.</p>",4/06/2024,12
"""


def read(
    folder: Path, text: str | bytes, name: str = "catalogue.csv", **options: object
) -> Imported:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_source(str(path), **options)  # type: ignore[arg-type]


def courses(imported: Imported) -> list[Course]:
    assert all(isinstance(item, Course) for item in imported.items)
    return [item for item in imported.items if isinstance(item, Course)]


def test_headers_are_matched_by_their_everyday_names(tmp_path: Path) -> None:
    (course,) = courses(read(tmp_path, FULL))
    assert course.title == "Certificate III in Joinery"
    assert course.provider == "Banksia Sample College"
    assert course.code == "CPC00001"
    assert course.level is Level.CERTIFICATE_III
    assert course.delivery == (Delivery.IN_CLASS,)
    assert course.states == (State.NSW, State.VIC)
    assert (course.duration_weeks, course.duration_text) == (208, "4 years")
    assert (course.price_aud, course.price_text) == (1200, "$1,200")
    assert course.funded is True
    assert course.url == "https://example.edu.au/joinery"
    assert str(course.updated_on) == "2024-06-04"


def test_tags_and_entities_are_taken_out_of_cells(tmp_path: Path) -> None:
    (course,) = courses(read(tmp_path, FULL))
    assert course.description == "Doors & windows.\nAnd stairs."


def test_a_comparison_in_a_cell_is_no_tag(tmp_path: Path) -> None:
    (course,) = courses(
        read(tmp_path, "title,description\nMaths,If a <b then vector<int> is 3 < 4\n")
    )
    assert course.description == "If a <b then vector<int> is 3 < 4"


def test_columns_that_no_field_is_for_are_named_in_one_remark(tmp_path: Path) -> None:
    (remark,) = [r for r in read(tmp_path, FULL).remarks if "columns" in r.message]
    assert remark.message == "columns not used: Seats"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_separator_is_found(tmp_path: Path, delimiter: str) -> None:
    text = "title,provider,price\nA first course,Wattle,$20\n".replace(",", delimiter)
    (course,) = courses(read(tmp_path, text))
    assert (course.title, course.provider, course.price_aud) == ("A first course", "Wattle", 20)


def test_a_map_overrules_the_headers(tmp_path: Path) -> None:
    text = "title,Heading,Who\nX-1,Glass blowing,Wattle\n"
    (course,) = courses(read(tmp_path, text, column_map={"title": "Heading", "provider": "who"}))
    assert (course.title, course.provider) == ("Glass blowing", "Wattle")


@pytest.mark.parametrize(
    ("column_map", "words"),
    [
        (
            {"title": "Name"},
            "--map title=Name: the file has no column 'Name'; its columns are Head, B",
        ),
        ({"colour": "Head"}, "a course has no field 'colour'; its fields are id, title"),
    ],
)
def test_a_map_that_names_what_there_is_not_says_what_there_is(
    tmp_path: Path, column_map: dict[str, str], words: str
) -> None:
    with pytest.raises(SourceError, match=words):
        read(tmp_path, "Head,B\n1,2\n", column_map=column_map)


def test_a_header_without_a_title_is_refused_and_the_way_out_is_said(tmp_path: Path) -> None:
    with pytest.raises(
        SourceError, match=r"got Head, B; name it title, or say .* --map title=COLUMN"
    ):
        read(tmp_path, "Head,B\n1,2\n")


def test_a_broken_row_is_named_with_its_file_and_row_and_the_rest_goes_on(tmp_path: Path) -> None:
    text = 'title,provider\nOne,P\n,P\nToo,many,cells\nfew\n\n"Two\nlines",P\nLast,P\n'
    imported = read(tmp_path, text)
    assert [course.title for course in courses(imported)] == ["One", "Two lines", "Last"]
    assert [(r.file, r.row) for r in imported.rejections] == [
        ("catalogue.csv", 3), ("catalogue.csv", 4), ("catalogue.csv", 5),
    ]  # fmt: skip
    assert imported.rejections[0].message.startswith("expected a title, got an empty cell")
    assert imported.rejections[1].message.startswith("expected 2 cells as in the header, got 3")


def test_an_open_quotation_mark_costs_its_own_row_alone(tmp_path: Path) -> None:
    imported = read(tmp_path, 'title,provider\n"Open,P\nSecond,P\n"Third, quoted",P\n')
    assert [course.title for course in courses(imported)] == ["Second", "Third, quoted"]
    (rejection,) = imported.rejections
    assert rejection.row == 2
    assert "closing quotation mark" in rejection.message


def test_rows_below_a_mark_that_is_never_closed_are_read(tmp_path: Path) -> None:
    rows = "".join(f"Course {n},P\n" for n in range(20_000))
    imported = read(tmp_path, 'title,provider\n"Open,P\n' + rows)
    assert len(imported.items) == 20_000
    assert [r.row for r in imported.rejections] == [2]


def test_a_huge_line_is_refused_in_one_sentence(tmp_path: Path) -> None:
    imported = read(tmp_path, "title,provider\n" + "x" * (LINE_CHARS_MAX + 1) + "\nOne,P\n")
    assert [course.title for course in courses(imported)] == ["One"]
    assert imported.rejections[0].message == (
        "expected at most 1,048,576 characters a line, got 1,048,577; cut it"
    )


def test_a_file_of_nothing_but_broken_rows_is_refused_whole(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="more than 10,000 rows cannot be read; the first is"):
        read(tmp_path, "title,provider\n" + "x\n" * 10_001)


def test_the_second_row_with_the_same_key_is_refused_and_the_first_is_named(tmp_path: Path) -> None:
    imported = read(tmp_path, "id,title\na,One\nb,Two\na,Three\n")
    assert [course.title for course in courses(imported)] == ["One", "Two"]
    (rejection,) = imported.rejections
    assert rejection.row == 4
    assert "the same id 'a' as in catalogue.csv row 2" in rejection.message


def test_one_national_code_may_be_offered_by_many_providers(tmp_path: Path) -> None:
    text = (
        "title,code,provider\nA course,CHC1,Wattle\nA course,CHC1,Banksia\nA course,CHC1,Wattle\n"
    )
    imported = read(tmp_path, text)
    assert len(imported.items) == 2
    assert imported.rejections == ()
    assert imported.remarks[0].message == "listed again with nothing new: 'A course' (1 row)"


def test_rows_of_one_course_in_several_places_are_joined(tmp_path: Path) -> None:
    text = "title,state,intake\nPlumbing,NSW,March\nPlumbing,VIC,July\n"
    imported = read(tmp_path, text)
    (course,) = courses(imported)
    assert course.states == (State.NSW, State.VIC)
    assert course.start_dates == ("March", "July")
    assert "its places and times joined: 'Plumbing' (1 row)" in imported.remarks[0].message


def test_rows_of_one_course_that_disagree_are_not_joined(tmp_path: Path) -> None:
    imported = read(tmp_path, "title,state,price\nPlumbing,NSW,$10\nPlumbing,VIC,$20\n")
    (course,) = courses(imported)
    assert (course.states, course.price_aud) == ((State.NSW,), 10)
    assert [r.row for r in imported.rejections] == [3]


@pytest.mark.parametrize("key", ["id,abc", "code,ABC", "url,https://example.edu.au/abc"])
def test_an_id_stays_while_everything_but_its_key_changes(tmp_path: Path, key: str) -> None:
    field, value = key.split(",")
    (before,) = courses(read(tmp_path, f"{field},title,price\n{value},Old title,$1\n"))
    (after,) = courses(read(tmp_path, f"price,title,{field}\n$2,New title,{value}\n"))
    assert before.id == after.id
    assert before.id.startswith("abc-")
    assert before.content_hash != after.content_hash


def test_ids_are_short_ascii_and_differ_between_sources(tmp_path: Path) -> None:
    text = "title\nÜberlange Titel für Kurse über Größe und Maß und Gewicht in der Küche\n日本語\n"
    here = [item.id for item in read(tmp_path, text).items]
    there = [item.id for item in read(tmp_path, text, source_name="elsewhere").items]
    assert all(len(item_id) <= 48 and item_id.isascii() for item_id in here)
    assert here[0].startswith("uberlange-titel-fur-kurse-uber-groe-und-")
    assert here[1].startswith("course-")
    assert not set(here) & set(there)


def test_a_value_that_cannot_be_read_is_kept_as_text_and_told_once(tmp_path: Path) -> None:
    rows = "".join(f"Course {n},Introductory,$49 USD\n" for n in range(3))
    imported = read(tmp_path, "title,level,price\n" + rows)
    course = courses(imported)[0]
    assert (course.level, course.level_text) == (None, "Introductory")
    assert (course.price_aud, course.price_text) == (None, "$49 USD")
    messages = [remark.message for remark in imported.remarks]
    assert messages == [
        "level: 'Introductory' (3 rows): not a value that filters can use; kept as text",
        "price: '$49 USD' (3 rows): not a value that filters can use; kept as text",
    ]


def test_a_remark_shows_a_few_values_and_counts_the_rest(tmp_path: Path) -> None:
    rows = "".join(f"Course {n},Tier {n}\n" for n in range(9))
    (remark,) = read(tmp_path, "title,level\n" + rows).remarks
    assert "'Tier 4' (1 row), 4 other values (4 rows): not" in remark.message


def test_a_bare_number_is_a_price_without_words_of_its_own(tmp_path: Path) -> None:
    (course,) = courses(read(tmp_path, "title,price\nA,1450.50\n"))
    assert (course.price_aud, course.price_text) == (1450.5, "")


def test_an_address_that_is_none_is_left_out_with_a_remark(tmp_path: Path) -> None:
    imported = read(tmp_path, "title,url\nA,javascript:alert(1)\nB,n/a\n")
    assert [course.url for course in courses(imported)] == [None, None]
    assert "not an address that begins with http" in imported.remarks[0].message


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_encodings_are_read_by_their_marks(tmp_path: Path, encoding: str) -> None:
    imported = read(tmp_path, "title\nCafé ‘management’\n".encode(encoding))
    assert [item.title for item in imported.items] == ["Café ‘management’"]
    assert imported.remarks == ()


def test_another_encoding_is_detected_and_said(tmp_path: Path) -> None:
    imported = read(tmp_path, "title\nCafé – a barista’s course\n".encode("cp1252"))
    assert [item.title for item in imported.items] == ["Café – a barista’s course"]
    assert "read as cp1252" in imported.remarks[0].message
