"""The articles' half of a snapshot: passages, candidate sentences, and questions put to them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corpus.models import BULLET, Article
from retrieval.arrays import save_array
from retrieval.cache import Kept
from retrieval.embedding import Embedder, Vectors
from retrieval.equivalents import spell_out
from retrieval.keyword import KeywordIndex
from retrieval.passages import Passage, passages_of, place_of
from retrieval.sentences import Sentence, sentences_of
from retrieval.token_vectors import TokenVectors
from retrieval.vectors import VectorIndex

# Characters of a list's items that are embedded with its lead-in.
LIST_LENGTH_EMBEDDED = 200


@dataclass(frozen=True)
class Library:
    """Articles cut up for searching. Row i of a file belongs to item i of its tuple."""

    articles: Mapping[str, Article]
    passages: tuple[Passage, ...]
    sentences: tuple[Sentence, ...]

    @classmethod
    def of(cls, articles: Sequence[Article], embedder: Embedder) -> "Library":
        """The articles' passages and sentences, in order."""
        passages = tuple(
            passage
            for article in articles
            for passage in passages_of(article, embedder.count_tokens, embedder.max_tokens)
        )
        sentences = (s for row, p in enumerate(passages) for s in sentences_of(p, row))
        return cls({article.id: article for article in articles}, passages, tuple(sentences))

    @property
    def questions(self) -> list[tuple[str, str]]:
        """The articles' attached questions, each with its article's id."""
        return [(a.id, question) for a in self.articles.values() for question in a.questions]

    def question_texts(self) -> list[str]:
        """The attached questions, spelt out as visitors' are."""
        return [spell_out(question) for _, question in self.questions]

    def passage_texts(self) -> list[str]:
        """What is embedded for passages: their place in the article, then their words."""
        return [passage_text(self.articles[p.article_id], p) for p in self.passages]

    def heading_texts(self) -> list[str]:
        """The headings right above passages: often the very questions that they answer."""
        return [spell_out(self._heading(passage)) for passage in self.passages]

    def sentence_texts(self) -> list[str]:
        """What is read of sentences: the heading they stand under tells what they speak of.

        Of a list, the sentence that leads into it and its first items: all would drown it.
        """
        return [spell_out(self._sentence(sentence)) for sentence in self.sentences]

    def write(
        self,
        folder: Path,
        *,
        passages: Vectors,
        headings: Vectors,
        questions: Vectors,
        sentences: Sequence[Kept],
    ) -> None:
        """Write the files, given the vectors of all texts."""
        wholes = np.array([kept.whole for kept in sentences], dtype=np.float32)
        wholes = wholes.reshape(len(sentences), passages.shape[1])
        tokens = TokenVectors.build([kept.tokens for kept in sentences], passages.shape[1])
        VectorIndex.build(passages).save(folder / "passages.faiss")
        tokens.save(folder / "tokens")
        save_array(folder / "headings.npy", headings)
        save_array(folder / "sentences.npy", wholes)
        save_array(folder / "questions.npy", questions)
        places = self._places_of_questions(questions, headings, wholes)
        (folder / "questions.json").write_text(json.dumps(places), encoding="utf-8")
        placed = [(self._place(passage), passage.text) for passage in self.passages]
        KeywordIndex.build(placed).save(folder / "passages.bm25")
        self._write_lines(folder)

    def _places_of_questions(
        self, questions: Vectors, headings: Vectors, sentences: Vectors
    ) -> list[int]:
        """The passage that answers each attached question: the nearest of its article's."""
        passage_of = np.array([s.passage for s in self.sentences], dtype=np.int64)
        article_of = np.array([p.article_id for p in self.passages])
        places = []
        for (article_id, _), vector in zip(self.questions, questions, strict=True):
            nearest = np.full(len(self.passages), -1.0)
            np.maximum.at(nearest, passage_of, sentences @ vector)
            nearest = nearest + headings @ vector
            places.append(int(np.where(article_of == article_id, nearest, -np.inf).argmax()))
        return places

    def _write_lines(self, folder: Path) -> None:
        rows: dict[str, Iterable[object]] = {
            "passages": ([p.article_id, p.heading_path, p.blocks] for p in self.passages),
            "sentences": ([s.article_id, s.passage, s.block, s.text] for s in self.sentences),
        }
        for name, values in rows.items():
            write_lines(folder / f"{name}.jsonl", map(json.dumps, values))
        articles = (article.model_dump_json() for article in self.articles.values())
        write_lines(folder / "articles.jsonl", articles)

    def _place(self, passage: Passage) -> str:
        return place_of(self.articles[passage.article_id], passage.heading_path)

    def _heading(self, passage: Passage) -> str:
        path = passage.heading_path
        return path[-1] if path else self.articles[passage.article_id].title

    def _sentence(self, sentence: Sentence) -> str:
        lead, bullet, items = sentence.text.partition(BULLET)
        heading = self._heading(self.passages[sentence.passage])
        return f"{heading}: {lead}{bullet}{items[:LIST_LENGTH_EMBEDDED]}"


def passage_text(article: Article, passage: Passage) -> str:
    """What is embedded for a passage: its place in the article, then its words."""
    return spell_out(f"{place_of(article, passage.heading_path)}\n{passage.text}")


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """One line each, whatever system it is written on."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(line + "\n" for line in lines)
