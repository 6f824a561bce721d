"""PDFs by hand, with the type and the places that a test asks for."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Set:
    """A line of type: its size, how far below the last one it stands, its indent."""

    text: str
    size: float = 11
    below: float = 14
    indent: float = 0
    is_bold: bool = False


def pdf(*pages: Sequence[Set], foot: str = "") -> bytes:
    """A PDF with a page for each list of lines, and the page's number at its foot."""
    objects = [b"", b""]
    kids = []
    for number, lines in enumerate(pages, start=1):
        stream = _content(lines, f"{foot} {number}" if foot else "")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources "
            b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica "
            b"/Encoding /WinAnsiEncoding >> "
            b"/F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold >> >> >> >>"
            % (len(objects))
        )
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (listed, len(kids))
    return _assembled(objects)


def _content(lines: Sequence[Set], foot: str) -> bytes:
    parts, y = [], 800.0
    for line in lines:
        y -= line.below
        parts.append(
            _shown(line.text, "F2" if line.is_bold else "F1", line.size, 72 + line.indent, y)
        )
    if foot:
        parts.append(_shown(foot, "F1", 8, 280, 30))
    return "\n".join(parts).encode("latin-1")


def _shown(text: str, font: str, size: float, x: float, y: float) -> str:
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({escaped}) Tj ET"


def _assembled(objects: Sequence[bytes]) -> bytes:
    data, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
    return data + head + tail % (len(objects) + 1, len(data))
