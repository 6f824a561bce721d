"""XML from outside: no document types, no characters that XML has no place for."""

import html
import re
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from corpus.errors import SourceError

# XML has no place for them; exports carry them all the same, from pasted text.
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# HTML's names for letters, which XML knows five of: feeds written by hand use the others.
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[a-zA-Z][a-zA-Z0-9]{1,30};")
# A parser that has been told to stop still finishes the piece that it was given.
_PIECE_CHARS = 2**16


def parse_xml(text: str, name: str, expected: str) -> Element:
    """The root of a document. `expected` says what it was to be, for a message.

    Raises SourceError for broken XML and for a document type: it could define entities that grow
    without end.
    """
    clean = _ENTITY.sub(lambda match: html.unescape(match[0]), _NOT_XML.sub("", text)).lstrip()
    parser = ElementTree.XMLParser(target=_NoDocumentType(name, expected))  # noqa: S314
    try:
        for start in range(0, len(clean), _PIECE_CHARS):
            parser.feed(clean[start : start + _PIECE_CHARS])
        root: Element = parser.close()
    except ElementTree.ParseError as error:
        raise SourceError(
            name,
            f"expected a whole {expected}, got broken XML at line {error.position[0]}; "
            "export it again",
        ) from error
    return root


class _NoDocumentType(ElementTree.TreeBuilder):
    def __init__(self, name: str, expected: str) -> None:
        super().__init__()
        self._name = name
        self._expected = expected

    def doctype(self, *_: str | None) -> None:
        """Called before anything that a document type defines is read."""
        raise SourceError(
            self._name,
            f"expected a {self._expected}, which has no document type, got one; "
            "export it again without",
        )
