"""The fields of a row, as text or lists, to a Course."""

import math
from collections.abc import Callable, Mapping
from datetime import date
from typing import TypeVar

from corpus.importers.addresses import web_address
from corpus.importers.amounts import parse_date, parse_duration, parse_price
from corpus.importers.gathering import Gathering
from corpus.importers.identity import course_key
from corpus.importers.plain import as_text, as_texts, plain_line, plain_lines
from corpus.importers.values import (
    Several,
    level_of_title,
    parse_boolean,
    parse_delivery,
    parse_level,
    parse_states,
    parse_subjects,
    split_list,
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
    if not title:
        gathering.reject(
            file, row, "expected a title, got an empty cell; fill it in or remove the row"
        )
        return
    key = course_key(
        {
            "id": reader.line("id"),
            "code": reader.line("code"),
            "provider": reader.line("provider"),
            "url": web_address(reader.line("url")) or "",
            "title": title,
            "level": reader.line("level"),
        }
    )
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
            self._lines[field] = "; ".join(as_texts(self._raw.get(field)))
        return self._lines[field]

    def course(self, new_id: str, source: str) -> Course:
        level, level_text = self._level()
        funded, funding_text = self._funding()
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
            duration_text=self.line("duration"),
            price_aud=self._amount("price", "price_aud", parse_price),
            price_text=self._price_text(),
            funded=funded,
            funding_text=funding_text,
            credit_towards=self._list("credit_towards"),
            entry=self.line("entry"),
            start_dates=self._list("start_dates"),
            language=self.line("language"),
            summary=self.line("summary"),
            description=plain_lines(as_text(self._raw.get("description"))),
            url=self._url(),
            updated_on=self._date("updated_on"),
            checked_on=self._date("checked_on"),
            is_sample=parse_boolean(self.line("is_sample")) or False,
        )

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
        names = self._list("subjects")
        for name in names:
            known = parse_subjects([name])[-1]
            if known.casefold() != name.casefold():
                self._remark(f"subjects: {{values}} counted as {known!r} too", name)
        return parse_subjects(names)

    def _several(self, field: str, parse: Callable[[str], Several[T]]) -> tuple[T, ...]:
        values: dict[T, None] = {}
        for text in as_texts(self._raw.get(field)):
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
        text = self.line("price")
        return text if _not_negative(text) is None else ""

    def _list(self, field: str) -> tuple[str, ...]:
        value = self._raw.get(field)
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
