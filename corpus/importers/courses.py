"""The fields of a row, as text or lists, to a Course."""

import math
from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from corpus.importers.addresses import web_address
from corpus.importers.amounts import day_of_number, parse_date, parse_duration, parse_price
from corpus.importers.cells import is_not_offered, is_stub, says_nothing
from corpus.importers.gathering import Gathering
from corpus.importers.identity import course_key, item_id
from corpus.importers.iso_durations import in_words
from corpus.importers.languages import foreign_language
from corpus.importers.plain import as_text, as_texts, plain_line, plain_lines
from corpus.importers.teasers import is_cut
from corpus.importers.values import (
    Several,
    language_name,
    level_of_title,
    parse_boolean,
    parse_delivery,
    parse_level,
    parse_states,
    parse_subjects,
    split_list,
    split_path,
)
from corpus.models import Course, Level

T = TypeVar("T")
Remark = Callable[[str, str], None]
_KEPT = "{values}: not a value that filters can use; kept as text"
_LEFT_OUT = "{values}: left out"


def take_course(gathering: Gathering, raw: Mapping[str, object], *, file: str, row: int) -> None:
    """Add the course that a row's fields describe, or refuse the row."""
    reader = _Row(raw, lambda problem, value: gathering.remark(file, problem, value))
    title = reader.line("title")
    if not title or is_stub(title):
        got = f"{title!r}" if title else "an empty cell"
        problem = f"expected a title, got {got}; fill it in or remove the row"
        gathering.reject(file, row, problem, item_id=reader.known_id(gathering.source))
        return
    status = reader.line("offered")
    if parse_boolean(reader.line("withdrawn")):
        gathering.remark(file, "left out, said to be expired or hidden: {values}", title)
        return
    if is_not_offered(status):
        gathering.remark(file, "left out, not on offer by its status: {values}", status)
        return
    key = course_key(reader.key_fields())
    gathering.take(
        "course", key, lambda new_id: reader.course(new_id, gathering.source), file=file, row=row
    )


