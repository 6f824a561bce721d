"""An issue of the newsletter, read from Markdown with a head of YAML."""

import re
from dataclasses import dataclass

import nh3
import yaml
from markdown_it import MarkdownIt
from pydantic import Field, ValidationError

from bot.errors import UnreadableIssue
from corpus.models import Frozen

_HEAD = re.compile(r"\A---[ \t]*\n(?P<head>.{0,4000}?)\n---[ \t]*\n(?P<body>.*)\Z", re.DOTALL)
# What mail programs show alike; whatever else Markdown or its author makes is left out.
_TAGS = {"a", "p", "br", "hr", "em", "strong", "code", "pre", "blockquote", "img"} | {
    *("h1", "h2", "h3", "h4", "ul", "ol", "li"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "title"}}
_SCHEMES = {"https", "http", "mailto"}


class Head(Frozen):
    """What stands above the text; `issue` names it, so that nobody gets it twice."""

    issue: str = Field(pattern=r"^[A-Za-z0-9._-]{1,60}$")
    subject: str = Field(min_length=1, max_length=200, pattern=r"^[^\r\n]+$")
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue; `topics` say whom it is for besides those who want everything, none: everybody."""

    name: str
    subject: str
    topics: tuple[str, ...]
    text: str
    html: str

    def is_for(self, topics: tuple[str, ...]) -> bool:
        """Whether somebody with these topics gets it."""
        return not (self.topics and topics) or bool(set(self.topics) & set(topics))


def read_issue(markdown: str) -> Issue:
    """The issue. Raises UnreadableIssue, which says what has to stand at its head."""
    found = _HEAD.match(markdown.lstrip("\ufeff").replace("\r\n", "\n"))
    if found is None:
        raise UnreadableIssue("got no head")
    head, body = _head(found["head"]), found["body"].strip()
    if not body:
        raise UnreadableIssue("got no text below the head")
    return Issue(head.issue, head.subject, head.topics, body, _html(body))


def _head(text: str) -> Head:
    try:
        # As JSON would hold them: an issue named 2026.10 stays a text.
        return Head.model_validate(yaml.load(text, Loader=yaml.BaseLoader))  # noqa: S506
    except yaml.YAMLError:
        raise UnreadableIssue("got a head that is no YAML") from None
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(map(str, first["loc"])) or "the head"
        raise UnreadableIssue(f"{field}: {first['msg']}") from None


def _html(markdown: str) -> str:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    return nh3.clean(
        parser.render(markdown), tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES
    )
