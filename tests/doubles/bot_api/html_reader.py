"""Reads the HTML of a message into text and marked ranges, and names the first thing wrong."""

import re
from dataclasses import dataclass, field

# fmt: off
TAGS = frozenset({
    "a", "b", "blockquote", "code", "del", "em", "i", "ins", "pre", "s", "span", "strike", "strong",
    "tg-emoji", "tg-spoiler", "u",
})
# fmt: on
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#x(?P<hex>[0-9A-Fa-f]+)|#(?P<decimal>\d+)|(?P<name>[A-Za-z]+));?")
REFERENCE_CHARACTERS_MAX = 9
RUN = re.compile(r"[^<&]+")
TAG_NAME = re.compile(r"[^\s>]*")
ATTRIBUTE_NAME = re.compile(r"[^\s=>/\"']*")
NAME_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
SPACE = re.compile(r"\s*")


class HtmlError(Exception):
    """What the server says of HTML that it does not take."""


@dataclass(frozen=True, slots=True)
class MarkedRange:
    """What a tag encloses. Offsets and lengths count UTF-16 code units of the text.

    `argument` is the address of a link, the language of code, "1" for an expandable quotation;
    `ancestors` are the tags around it, the nearest last; `covered` is the text inside.
    """

    tag: str
    argument: str
    offset: int
    length: int
    ancestors: tuple[str, ...]
    covered: str


@dataclass(frozen=True, slots=True)
class MarkedText:
    """The text as shown, and the ranges in the order in which they close."""

    text: str
    ranges: tuple[MarkedRange, ...]


@dataclass(frozen=True, slots=True)
class _Open:
    tag: str
    argument: str
    piece: int


@dataclass(slots=True)
class _Reader:
    source: str
    position: int = 0
    pieces: list[str] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)
    ranges: list[MarkedRange] = field(default_factory=list)

    def read(self) -> MarkedText:
        while self.position < len(self.source):
            if self.source.startswith("</", self.position):
                self._end_tag()
            elif self._here() == "<":
                self._start_tag()
            elif self._here() == "&":
                self.pieces.append(self._reference())
            else:
                self.pieces.append(self._take(RUN))
        if self.open:
            tag = self.open[-1].tag
            raise HtmlError(f'Can\'t find end tag corresponding to start tag "{tag}"')
        return MarkedText("".join(self.pieces), tuple(self.ranges))

    def _here(self) -> str:
        """The character to be read next, empty at the end."""
        return self.source[self.position : self.position + 1]

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.source, self.position)
        assert found is not None, pattern
        self.position = found.end()
        return found.group()

    def _bytes_before(self, position: int) -> int:
        return len(self.source[:position].encode("utf-8", "surrogatepass"))

    def _reference(self) -> str:
        """The character that a reference stands for; an unknown one is the text it is."""
        found = REFERENCE.match(self.source, self.position)
        character = _decoded(found) if found else None
        if found is None or character is None:
            self.position += 1
            return "&"
        self.position = found.end()
        return character

    def _start_tag(self) -> None:
        begin = self._bytes_before(self.position)
        self.position += 1
        tag = self._take(TAG_NAME).lower()
        if not self._here():
            raise HtmlError(f"Unclosed start tag at byte offset {begin}")
        if tag not in TAGS:
            raise HtmlError(f'Unsupported start tag "{tag}" at byte offset {begin}')
        argument = self._attributes(tag, begin)
        if tag == "span" and argument != "spoiler":
            problem = f'Tag "span" must have class "tg-spoiler" at byte offset {begin}'
            raise HtmlError(problem)
        self.open.append(_Open(tag, argument, len(self.pieces)))

    def _attributes(self, tag: str, begin: int) -> str:
        argument = ""
        while True:
            self._take(SPACE)
            if self._here() == ">":
                self.position += 1
                return argument
            name = self._take(ATTRIBUTE_NAME).lower()
            if not name:
                problem = f'Empty attribute name in the tag "{tag}" at byte offset {begin}'
                raise HtmlError(problem)
            argument = _argument(tag, name, self._attribute_value(tag, begin)) or argument

    def _attribute_value(self, tag: str, begin: int) -> str:
        self._take(SPACE)
        if self._here() == "=":
            self.position += 1
            self._take(SPACE)
            if self._here():
                return self._quoted(begin) if self._here() in "\"'" else self._name_token()
        if not self._here():
            raise HtmlError(f'Unclosed start tag "{tag}" at byte offset {begin}')
        return ""

    def _name_token(self) -> str:
        begin = self._bytes_before(self.position)
        token = self._take(NAME_TOKEN).lower()
        if self._here() and not self._here().isspace() and self._here() != ">":
            raise HtmlError(f"Unexpected end of name token at byte offset {begin}")
        return token

    def _quoted(self, begin: int) -> str:
        mark = self._here()
        self.position += 1
        value = []
        while self._here() not in {"", mark}:
            if self._here() == "&":
                value.append(self._reference())
            else:
                value.append(self._here())
                self.position += 1
        self.position += 1
        if not self._here():
            raise HtmlError(f"Unclosed start tag at byte offset {begin}")
        return "".join(value)

    def _end_tag(self) -> None:
        begin = self._bytes_before(self.position)
        if not self.open:
            raise HtmlError(f"Unexpected end tag at byte offset {begin}")
        self.position += 2
        tag = self._take(TAG_NAME).lower()
        self._take(SPACE)
        if self._here() != ">":
            raise HtmlError(f"Unclosed end tag at byte offset {begin}")
        self.position += 1
        opened = self.open.pop()
        if tag not in {"", opened.tag}:
            problem = (
                f"Unmatched end tag at byte offset {begin}, "
                f'expected "</{opened.tag}>", found "</{tag}>"'
            )
            raise HtmlError(problem)
        self.ranges.append(self._range(opened))

    def _range(self, opened: _Open) -> MarkedRange:
        covered = "".join(self.pieces[opened.piece :])
        offset = utf16_length("".join(self.pieces[: opened.piece]))
        ancestors = tuple(o.tag for o in self.open)
        length = utf16_length(covered)
        return MarkedRange(opened.tag, opened.argument, offset, length, ancestors, covered)


def read_html(source: str) -> MarkedText:
    """The text and ranges of a message's HTML. Raises HtmlError, in the server's words."""
    return _Reader(source).read()


def utf16_length(text: str) -> int:
    """How many UTF-16 code units a text has."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _decoded(found: re.Match[str]) -> str | None:
    if found["name"]:
        return NAMED.get(found["name"])
    number = int(found["hex"], 16) if found["hex"] else int(found["decimal"])
    is_short = len(found.group().rstrip(";")) <= REFERENCE_CHARACTERS_MAX
    return chr(number) if 0 < number < 0x10FFFF and is_short else None


def _argument(tag: str, name: str, value: str) -> str:
    """What an attribute says that the server listens to, empty for every other one."""
    if tag == "a" and name == "href":
        return value
    if tag == "code" and name == "class" and value.startswith("language-"):
        return value.removeprefix("language-")
    if tag == "span" and name == "class" and value.startswith("tg-"):
        return value.removeprefix("tg-")
    if tag == "tg-emoji" and name == "emoji-id":
        return value
    return "1" if tag == "blockquote" and name == "expandable" else ""