class _Row:
    """A row's fields, read one by one; what cannot be read goes to `remark`."""

    def __init__(self, raw: Mapping[str, object], remark: Remark) -> None:
        self._raw = raw
        self._remark = remark
        # Some fields are read for several purposes: a title for the key, the level and itself.
        self._lines: dict[str, str] = {}

    def line(self, field: str) -> str:
        if field not in self._lines:
            # Most fields of most rows are not there.
            value = self._raw.get(field)
            text = "; ".join(as_texts(value)) if value is not None else ""
            if text and says_nothing(text, field):
                self._remark("read as empty: {values}", text)
                text = ""
            self._lines[field] = in_words(text) if field == "duration" else text
        return self._lines[field]

    def key_fields(self) -> Mapping[str, str]:
        """What tells the course from others."""
        names = ("id", "code", "provider", "title", "level")
        return {
            **{name: self.line(name) for name in names},
            "url": web_address(self.line("url")) or "",
        }

    def known_id(self, source: str) -> str:
        """The id that the row's item has, "" where that cannot be told without a title."""
        fields = {**self.key_fields(), "title": ""}
        if not any(fields[name] for name in ("id", "code", "url")):
            return ""
        return item_id(source, "course", course_key(fields))

    def text(self, field: str) -> str:
        """What is told at length, in lines; one that only stands in for a text is left out."""
        text = plain_lines(as_text(self._raw.get(field)))
        if says_nothing(text, field):
            return ""
        if is_stub(text):
            self._remark(f"{field}: stands in for a text, left out: {{values}}", text)
            return ""
        if is_cut(text):
            self._remark(f"{field}: cut off in the source: {{values}}", self.line("title"))
        return text

    def course(self, new_id: str, source: str) -> Course:
        level, level_text = self._level()
        funded, funding_text = self._funding()
        summary, description = " ".join(self.text("summary").split()), self.text("description")
        return Course(
            id=new_id,
            source=source,
            title=self.line("title"),
            provider=self.line("provider"),
            code=self.line("code") or None,
            subjects=self._subjects(),
            level=level,
            level_text=level_text,
            delivery=self._several("delivery", parse_delivery),
            states=self._several("states", parse_states),
            duration_weeks=self._amount("duration", "duration_weeks", parse_duration),
            duration_text=self.line("duration") or self._unless_number("duration_weeks"),
            price_aud=self._amount("price", "price_aud", parse_price),
            price_text=self._price_text(),
            funded=funded,
            funding_text=funding_text,
            credit_towards=self._list("credit_towards"),
            entry=self.line("entry"),
            # A program that counts seconds writes none of them for no date.
            start_dates=tuple(_as_day(t) for t in self._list("start_dates") if t != "0"),
            language=self._language(summary, description),
            summary=summary,
            description=description,
            url=self._url(),
            updated_on=self._date("updated_on"),
            checked_on=self._date("checked_on"),
            is_sample=parse_boolean(self.line("is_sample")) or False,
        )

    def _language(self, summary: str, description: str) -> str:
        """The stated language; one that the text alone shows is said and not taken for it."""
        stated = language_name(self.line("language"))
        if not stated and (shown := foreign_language(f"{summary} {description}")):
            self._remark("no language stated, but the text looks like {values}", shown)
        return stated

    def _level(self) -> tuple[Level | None, str]:
        text, said_otherwise = self.line("level"), self.line("level_text")
        if not text:
            return (None if said_otherwise else level_of_title(self.line("title"))), said_otherwise
        level = parse_level(text)
        if level is None:
            self._remark(f"level: {_KEPT}", text)
        return level, said_otherwise or ("" if level and text == level.value else text)

    def _funding(self) -> tuple[bool | None, str]:
        said, text = self.line("funded"), self.line("funding")
        funded = parse_boolean(said)
        if said and funded is None:
            self._remark(f"funded: {_KEPT}", said)
            text = text or said
        return funded, text

    def _subjects(self) -> tuple[str, ...]:
        names = [part for name in self._list("subjects") for part in split_path(name)]
        for name in names:
            known = parse_subjects([name])[-1]
            if known.casefold() != name.casefold():
                self._remark(f"subjects: {{values}} counted as {known!r} too", name)
        return parse_subjects(names)

    def _several(self, field: str, parse: Callable[[str], Several[T]]) -> tuple[T, ...]:
        values: dict[T, None] = {}
        texts = as_texts(self._raw.get(field))
        for text in texts if self.line(field) else ():
            parsed = parse(text)
            values |= dict.fromkeys(parsed.values)
            for unknown in parsed.unknown:
                self._remark(f"{field}: {_LEFT_OUT}", unknown)
        return tuple(values)

    def _amount(
        self, field: str, number_field: str, parse: Callable[[str], float | None]
    ) -> float | None:
        number = self.line(number_field)
        if number:
            value = _not_negative(number)
            if value is None and not number.startswith("-"):
                # "6-12" under "weeks", "$1,200" under "AUD".
                value = parse(number) or parse(f"{number} {number_field.rpartition('_')[2]}")
            if value is None:
                self._remark(f"{number_field}: {_LEFT_OUT}", number)
            return value
        text = self.line(field)
        value = parse(text)
        if text and value is None:
            self._remark(f"{field}: {_KEPT}", text)
        return value

    def _price_text(self) -> str:
        """The source's words, unless they are a bare number: that reads better as dollars."""
        return self._unless_number("price") or self._unless_number("price_aud")

    def _unless_number(self, field: str) -> str:
        text = self.line(field)
        return text if _not_negative(text) is None else ""

    def _list(self, field: str) -> tuple[str, ...]:
        value = self._raw.get(field)
        if not self.line(field):
            return ()
        if isinstance(value, list | tuple):
            return tuple(dict.fromkeys(as_texts(value)))
        return split_list(plain_line(as_text(value)))

    def _url(self) -> str | None:
        text = self.line("url")
        url = web_address(text)
        if text and url is None:
            self._remark("url: {values}: not an address that begins with http; left out", text)
        return url

    def _date(self, field: str) -> date | None:
        text = self.line(field)
        day = parse_date(text)
        if text and day is None:
            self._remark(f"{field}: {{values}}: not a date such as 2026-11-24; left out", text)
        return day


def _not_negative(text: str) -> float | None:
    try:
        number = float(text.replace(",", ""))
    except ValueError:
        return None
    return number if math.isfinite(number) and number >= 0 else None


def _as_day(text: str) -> str:
    """A moment that a program counted in seconds, as a date; any other text as it is."""
    day = day_of_number(text)
    return day.isoformat() if day else text
