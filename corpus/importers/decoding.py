"""Bytes of a file to text: size limits, byte order marks, encodings, what is no text at all."""

import codecs
import re
import stat
from dataclasses import dataclass
from pathlib import Path

import charset_normalizer

from corpus.errors import SourceError

# Ten times the largest catalogue seen, and small enough to be held in memory more than once.
FILE_BYTES_MAX = 64 * 2**20
# A course with its whole description is some 10 kB; a longer line is a file without line breaks.
LINE_CHARS_MAX = 2**20
# Enough for a detector, which is slow on more.
_DETECTION_BYTES = 64 * 2**10
# What staff's programs write that is not UTF-8. Central European code pages are left out: they pass
# for the Western one and would turn an "ï" into another letter.
_LEGACY_ENCODINGS = ["cp1252", "mac_roman", "cp1251", "cp1253", "shift_jis", "gb18030"]
# UTF-32 first: its mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# An XML or HTML file may state its own, within its first bytes.
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,100}encoding=["']([\w-]{2,40})|<meta[^>]{0,100}charset=["']?([\w-]{2,40})""",
    re.IGNORECASE,
)
_DECLARED_WITHIN_BYTES = 1024
# Western letters and signs that no English or European text has there: a capital inside a word
# (an apostrophe of the Macintosh reads so), and what nobody types.
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_IMPLAUSIBLE = re.compile(
    r"[a-z][À-ÖØ-ÞŠŽŸ]|[ŽžŸƒˆ˜¤¦§¨¬¯µ¶·¸¹º¼¾ÐÞðþÝý×÷†‡‰Š‹›¢¥ª](?=[a-z])|[ÐÑÒÓÔÕ](?=\s)"
)
_UNMARKED_BYTES_MIN = 16
_UNMARKED_NULS_MIN = 0.3
_TEXT_CONTROLS = b"\t\n\r\x0b\x0c\x1b\x85"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text with line ends as `\\n`. `guessed` is an encoding that had to be inferred."""

    text: str
    guessed: str | None = None


def read_bytes(path: Path, name: str) -> bytes:
    """A file whole. Raises SourceError, with `name`, for one too large, empty, or no file."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise SourceError(name, "expected a file or a folder, got something else")
        if status.st_size > FILE_BYTES_MAX:
            size = f"{status.st_size / 2**20:,.0f} MiB"
            raise SourceError(
                name, f"expected at most {FILE_BYTES_MAX // 2**20} MiB, got {size}; split the file"
            )
        with path.open("rb") as file:
            data = file.read(FILE_BYTES_MAX)
    except OSError as error:
        raise SourceError(name, f"cannot be read: {error.strerror or error}") from error
    if not data.strip():
        raise SourceError(name, "expected text, got an empty file; remove it or fill it in")
    return data


def decode(data: bytes, name: str) -> Decoded:
    """The text of bytes. Raises SourceError, with `name`, for those that are no text."""
    decoded = _decode(data, name)
    return Decoded(decoded.text.replace("\r\n", "\n").replace("\r", "\n"), decoded.guessed)


def _decode(data: bytes, name: str) -> Decoded:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_decode_as(data, encoding, name))
    unmarked = _unmarked_utf_16(data)
    if unmarked:
        return Decoded(_decode_as(data, unmarked, name), unmarked)
    if _is_binary(data):
        raise SourceError(
            name, "expected text, got binary data; save it as CSV, JSON Lines, Markdown or text"
        )
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _declared(data) or _detect(data, name)


def _declared(data: bytes) -> Decoded | None:
    """The text in the encoding that the file states for itself, if it is in that."""
    match = _DECLARED.search(data[:_DECLARED_WITHIN_BYTES])
    if match is None:
        return None
    try:
        return Decoded(data.decode((match[1] or match[2]).decode("ascii")))
    except (UnicodeDecodeError, LookupError):
        return None


def _unmarked_utf_16(data: bytes) -> str | None:
    """UTF-16 without its mark, told by text that is mostly Latin: every other byte is NUL."""
    sample = data[:_DETECTION_BYTES]
    if len(data) % 2 or len(sample) < _UNMARKED_BYTES_MIN:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if min(even, odd) or max(even, odd) < _UNMARKED_NULS_MIN * len(sample):
        return None
    return "utf-16-le" if odd else "utf-16-be"


def _decode_as(data: bytes, encoding: str, name: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise SourceError(
            name,
            f"expected {encoding.upper()} as its first bytes say, got broken text at byte "
            f"{error.start}; save the file as UTF-8",
        ) from error
    if "\0" in text:
        raise SourceError(name, "expected text, got NUL characters; save the file as UTF-8")
    return text


def _is_binary(data: bytes) -> bool:
    """Whether there are NULs, or more control characters than a stray one in a hundred."""
    if b"\0" in data:
        return True
    controls = sum(data.count(bytes([c])) for c in range(32) if c not in _TEXT_CONTROLS)
    return controls * 100 > len(data)


def _western(data: bytes) -> str | None:
    """The text as Windows writes it in the West, if its letters make sense so.

    A detector needs more of them than an English catalogue with a dash and a "café" has.
    """
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    foreign = _FOREIGN.findall(text)
    if _IMPLAUSIBLE.search(text) or len(foreign) * 10 > len(text):
        return None
    return text


def _detect(data: bytes, name: str) -> Decoded:
    western = _western(data)
    if western is not None:
        return Decoded(western, "cp1252")
    best = charset_normalizer.from_bytes(
        data[:_DETECTION_BYTES], cp_isolation=_LEGACY_ENCODINGS
    ).best()
    if best is not None:
        try:
            return Decoded(data.decode(best.encoding), best.encoding)
        except UnicodeDecodeError:
            pass
    raise SourceError(
        name, "expected UTF-8 text, got bytes in an encoding that cannot be told; save it as UTF-8"
    )
