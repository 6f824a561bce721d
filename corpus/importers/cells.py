"""Cells that hold words and say nothing: "N/A", "see above", "lorem ipsum"."""

import re

_NOTHING = re.compile(
    r"n ?/ ?a|n\.a\.?|nan|null|nil|none|undefined|unknown|unspecified|tb[acd]|"
    r"to be (?:advised|announced|confirmed|determined)|"
    r"not (?:applicable|available|provided|specified|stated|known|set|recorded|found)|"
    r"no (?:data|description|value|information|info)(?: available| provided)?|"
    r"[-–—_.?*~/\\ ]+|\\n|#(?:n/a|ref!|value!|div/0!|name\?|null!|num!|spill!)",
    re.IGNORECASE,
)
_NOTHING_CHARS_MAX = 32
# There being none of them is news: no entry requirements, no fee, no funding.
_NONE_IS_AN_ANSWER = frozenset({"entry", "price", "funding", "funded"})
_NONE = re.compile(r"nil|none", re.IGNORECASE)
_STUB = re.compile(
    r"(?:same |see |as )?(?:as )?(?:above|below|previous(?: row| course)?|for above)|ditto|\"|"
    r"(?:same|as) (?:as|for|per) .+|(?:please )?(?:see|refer to|visit|check|click|contact) .+|"
    r"(?:course )?(?:description|details?|content|text|summary)? ?(?:is )?"
    r"(?:coming soon|to (?:come|follow)|here|goes here|pending|under (?:development|review))|"
    r"(?:insert|add|enter|type) .+ here|lorem ipsum\b.*|(?:this is a )?(?:test|placeholder|dummy)"
    r"(?: (?:text|description|course))?|x{3,}|(?:read|learn) more",
    re.IGNORECASE | re.DOTALL,
)
# More words than these say something beside where to look.
_STUB_CHARS_MAX = 90
_LOREM = re.compile(r"lorem ipsum\b", re.IGNORECASE)
_NOT_OFFERED = frozenset(
    {
        "0", "archive", "archived", "cancelled", "canceled", "closed", "deleted", "discontinued",
        "draft", "expired", "false", "hidden", "inactive", "n", "no", "no longer offered",
        "non current", "not current", "not offered", "not visible", "pending", "private",
        "retired", "superseded", "suspended", "trash", "unpublished", "withdrawn",
    }
)  # fmt: skip


def says_nothing(text: str, field: str) -> bool:
    """Whether a cell with some text is as good as empty for a field."""
    bare = text.strip()
    if len(bare) > _NOTHING_CHARS_MAX or not _NOTHING.fullmatch(bare):
        return False
    return not (field in _NONE_IS_AN_ANSWER and _NONE.fullmatch(bare))


def is_stub(text: str) -> bool:
    """Whether a description only stands in for one."""
    bare = text[: _STUB_CHARS_MAX + 3].strip().rstrip(".!… ")
    return bool(_LOREM.match(bare) or (len(text) <= _STUB_CHARS_MAX + 3 and _STUB.fullmatch(bare)))


def is_not_offered(status: str) -> bool:
    """Whether a status says that a course is not, or no longer, to be had."""
    return " ".join(re.findall(r"[a-z0-9]+", status.lower())) in _NOT_OFFERED
