"""One version of the corpus, ready to be searched: immutable, and checked when it is opened."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.models import Article, Course, Taxonomy
from retrieval.answerability import Calibration
from retrieval.arrays import mapped_array
from retrieval.columns import CourseColumns
from retrieval.course_file import CourseFile
from retrieval.embedding import Vectors
from retrieval.equivalents import equivalents_hash
from retrieval.errors import SnapshotError
from retrieval.keyword import KeywordIndex
from retrieval.manifest import read_manifest, verify
from retrieval.models import Example
from retrieval.passages import Passage
from retrieval.sentences import Sentence
from retrieval.token_vectors import TokenVectors
from retrieval.vectors import VectorIndex


@dataclass(frozen=True)
class SnapshotContent:
    """What a snapshot is made from."""

    articles: tuple[Article, ...]
    courses: Sequence[Course]
    taxonomy: Taxonomy
    examples: tuple[Example, ...]

    @property
    def items(self) -> tuple[Article | Course, ...]:
        """The articles, then the courses."""
        return (*self.articles, *self.courses)

    @cached_property
    def content_hash(self) -> str:
        """SHA-256, in hex, of all of it and of how its words are read; order does not matter."""
        hashes = {item.id: item.content_hash for item in self.items}
        return content_hash(hashes, self.taxonomy, self.examples)


@dataclass(frozen=True)
class Snapshot:
    """An opened version. Row i of an index belongs to item i of its tuple."""

    version: str
    built_at: datetime
    content_hash: str
    embedder_name: str
    articles: Mapping[str, Article]
    passages: tuple[Passage, ...]
    sentences: tuple[Sentence, ...]
    courses: CourseFile
    taxonomy: Taxonomy
    examples: tuple[Example, ...]
    passage_vectors: VectorIndex
    passage_keywords: KeywordIndex
    heading_vectors: Vectors
    sentence_vectors: Vectors
    token_vectors: TokenVectors
    question_vectors: Vectors
    question_passages: tuple[int, ...]
    calibration: Calibration
    course_vectors: VectorIndex
    course_keywords: KeywordIndex
    example_vectors: Vectors
    columns: CourseColumns

    @property
    def items(self) -> tuple[Course | Article, ...]:
        """Everything that the version holds."""
        return (*self.courses, *self.articles.values())

    def knows_word(self, word: str) -> bool:
        """Whether any passage or course uses the word, in whichever inflection."""
        return word in self.passage_keywords or word in self.course_keywords

    def sentence_rows(self, passage_rows: Iterable[int]) -> NDArray[np.int64]:
        """The rows of the sentences of some passages."""
        wanted = np.fromiter(passage_rows, dtype=np.int64)
        return np.flatnonzero(np.isin(self._passage_of_sentence, wanted))

    def paragraph_rows(self, row: int) -> range:
        """The rows of the sentences of a sentence's paragraph, itself among them."""
        place = self._place(row)
        first, last = row, row
        while first > 0 and self._place(first - 1) == place:
            first -= 1
        while last + 1 < len(self.sentences) and self._place(last + 1) == place:
            last += 1
        return range(first, last + 1)

    def _place(self, row: int) -> tuple[int, int]:
        return self.sentences[row].passage, self.sentences[row].block

    @cached_property
    def _passage_of_sentence(self) -> NDArray[np.int64]:
        return np.array([sentence.passage for sentence in self.sentences], dtype=np.int64)


def content_hash(hashes: Mapping[str, str], taxonomy: Taxonomy, examples: Iterable[Example]) -> str:
    """SHA-256, in hex, of items by their ids and hashes, and of what is served with them.

    Subjects that only the courses name follow from the courses, and are left out.
    """
    subjects = ([s.model_dump_json()] for s in taxonomy.subjects if not s.is_learned)
    said = ([example.act, example.text] for example in examples)
    parts = [sorted(map(list, hashes.items())), sorted(subjects), sorted(said)]
    return sha256(json.dumps([*parts, equivalents_hash()]).encode()).hexdigest()


def open_snapshot(folder: Path) -> Snapshot:
    """Check every file and open the version.

    Raises SnapshotError naming the file that is missing or changed.
    """
    manifest = read_manifest(folder)
    verify(folder, manifest)
    try:
        return _open(
            folder, manifest.version, manifest.built_at, manifest.content_hash, manifest.embedder
        )
    except (ValueError, KeyError, OSError, RuntimeError) as error:
        raise SnapshotError(folder, f"cannot be opened ({type(error).__name__})") from error


def snapshot_hash(folder: Path) -> tuple[str, str] | None:
    """The content hash and the embedder's name of a version, None where none is whole.

    A version that was damaged counts as absent, so that the same content is built again.
    """
    try:
        manifest = read_manifest(folder)
        verify(folder, manifest)
    except SnapshotError:
        return None
    return manifest.content_hash, manifest.embedder


def _open(
    folder: Path, version: str, built_at: datetime, content_hash: str, embedder: str
) -> Snapshot:
    articles = [Article.model_validate_json(line) for line in _lines(folder / "articles.jsonl")]
    taxonomy = Taxonomy.model_validate_json((folder / "taxonomy.json").read_bytes())
    return Snapshot(
        version=version,
        built_at=built_at,
        content_hash=content_hash,
        embedder_name=embedder,
        articles={article.id: article for article in articles},
        passages=tuple(_passage(json.loads(line)) for line in _lines(folder / "passages.jsonl")),
        sentences=tuple(Sentence(*json.loads(line)) for line in _lines(folder / "sentences.jsonl")),
        courses=CourseFile.open(folder),
        taxonomy=taxonomy,
        examples=tuple(Example(*json.loads(line)) for line in _lines(folder / "examples.jsonl")),
        passage_vectors=VectorIndex.open(folder / "passages.faiss"),
        passage_keywords=KeywordIndex.open(folder / "passages.bm25"),
        heading_vectors=mapped_array(folder / "headings.npy"),
        sentence_vectors=mapped_array(folder / "sentences.npy"),
        token_vectors=TokenVectors.open(folder / "tokens"),
        question_vectors=mapped_array(folder / "questions.npy"),
        question_passages=tuple(json.loads((folder / "questions.json").read_bytes())),
        calibration=Calibration.model_validate_json((folder / "calibration.json").read_bytes()),
        course_vectors=VectorIndex.open(folder / "courses.faiss"),
        course_keywords=KeywordIndex.open(folder / "courses.bm25"),
        example_vectors=mapped_array(folder / "examples.npy"),
        columns=CourseColumns.open(folder / "columns"),
    )


def _lines(path: Path) -> list[str]:
    # Not splitlines: it also parts at characters that JSON leaves as they are.
    return [line for line in path.read_text(encoding="utf-8").split("\n") if line]


def _passage(row: list[object]) -> Passage:
    article_id, path, blocks = row
    return Passage(str(article_id), _strings(path), _strings(blocks))


def _strings(values: object) -> tuple[str, ...]:
    return tuple(map(str, values)) if isinstance(values, list) else ()
