"""Message text as Telegram reads it: HTML of a few tags, refused in the server's own words.

Wording and rules as observed of the server: https://core.telegram.org/bots/api#html-style
"""

import re
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from telegram.constants import MessageLimit

from tests.doubles.bot_api.answers import JsonObject, RefusalError, bad_request
from tests.doubles.bot_api.html_reader import HtmlError, MarkedRange, read_html, utf16_length

# Entity type by tag; `pre`, `code`, `blockquote`, `a` and `span` are told apart below.
PLAIN_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "u": "underline",
    "ins": "underline",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "pre": "pre",
    "code": "code",
    "blockquote": "blockquote",
}
COMMAND = re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/])")


@dataclass(frozen=True, slots=True)
class Entity:
    """A marked range of a message; `offset` and `length` count UTF-16 code units."""

    type: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None

    def to_json(self) -> JsonObject:
        """As a MessageEntity."""
        fields: JsonObject = {"type": self.type, "offset": self.offset, "length": self.length}
        if self.url is not None:
            fields["url"] = self.url
        if self.language is not None:
            fields["language"] = self.language
        return fields


@dataclass(frozen=True, slots=True)
class FormattedText:
    """A text as people see it, and its marked ranges."""

    text: str
    entities: tuple[Entity, ...] = ()


def formatted(text: str | None, parse_mode: str | None) -> FormattedText:
    """A bot's text as it will be shown. Raises RefusalError where the server would not take it."""
    if not text:
        raise bad_request("message text is empty")
    mode = (parse_mode or "").lower()
    if mode not in {"", "html"}:
        reason = f"Not Implemented: this double reads parse_mode HTML alone, not {parse_mode}"
        raise RefusalError(501, reason)
    result = _from_html(text) if mode == "html" else FormattedText(text)
    result = _trimmed(result)
    if not result.text:
        raise bad_request("text must be non-empty")
    # In characters: https://core.telegram.org/api/config#message-length-max
    if len(result.text) > MessageLimit.MAX_TEXT_LENGTH:
        raise bad_request("message is too long")
    return replace(result, entities=result.entities[: MessageLimit.MESSAGE_ENTITIES])


def typed(text: str) -> FormattedText:
    """A visitor's text, with the bot commands in it marked."""
    entities = tuple(
        Entity("bot_command", utf16_length(text[: found.start()]), utf16_length(found.group()))
        for found in COMMAND.finditer(text)
    )
    return FormattedText(text, entities)


def is_web_address(url: str) -> bool:
    """Whether Telegram makes a link of it: its host needs a dot, so `localhost` is none."""
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        host = parts.hostname or ""
    except ValueError:
        return False
    if parts.scheme in {"tg", "ton"}:
        return True
    return parts.scheme in {"http", "https"} and ("." in host.strip(".") or ":" in host)


def _from_html(source: str) -> FormattedText:
    try:
        marked = read_html(source)
    except HtmlError as problem:
        raise bad_request(f"can't parse entities: {problem}") from None
    entities = [entity for r in marked.ranges if (entity := _entity(r, marked.text))]
    entities.sort(key=lambda e: (e.offset, -e.length))
    return FormattedText(marked.text, tuple(entities))


def _entity(marked: MarkedRange, text: str) -> Entity | None:
    """The entity of a tag, None where the server drops it without a word."""
    inside = {"pre", "code"} & set(marked.ancestors)
    if inside and not (marked.tag == "code" and marked.ancestors[-1] == "pre"):
        return None
    if marked.length == 0 or (marked.tag == "blockquote" and "blockquote" in marked.ancestors):
        return None
    if marked.tag == "a":
        url = marked.argument or marked.covered
        return (
            Entity("text_link", marked.offset, marked.length, url) if is_web_address(url) else None
        )
    if marked.tag == "tg-emoji":
        return None
    if marked.tag == "code" and inside:
        return None if not marked.argument else _language_of(marked)
    kind = PLAIN_TYPES[marked.tag]
    if kind == "blockquote" and marked.argument:
        kind = "expandable_blockquote"
    return Entity(kind, marked.offset, marked.length)


def _language_of(marked: MarkedRange) -> Entity:
    return Entity("pre", marked.offset, marked.length, language=marked.argument)


def _trimmed(given: FormattedText) -> FormattedText:
    """Without white space at both ends; ranges that lay in it shrink or go."""
    start = utf16_length(given.text[: len(given.text) - len(given.text.lstrip())])
    text = given.text.strip()
    end = start + utf16_length(text)
    kept = []
    for entity in given.entities:
        first = max(entity.offset, start)
        last = min(entity.offset + entity.length, end)
        if first < last:
            kept.append(replace(entity, offset=first - start, length=last - first))
    return FormattedText(text, tuple(kept))
