"""What a reply is made of. Every channel renders these blocks and nothing else."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from corpus.models import Frozen


class Citation(Frozen):
    """Where a quotation stands. `quote` is verbatim from the corpus.

    `url` is the page's address, `link` the same with a fragment that jumps to the quotation.
    """

    title: str
    url: str | None
    link: str | None = None
    quote: str
    source_id: str
    updated_on: date | None


class CriterionView(Frozen):
    """How a course stands to one criterion, with the course's own words for it."""

    criterion: str
    verdict: Literal["met", "near", "unknown", "not_met"]
    evidence: str


class CourseView(Frozen):
    """A course as people and scripts see it. Unknown values are None, or an empty list."""

    id: str
    title: str
    provider: str
    url: str | None
    subject: str
    level: str | None
    delivery: tuple[str, ...]
    states: tuple[str, ...]
    duration: str | None
    price: str | None
    is_sample: bool
    why: tuple[CriterionView, ...]


class Choice(Frozen):
    """A quick reply. `id` is at most 64 bytes of UTF-8, Telegram's limit for callback data."""

    id: str
    label: str


class ParagraphBlock(Frozen):
    """Words of our own."""

    type: Literal["paragraph"] = "paragraph"
    text: str


class QuoteBlock(Frozen):
    """Words of the corpus, with where they stand.

    `emphasis` holds the parts of the text that say what was asked for, such as a figure.
    """

    type: Literal["quote"] = "quote"
    text: str
    citation: Citation
    emphasis: tuple[str, ...] = ()


class CourseBlock(Frozen):
    """A course card. `why_lines` are the verdicts in words; `labels` name the facts shown."""

    type: Literal["course"] = "course"
    course: CourseView
    facts: tuple[tuple[str, str], ...]
    why_lines: tuple[str, ...]


class ComparisonBlock(Frozen):
    """A table: one column a course, one row a field."""

    type: Literal["comparison"] = "comparison"
    titles: tuple[str, ...]
    courses: tuple[CourseView, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


class ChoicesBlock(Frozen):
    """Quick replies, in the order they are shown."""

    type: Literal["choices"] = "choices"
    choices: tuple[Choice, ...] = Field(min_length=1)


class FormBlock(Frozen):
    """One field to fill in; what is typed is sent as the visitor's next message."""

    type: Literal["form"] = "form"
    name: str
    label: str
    input_type: Literal["email", "text"]
    autocomplete: str
    submit_label: str


class LinkBlock(Frozen):
    """An address to open, under the words that say what it is."""

    type: Literal["link"] = "link"
    url: str
    label: str


class NoticeBlock(Frozen):
    """Something to know beside the answer: a collection notice, a limit, a failure."""

    type: Literal["notice"] = "notice"
    tone: Literal["info", "warning"] = "info"
    text: str


Block = Annotated[
    ParagraphBlock
    | QuoteBlock
    | CourseBlock
    | ComparisonBlock
    | ChoicesBlock
    | FormBlock
    | LinkBlock
    | NoticeBlock,
    Field(discriminator="type"),
]
ReplyKind = Literal["answer", "courses", "question", "refusal", "notice"]
