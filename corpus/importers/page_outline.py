"""The frame of a saved page: its own list of contents, its title, where its text begins."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.importers.page_lines import Line
from corpus.importers.page_roles import SHORT_CHARS, Role, is_label, is_teaser, line_roles

_TITLE_CHARS_MAX = 160
_TITLE_DISTANCE_MAX = 100
# A title shorter than this is repeated by menus too.
_TITLE_CHARS_TELLING = 12
# More prose than this share of the page's is its article and no notice above its menus.
_ARTICLE_SHARE_MIN = 0.25
# A run of so many labels and items parts an article from what stands above it.
_MENU_LINES = 12
_CREDIT_DISTANCE = 3
_END_MARKS = tuple(".!?;:…")


@dataclass(frozen=True, slots=True)
class Outline:
    """The lines of a page with their roles.

    `headings` are the places of the lines that its contents list names. `title` is None for a text
    that opens with a sentence, `first` is the place of the article's first full sentence.
    `is_site_page`: there is more on the page than an article.
    """

    lines: tuple[Line, ...]
    roles: tuple[Role, ...]
    headings: frozenset[int]
    title: int | None
    first: int
    is_site_page: bool


def outline(lines: Sequence[Line]) -> Outline:
    """Find the frame. A figure on a line of its own is joined to the words around it first."""
    roles = line_roles(lines)
    joined = tuple(_joined(lines, roles, _contents(lines, roles)[1]))
    roles = _with_numbered_headings(joined, line_roles(joined))
    listed, headings = _contents(joined, roles)
    roles = tuple(Role.CONTENTS if n in listed else role for n, role in enumerate(roles))
    first = _first_sentence(joined, roles)
    is_site_page = _is_site_page(roles, first)
    title = _title(joined, roles, headings, first) if is_site_page else _opening(joined, roles)
    return Outline(joined, roles, headings, title, first, is_site_page)


def is_strong(line: Line, role: Role) -> bool:
    """Whether a line is a sentence long enough to be an article's and no other's."""
    return role is Role.PROSE and len(line.text) >= SHORT_CHARS and not is_teaser(line.text)


def _joined(
    lines: Sequence[Line], roles: Sequence[Role], headings: frozenset[int]
) -> Iterator[Line]:
    """The lines, with one that starts in lower case or with a figure put to the open one above."""
    place = 0
    while place < len(lines):
        line, end = lines[place], place + 1
        is_open = roles[place] in {Role.LABEL, Role.PROSE} or _is_figure(line.text)
        while is_open and place not in headings and end < len(lines):
            if _is_closed(line.text) or not _goes_on(lines, end):
                break
            line = replace(line, text=f"{line.text} {lines[end].text}", is_joined=True)
            end += 1
        yield line
        place = end


def _is_closed(text: str) -> bool:
    return text.rstrip("\"'”’)").endswith(_END_MARKS)


def _goes_on(lines: Sequence[Line], place: int) -> bool:
    text = lines[place].text
    if lines[place].is_item:
        return False
    if _is_figure(text):
        return place + 1 < len(lines) and lines[place + 1].text[:1].islower()
    return text[:1].islower()


def _is_figure(text: str) -> bool:
    """Whether a line is a number as a page shows it large: "40%", "2/3", "$1.2 million"."""
    return text[:1] in {*"$€£+~<>", *"0123456789"} and len(text) <= 20 and len(text.split()) <= 4


def _with_numbered_headings(lines: Sequence[Line], roles: Sequence[Role]) -> tuple[Role, ...]:
    """A numbered line on its own above a paragraph is a heading and no list of one item."""
    changed = list(roles)
    for place, (line, role) in enumerate(zip(lines, roles, strict=True)):
        near = roles[max(place - 1, 0) : place + 2 : 2] if place else roles[1:2]
        is_alone = role is Role.ITEM and Role.ITEM not in near
        is_followed = place + 1 < len(lines) and roles[place + 1] is Role.PROSE
        if is_alone and line.number and is_followed and is_label(line.text):
            changed[place] = Role.LABEL
    return tuple(changed)


def _contents(
    lines: Sequence[Line], roles: Sequence[Role]
) -> tuple[frozenset[int], frozenset[int]]:
    """The places of the contents lists' items, and of the headings that they name."""
    listed: set[int] = set()
    headings: set[int] = set()
    places: dict[str, list[int]] = {}
    for place, (line, role) in enumerate(zip(lines, roles, strict=True)):
        if role is not Role.ITEM:
            places.setdefault(_folded(line.text), []).append(place)
    for start, end in _runs(roles):
        is_announced = start > 0 and roles[start - 1] is Role.CONTENTS
        named = set(_named(lines[start:end], places, end))
        if is_announced or (len(named) >= 2 and 2 * len(named) >= end - start):
            listed.update(range(start, end))
            headings |= named
    return frozenset(listed), frozenset(headings - listed)


