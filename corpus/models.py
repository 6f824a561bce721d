"""What the corpus knows: courses, articles and the subjects that order them, as frozen values."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter


class Frozen(BaseModel):
    """An immutable value that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Delivery(StrEnum):
    """How a course is studied. `virtual` is a live class online; `online` is at one's own times."""

    ONLINE = "online"
    IN_CLASS = "in-class"
    BLENDED = "blended"
    VIRTUAL = "virtual"

    @property
    def neighbours(self) -> tuple["Delivery", ...]:
        """The study modes that suit the same people best, the nearest first."""
        return _NEAR_DELIVERIES[self]


class State(StrEnum):
    """An Australian state or territory."""

    ACT = "ACT"
    NSW = "NSW"
    NT = "NT"
    QLD = "QLD"
    SA = "SA"
    TAS = "TAS"
    VIC = "VIC"
    WA = "WA"


class Level(StrEnum):
    """A qualification type, in rising order. `SHORT` is outside the AQF."""

    SHORT = "Short"
    CERTIFICATE_I = "Certificate I"
    CERTIFICATE_II = "Certificate II"
    CERTIFICATE_III = "Certificate III"
    CERTIFICATE_IV = "Certificate IV"
    DIPLOMA = "Diploma"
    ADVANCED_DIPLOMA = "Advanced Diploma"
    ASSOCIATE_DEGREE = "Associate Degree"
    BACHELOR = "Bachelor"
    BACHELOR_HONOURS = "Bachelor Honours"
    GRADUATE_CERTIFICATE = "Graduate Certificate"
    GRADUATE_DIPLOMA = "Graduate Diploma"
    MASTERS = "Masters"
    DOCTORAL = "Doctoral"

    @property
    def aqf_level(self) -> int | None:
        """The level from 1 to 10 in the Australian Qualifications Framework, None outside it."""
        return AQF_LEVELS.get(self)

    @property
    def neighbours(self) -> tuple["Level", ...]:
        """The types right below and above; none of `SHORT`, which is on no ladder."""
        ladder = tuple(level for level in Level if level is not Level.SHORT)
        place = ladder.index(self) if self in ladder else -2
        return tuple(ladder[near] for near in (place - 1, place + 1) if 0 <= near < len(ladder))


_NEAR_DELIVERIES = {
    Delivery.ONLINE: (Delivery.VIRTUAL, Delivery.BLENDED),
    Delivery.VIRTUAL: (Delivery.ONLINE, Delivery.BLENDED),
    Delivery.BLENDED: (Delivery.IN_CLASS, Delivery.VIRTUAL, Delivery.ONLINE),
    Delivery.IN_CLASS: (Delivery.BLENDED,),
}

# Source: asqa.gov.au/node/5694 for the VET levels and level 8; the AQF's own table for the rest.
AQF_LEVELS = {
    Level.CERTIFICATE_I: 1,
    Level.CERTIFICATE_II: 2,
    Level.CERTIFICATE_III: 3,
    Level.CERTIFICATE_IV: 4,
    Level.DIPLOMA: 5,
    Level.ADVANCED_DIPLOMA: 6,
    Level.ASSOCIATE_DEGREE: 6,
    Level.BACHELOR: 7,
    Level.BACHELOR_HONOURS: 8,
    Level.GRADUATE_CERTIFICATE: 8,
    Level.GRADUATE_DIPLOMA: 8,
    Level.MASTERS: 9,
    Level.DOCTORAL: 10,
}

# Durations are kept in weeks, whatever unit a source or a visitor uses.
WEEKS_IN_YEAR = 52
WEEKS_PER_UNIT = {
    "hour": 1 / 38,  # a full-time week of study is counted as 38 hours
    "hr": 1 / 38,
    "day": 1 / 7,
    "week": 1.0,
    "wk": 1.0,
    "month": WEEKS_IN_YEAR / 12,
    "mth": WEEKS_IN_YEAR / 12,
    "year": float(WEEKS_IN_YEAR),
    "yr": float(WEEKS_IN_YEAR),
}

NonEmpty = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"]+$", max_length=2000)]


