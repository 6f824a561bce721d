"""Files, folders and what cannot be read at all."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import CorpusError, SourceError
from corpus.importers.decoding import FILE_BYTES_MAX
from corpus.importers.read import IMPORTERS, PAGE_CHARS_MAX, Imported, read_source


def written(folder: Path, name: str, data: bytes = b"title\nA course\n") -> str:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return str(path)


def test_a_file_is_a_source_under_its_absolute_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path, "all.csv")
    monkeypatch.chdir(tmp_path)
    imported = read_source("all.csv")
    assert imported.source == str(tmp_path.resolve() / "all.csv")
    assert {item.source for item in imported.items} == {imported.source}


def test_a_folder_is_one_source_with_all_that_can_be_read_below_it(tmp_path: Path) -> None:
    written(tmp_path, "b/courses.csv")
    written(tmp_path, "a/page.md", b"# A page\n\nText.\n")
    written(tmp_path, "a/broken.md", b"# Only a heading\n")
    written(tmp_path, ".hidden/x.csv")
    written(tmp_path, "b/.hidden.csv")
    written(tmp_path, "logo.png", b"\x89PNG\0")
    imported = read_source(str(tmp_path), source_name="ours")
    assert imported.source == "ours"
    assert [item.title for item in imported.items] == ["A page", "A course"]
    assert [(r.file, r.row) for r in imported.rejections] == [("a/broken.md", None)]


def test_each_file_of_a_folder_counts_its_own_ids(tmp_path: Path) -> None:
    written(tmp_path, "a.csv", b"id,title\n1,One\n")
    written(tmp_path, "b.csv", b"id,title\n1,Two\n")
    imported = read_source(str(tmp_path))
    assert [item.title for item in imported.items] == ["One", "Two"]
    assert len({item.id for item in imported.items}) == 2
    assert imported.rejections == ()
    assert imported.remarks[0].message == (
        "the same id as other items of a.csv, kept apart: 'Two' (1 row)"
    )


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        (b"id,title,price\n1,One,$1\n", b"id,title,price\n1,One,$2\n", 1),
        (b"title,price\nOne,$1\n", b"title,price\nOne,$2\n", 2),
        (b"title,provider,price\nOne,P,$1\n", b"title,provider,price\nOne,P,$2\n", 1),
        (b"code,title\nC1,One\n", b"code,title\nC1,Two\n", 2),
        (b"title,url\nOne,https://a.example\n", b"title,url\nTwo,https://a.example\n", 1),
    ],
    ids=["id and title", "title", "title and provider", "code", "address"],
)
def test_what_two_files_mean_by_one_key(
    tmp_path: Path, first: bytes, second: bytes, kept: int
) -> None:
    written(tmp_path, "a.csv", first)
    written(tmp_path, "b.csv", second)
    imported = read_source(str(tmp_path))
    assert (len(imported.items), len(imported.rejections)) == (kept, 2 - kept)


def test_a_column_map_is_for_the_catalogues_of_a_folder(tmp_path: Path) -> None:
    written(tmp_path, "a.csv", b"Heading\nOne\n")
    written(tmp_path, "b.md", b"# Two\n\nText.\n")
    imported = read_source(str(tmp_path), column_map={"title": "Heading"})
    assert [item.title for item in imported.items] == ["One", "Two"]


def test_a_map_that_fits_no_file_of_a_folder_is_a_slip(tmp_path: Path) -> None:
    written(tmp_path, "a.csv")
    with pytest.raises(SourceError, match="--map states=Ort: no file or sheet has the column 'Or"):
        read_source(str(tmp_path), column_map={"states": "Ort"})


def test_a_format_overrules_the_name(tmp_path: Path) -> None:
    imported = read_source(written(tmp_path, "export.dat"), format="csv")
    assert [item.title for item in imported.items] == ["A course"]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.csv", b"", "got an empty file"),
        ("a.csv", b" \n", "got an empty file"),
        ("a.xlsx.csv", b"PK\x03\x04rest", "a whole Excel or Word file, got a broken one"),
        ("a.xls", b"\xd0\xcf\x11\xe0rest", "got an old Excel or Word file, or one with a password"),
        ("a.txt", b"%PDF-1.7", "expected a whole PDF, got a broken one"),
        ("a.csv", b"title\nA\0B\n", "got binary data"),
        ("a.csv", b"\xff\xfe\x00\xd8", "got broken text at byte"),
        ("a.docx", b"title", "expected a whole Office file, got a broken one"),
        ("a.odt", b"title", "ends in .csv, .* say what it is with --format"),
        ("a.md", b"x" * (PAGE_CHARS_MAX + 1), "an article of at most 2,097,152 characters"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_way_out(
    tmp_path: Path, name: str, data: bytes, words: str
) -> None:
    with pytest.raises(SourceError, match=words) as caught:
        read_source(written(tmp_path, name, data))
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(FILE_BYTES_MAX + 1)
    with pytest.raises(SourceError, match="expected at most 64 MiB, got 64 MiB; split the file"):
        read_source(str(path))


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(SourceError, match="expected a file or a folder, got something else"):
        read_source(str(tmp_path / "pipe.csv"))


@pytest.mark.parametrize("location", ["nowhere.csv", "", "\0", "x" * 5000])
def test_a_place_with_nothing_there_is_said(
    tmp_path: Path, location: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SourceError, match="found"):
        read_source(location)


@pytest.mark.parametrize(
    ("location", "options", "words"),
    [
        ("https://example.edu.au/all.csv", {}, "got a web address"),
        ("a.csv", {"format": "xls"}, "expected a format of csv, xlsx, .*, got 'xls'"),
        (
            "a.md",
            {"column_map": {"title": "x"}},
            "--map is for csv, xlsx, jsonl, json, html, and this is markdown",
        ),
        ("empty", {}, "found none"),
        ("broken", {}, "nothing in it could be read: a.md: expected an article"),
    ],
)
def test_wrong_use_says_what_was_expected(
    tmp_path: Path, location: str, options: dict[str, object], words: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    written(tmp_path, "a.csv")
    written(tmp_path, "a.md", b"Text.\n")
    (tmp_path / "empty").mkdir()
    written(tmp_path, "broken/a.md", b"# Only a heading\n")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SourceError, match=words):
        read_source(location, **options)  # type: ignore[arg-type]


SNIPPETS = (
    b"title,provider\n", b"---\n", b"# ", b'{"title": ', b'"', b"\n", b",", b"- ", b"1. ", b"40%",
    b"<p>", b"<html>", b"&amp;", b"Published on 4 June 2021", b"Read more", b"A sentence, and. ",
    b"[", b"}", b"|", b"\t", b"\xff\xfe", b"\xe2\x80\xa6", b"    ", b"kind", b"blocks", b": ",
    b"$1,200",
)  # fmt: skip
ANY_BYTES = st.one_of(
    st.binary(max_size=300), st.lists(st.sampled_from(SNIPPETS), max_size=40).map(b"".join)
)


@settings(max_examples=200, deadline=None)
@given(data=ANY_BYTES, format_name=st.sampled_from(sorted(IMPORTERS)))
def test_any_bytes_are_items_or_an_error_for_people(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, format_name: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.bytes"
    path.write_bytes(data)
    try:
        imported: Imported | CorpusError = read_source(str(path), format=format_name)
    except CorpusError as error:
        imported = error
    if isinstance(imported, CorpusError):
        assert "\n" not in str(imported)
    else:
        ids = [item.id for item in imported.items]
        assert len(ids) == len(set(ids))
        assert all(item.model_dump_json().encode() for item in imported.items)
