"""The lines of gold files: JSON Lines as we write them, and the short forms that staff write.

A line of JSON that holds a wish for courses instead of a question is passed over here.
"""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, ValidationError, model_validator

from corpus.models import Frozen, NonEmpty

COLUMNS = ("question", "source", "sentence")


class AnswerLine(Frozen):
    """An article's id, a sentence of it, or both."""

    article: str = ""
    quote: str = ""

    @model_validator(mode="after")
    def _says_something(self) -> "AnswerLine":
        if not (self.article.strip() or self.quote.strip()):
            raise ValueError("expected an article or a quote, got neither")
        return self


def _spelt_out(value: object) -> object:
    return {"quote": value} if isinstance(value, str) else value


class GoldLine(Frozen):
    """One line. `source` and `sentence` are the short form of a single answer."""

    question: NonEmpty
    kind: Literal["answerable", "near_miss", "outside", "absent"] | None = None
    answers: tuple[Annotated[AnswerLine, BeforeValidator(_spelt_out)], ...] = ()
    source: str = ""
    sentence: str = ""
    asks: str = ""
    # `register` is the name of a method that every class of this kind has.
    manner: str = Field(default="", alias="register")
    lacks: str = ""

    @model_validator(mode="after")
    def _answers_in_one_form(self) -> "GoldLine":
        if self.answers and (self.source or self.sentence):
            raise ValueError("expected answers, or source and sentence, got both; keep one")
        return self

    @property
    def all_answers(self) -> tuple[AnswerLine, ...]:
        """The answers, whichever way they were written."""
        if self.source.strip() or self.sentence.strip():
            return (AnswerLine(article=self.source.strip(), quote=self.sentence.strip()),)
        return self.answers


def lines_of(file: Path) -> Iterator[tuple[int, GoldLine | str]]:
    """Each line that is not empty with its number; text where a line says what is wrong with it."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        yield 1, "expected UTF-8 text, got another encoding; save the file as UTF-8"
        return
    yield from _csv_lines(text) if file.suffix == ".csv" else _json_lines(text)


def is_wish(value: object) -> bool:
    """Whether a line holds a wish for courses: see `retrieval.evaluation.wishes`."""
    return isinstance(value, dict) and "wish" in value


def _json_lines(text: str) -> Iterator[tuple[int, GoldLine | str]]:
    # Not splitlines: it also parts at characters that JSON leaves as they are.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except ValueError as error:
            yield number, f"expected one JSON object a line, got broken JSON ({error}); mend it"
            continue
        if not is_wish(value):
            yield number, _line(value)


def _csv_lines(text: str) -> Iterator[tuple[int, GoldLine | str]]:
    reader = csv.reader(text.split("\n"), strict=True)
    try:
        header = tuple(cell.strip().lower() for cell in next(reader, []))
        if "question" not in header or not set(header) <= set(COLUMNS):
            yield 1, f"expected the columns {', '.join(COLUMNS)}, got {', '.join(header)}"
            return
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                problem = f"expected {len(header)} cells as in the header, got {len(cells)}"
                yield reader.line_num, f"{problem}; check the commas and quotation marks"
                continue
            yield reader.line_num, _line(dict(zip(header, cells, strict=True)))
    except csv.Error as error:
        yield reader.line_num, f"expected comma separated cells ({error}); mend the line"


def _line(value: object) -> GoldLine | str:
    try:
        return GoldLine.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        return f"{where + ': ' if where else ''}{first['msg']}"