class Content(Frozen):
    """What every item of the corpus carries.

    `id` is stable over syncs: the same item of the same source keeps it while its text changes.
    `source` names the file, folder or address that owns the item.
    """

    id: NonEmpty
    source: NonEmpty
    title: NonEmpty
    url: WebAddress | None = None
    updated_on: date | None = None
    checked_on: date | None = None
    is_sample: bool = False

    @cached_property
    def content_hash(self) -> str:
        """SHA-256, in hex, of every field but the source."""
        fields = self.model_dump(mode="json", exclude={"source"})
        canonical = json.dumps(fields, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


class Course(Content):
    """A course or micro-credential, with the fields that learners compare.

    An empty tuple or None means unknown, never "none". `*_text` keeps what the source said where
    it could not be read as a value, or said more than the value does.
    """

    kind: Literal["course"] = "course"
    provider: str = ""
    code: str | None = None
    subjects: tuple[NonEmpty, ...] = ()
    level: Level | None = None
    level_text: str = ""
    delivery: tuple[Delivery, ...] = ()
    states: tuple[State, ...] = ()
    duration_weeks: float | None = Field(default=None, ge=0)
    duration_text: str = ""
    price_aud: float | None = Field(default=None, ge=0)
    price_text: str = ""
    funded: bool | None = None
    funding_text: str = ""
    credit_towards: tuple[NonEmpty, ...] = ()
    entry: str = ""
    start_dates: tuple[NonEmpty, ...] = ()
    language: str = ""
    summary: str = ""
    description: str = ""


class Heading(Frozen):
    """A heading; `level` 1 is the article's title, 2 a section, 3 and more below it."""

    kind: Literal["heading"] = "heading"
    level: int = Field(ge=1, le=6)
    text: NonEmpty


class Paragraph(Frozen):
    """A run of sentences."""

    kind: Literal["paragraph"] = "paragraph"
    text: NonEmpty


class ItemList(Frozen):
    """A list whose items belong together."""

    kind: Literal["list"] = "list"
    items: tuple[NonEmpty, ...] = Field(min_length=1)

    @property
    def text(self) -> str:
        """The list as plain text, one bulleted item a line."""
        return "\n".join(f"{BULLET} {item}" for item in self.items)


BULLET = "•"
Block = Annotated[Heading | Paragraph | ItemList, Field(discriminator="kind")]


class Article(Content):
    """A text with headings. Quotations are substrings of `text`, which joins the blocks."""

    kind: Literal["article"] = "article"
    authors: tuple[NonEmpty, ...] = ()
    published_on: date | None = None
    topics: tuple[NonEmpty, ...] = ()
    questions: tuple[NonEmpty, ...] = ()
    blocks: tuple[Block, ...] = Field(min_length=1)

    @cached_property
    def text(self) -> str:
        """The whole article as plain text, blocks a blank line apart."""
        return "\n\n".join(block.text for block in self.blocks)


Item = Annotated[Course | Article, Field(discriminator="kind")]
ITEM: TypeAdapter[Course | Article] = TypeAdapter(Item)


class Subject(Frozen):
    """A field of study. `aliases` are other words for it, in lower case.

    `is_learned` marks one that only the courses name: nobody has said what lies below it.
    """

    name: NonEmpty
    parent: str | None = None
    aliases: tuple[NonEmpty, ...] = ()
    is_learned: bool = False


class Taxonomy(Frozen):
    """The subjects that the corpus uses, one level deep."""

    subjects: tuple[Subject, ...] = ()

    @cached_property
    def by_name(self) -> dict[str, Subject]:
        """Each subject under its name."""
        return {subject.name: subject for subject in self.subjects}

    def expand(self, names: Iterable[str]) -> frozenset[str]:
        """The names, and those of every subject below them."""
        wanted = frozenset(names)
        return wanted.union(*(self.parts.get(name, ()) for name in wanted))

    @cached_property
    def parts(self) -> Mapping[str, tuple[str, ...]]:
        """The subjects below each one that has some."""
        below: dict[str, list[str]] = {}
        for subject in self.subjects:
            if subject.parent is not None:
                below.setdefault(subject.parent, []).append(subject.name)
        return {name: tuple(names) for name, names in below.items()}

    def with_names(self, names: Iterable[str]) -> "Taxonomy":
        """This taxonomy and, without a parent, every name that it does not have yet."""
        new = sorted(set(names) - self.by_name.keys())
        return Taxonomy(
            subjects=(*self.subjects, *(Subject(name=name, is_learned=True) for name in new))
        )