def _runs(roles: Sequence[Role]) -> Iterator[tuple[int, int]]:
    """The runs of items, as start and end."""
    start = 0
    while start < len(roles):
        end = start
        while end < len(roles) and roles[end] is Role.ITEM:
            end += 1
        if end > start:
            yield start, end
        start = max(end, start + 1)


def _named(items: Sequence[Line], places: Mapping[str, Sequence[int]], end: int) -> Iterator[int]:
    """For each item of a run, the first line below the run that says the same."""
    for item in items:
        same = places.get(_folded(item.text), ())
        below = bisect_left(same, end)
        if below < len(same):
            yield same[below]


def _first_sentence(lines: Sequence[Line], roles: Sequence[Role]) -> int:
    """Where the article's text begins: past a notice that menus part from the rest."""
    clusters: list[list[int]] = []
    apart = _MENU_LINES
    for place, (line, role) in enumerate(zip(lines, roles, strict=True)):
        # A long title has no full stop, and an article opens with a whole sentence.
        if not is_strong(line, role) or not _is_closed(line.text):
            apart += 1
            continue
        if apart >= _MENU_LINES:
            clusters.append([])
        clusters[-1].append(place)
        apart = 0
    sizes = [sum(len(lines[place].text) for place in cluster) for cluster in clusters]
    for cluster, size in zip(clusters, sizes, strict=True):
        if size >= _ARTICLE_SHARE_MIN * sum(sizes):
            return cluster[0]
    return next((n for n, role in enumerate(roles) if role is Role.PROSE), len(lines))


def _is_site_page(roles: Sequence[Role], first: int) -> bool:
    """Whether there is furniture, or a menu above the text."""
    if Role.FURNITURE in roles or Role.CLOSING in roles:
        return True
    return any(end - start >= _MENU_LINES for start, end in _runs(roles[:first]))


def _opening(lines: Sequence[Line], roles: Sequence[Role]) -> int | None:
    """The first line of an article with nothing around it, if it reads as a title."""
    place = next((n for n, role in enumerate(roles) if role is not Role.CREDIT), None)
    if place is None or not _could_be_title(lines[place], roles[place]):
        return None
    return place if len(lines) > place + 1 else None


def _title(
    lines: Sequence[Line], roles: Sequence[Role], headings: frozenset[int], first: int
) -> int | None:
    """The line above the first sentence that most looks like the page's title."""
    near_text = range(max(first - _TITLE_DISTANCE_MAX, 0), first)
    places = [n for n in near_text if n not in headings and _could_be_title(lines[n], roles[n])]
    if not places:
        return None
    texts = [_folded(line.text) for line in lines]

    def score(place: int) -> float:
        text = texts[place]
        is_repeated = len(text) >= _TITLE_CHARS_TELLING and any(
            text in other for n, other in enumerate(texts) if n != place
        )
        near = roles[max(place - _CREDIT_DISTANCE, 0) : place + _CREDIT_DISTANCE + 1]
        distance = min(first - place, 30) / 10
        return 3 * is_repeated + 2 * (Role.CREDIT in near) + (text.count(" ") > 1) - distance

    return max(places, key=lambda place: (score(place), -place))


def _could_be_title(line: Line, role: Role) -> bool:
    if role is Role.PROSE:
        return len(line.text) <= _TITLE_CHARS_MAX and not line.text.endswith((*".;:,", "…"))
    return role is Role.LABEL


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()
