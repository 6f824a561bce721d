"""The courses' half of a snapshot: their text, their vectors, their words and their facts."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from corpus.models import Course, Taxonomy
from retrieval.columns import CourseColumns
from retrieval.course_file import write_courses
from retrieval.embedding import Vectors
from retrieval.keyword import KeywordIndex
from retrieval.vectors import VectorIndex


def write_catalogue(
    folder: Path,
    courses: Sequence[Course],
    texts: Iterable[str],
    vectors: Vectors,
    taxonomy: Taxonomy,
) -> None:
    """Write courses in the order of their ids, with what is embedded of each and its vector.

    Row i of every file belongs to course i.
    """
    write_courses(folder, courses)
    VectorIndex.build(vectors).save(folder / "courses.faiss")
    described = ((course.title, text) for course, text in zip(courses, texts, strict=True))
    KeywordIndex.build(described).save(folder / "courses.bm25")
    CourseColumns.build(courses, taxonomy).save(folder / "columns")
