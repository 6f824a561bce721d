"""XQuAD (Artetxe, Ruder and Yogatama, 2020) as articles: questions with an exact answer in them."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from corpus.models import Article, Paragraph


@dataclass(frozen=True, slots=True)
class SpanQuestion:
    """A question, the paragraph it was written beside, and where in it the answer begins."""

    text: str
    article_id: str
    paragraph: str
    start: int

    def is_in_paragraph(self, article_id: str, text: str) -> bool:
        """Whether a text of an article is part of the paragraph."""
        return article_id == self.article_id and text in self.paragraph

    def is_answered_by(self, article_id: str, text: str) -> bool:
        """Whether a text of an article is the part of the paragraph where the answer begins."""
        if not self.is_in_paragraph(article_id, text):
            return False
        begins = self.paragraph.index(text)
        return begins <= self.start < begins + len(text)


def is_fitting(title: str) -> bool:
    """Whether weights are fitted on the questions about an article; on the others they are not."""
    return sha256(title.encode()).digest()[0] % 2 == 0


def load_xquad(file: Path) -> tuple[list[Article], list[SpanQuestion]]:
    """The articles of a file in SQuAD's format, and the questions about them."""
    data = json.loads(file.read_text(encoding="utf-8"))["data"]
    articles, questions = [], []
    for number, raw in enumerate(data):
        id_ = f"xquad-{number}"
        paragraphs = [(_plain(p["context"]), p) for p in raw["paragraphs"]]
        blocks = tuple(Paragraph(text=text) for text, _ in paragraphs)
        title = str(raw.get("title", id_)).replace("_", " ")
        articles.append(Article(id=id_, source="xquad", title=title, blocks=blocks))
        questions += [q for text, p in paragraphs for q in _questions(id_, text, p)]
    return articles, questions


def _questions(article_id: str, paragraph: str, raw: dict[str, object]) -> Iterator[SpanQuestion]:
    context = str(raw["context"])
    for asked in raw["qas"]:  # type: ignore[attr-defined]
        start = len(_plain(context[: asked["answers"][0]["answer_start"]].lstrip() + "x")) - 1
        yield SpanQuestion(str(asked["question"]), article_id, paragraph, start)


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
