"""The article's blocks out of a saved page, without the boxes that a site puts into it."""

from collections.abc import Iterator, Sequence

from corpus.importers.page_outline import Outline, is_strong
from corpus.importers.page_roles import SHORT_CHARS, Role
from corpus.models import Block, Heading, ItemList, Paragraph

_CONTENT = frozenset({Role.PROSE, Role.ITEM})
_AROUND = frozenset({Role.FURNITURE, Role.CLOSING})
# More labels in a row than the headings of a section and of its first part are a menu or a form.
_HEADINGS_IN_A_ROW_MAX = 2
# How far ahead a second paragraph has to come for an article to go on after a box inside it.
_LOOK_AHEAD_LINES = 8


def article_blocks(page: Outline, authors: Sequence[str]) -> Iterator[Block]:
    """Headings, paragraphs and lists in reading order.

    A text without any furniture is kept whole. Of a site's page, labels with no text below them,
    and everything from a closing line on ("Latest articles"), are left out until the article
    plainly goes on. A line with nothing but the author's name closes too.
    """
    walk = _Walk(page, frozenset(authors))
    kept = list(walk.kept() if page.is_site_page else walk.whole())
    yield from _blocks(page, kept)


class _Walk:
    """Goes through a page by turns: some labels and furniture, then the content below them."""

    def __init__(self, page: Outline, authors: frozenset[str]) -> None:
        self._page = page
        self._roles = tuple(self._role(place, authors) for place in range(len(page.lines)))
        places = range(len(page.lines) - 1, -1, -1)
        self._last_strong = next((place for place in places if self._is_strong(place)), -1)

    def whole(self) -> Iterator[int]:
        """Every line but title, credits and contents list."""
        for place in range(self._start(), len(self._roles)):
            if self._roles[place] not in {Role.CREDIT, Role.CONTENTS}:
                yield place

    def kept(self) -> Iterator[int]:
        """The lines of a site's page that belong to its article."""
        place, is_outside = self._start(), False
        while place < len(self._roles):
            body = self._end(place, is_content=False)
            end = self._end(body, is_content=True)
            headings, is_outside = self._headings(place, body, end, is_outside)
            if not is_outside and body < end and not self._is_leftover(place, body):
                yield from headings
                yield from range(self._body_start(place, body, end, headings), end)
            place = max(end, place + 1)

    def _start(self) -> int:
        page = self._page
        if page.title is not None:
            return page.title + 1
        if not page.is_site_page:
            return 0
        start = page.first
        while start > 0 and page.first - start < _HEADINGS_IN_A_ROW_MAX:
            if self._roles[start - 1] is not Role.LABEL:
                break
            start -= 1
        return start

    def _end(self, place: int, *, is_content: bool) -> int:
        while place < len(self._roles) and (self._roles[place] in _CONTENT) is is_content:
            place += 1
        return place

    def _headings(
        self, start: int, body: int, end: int, is_outside: bool
    ) -> tuple[Sequence[int], bool]:
        """The labels above some content that are its headings, and whether it is outside."""
        labels = self._labels_above(start, body)
        listed = [place for place in labels if place in self._page.headings]
        if listed:
            return [place for place in labels if place >= listed[0]], False
        is_closed = any(self._roles[place] is Role.CLOSING for place in range(start, body))
        if is_outside or is_closed:
            return labels[-1:], not (labels and self._goes_on(body, end))
        return labels if len(labels) <= _HEADINGS_IN_A_ROW_MAX else labels[-1:], False

    def _labels_above(self, start: int, body: int) -> list[int]:
        first = body
        while first > start and self._roles[first - 1] is Role.LABEL:
            first -= 1
        return list(range(first, body))

    def _goes_on(self, body: int, end: int) -> bool:
        """Whether an article without a contents list goes on with the content at a place."""
        if self._page.headings or body == end or not self._is_strong(body):
            return False
        ahead = range(body + 1, min(body + 1 + _LOOK_AHEAD_LINES, len(self._roles)))
        for place in ahead:
            if self._roles[place] in _AROUND or self._roles[place] is Role.CREDIT:
                return False
            if self._is_strong(place):
                return True
        return False

    def _body_start(self, start: int, body: int, end: int, headings: Sequence[int]) -> int:
        """Past a list that only furniture stands above: share buttons, a menu."""
        while body > start and not headings and body < end and self._roles[body] is Role.ITEM:
            body += 1
        return body

    def _is_leftover(self, start: int, body: int) -> bool:
        """Whether some short lines below furniture are the page's last: a form's, a footer's."""
        is_aside = any(self._roles[place] in _AROUND for place in range(start, body))
        is_listed = any(place in self._page.headings for place in range(start, body))
        if not is_aside or is_listed:
            return False
        return body > self._last_strong

    def _is_strong(self, place: int) -> bool:
        return is_strong(self._page.lines[place], self._roles[place])

    def _role(self, place: int, authors: frozenset[str]) -> Role:
        lines, roles = self._page.lines, self._page.roles
        text, role = lines[place].text, roles[place]
        if role is Role.LABEL and text in authors and place > self._page.first:
            return Role.CLOSING
        near = roles[max(place - 1, 0) : place] + roles[place + 1 : place + 2]
        is_small = role is Role.PROSE and len(text) < SHORT_CHARS and not text.endswith(":")
        if is_small and len(near) == 2 and all(one in _AROUND for one in near):
            return Role.FURNITURE
        return role


def _blocks(page: Outline, kept: Sequence[int]) -> Iterator[Block]:
    items: list[str] = []
    is_below_listed = False
    for position, place in enumerate(kept):
        line, role = page.lines[place], page.roles[place]
        if role is Role.ITEM:
            items.append(line.text)
            continue
        if items:
            yield ItemList(items=tuple(items))
            items = []
        below = kept[position + 1 : position + 1 + _HEADINGS_IN_A_ROW_MAX]
        if role is Role.LABEL and any(page.roles[n] in _CONTENT for n in below):
            is_below_listed |= place in page.headings
            is_second = position > 0 and page.roles[kept[position - 1]] is Role.LABEL
            level = 3 if place not in page.headings and (is_below_listed or is_second) else 2
            number = f"{line.number} " if line.number else ""
            yield Heading(level=level, text=number + line.text)
        else:
            yield Paragraph(text=line.text)
    if items:
        yield ItemList(items=tuple(items))
