"""Zip files from outside, before a library opens them: no bombs, no document types."""

from io import BytesIO
from zipfile import ZipFile

from corpus.errors import SourceError
from corpus.importers.faults import LIBRARY_FAULTS, spoken

# Four times the largest file that is read: a sheet of a hundred thousand courses has some 100 MiB.
UNPACKED_BYTES_MAX = 256 * 2**20
PARTS_MAX = 10_000
_HEAD_BYTES = 1024


def check_zip(data: bytes, name: str) -> None:
    """Raises SourceError for an archive that unpacks to too much, or that defines XML entities.

    A part cannot be larger than its entry says: reading stops there.
    """
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            if unpacked > UNPACKED_BYTES_MAX or len(parts) > PARTS_MAX:
                raise SourceError(
                    name,
                    f"expected at most {UNPACKED_BYTES_MAX // 2**20} MiB once unpacked, got "
                    f"{unpacked / 2**20:,.0f} MiB in {len(parts):,} parts; save the rows as CSV",
                )
            for part in parts:
                _check_part(archive, part.filename, name)
    except LIBRARY_FAULTS as error:
        raise SourceError(
            name, f"expected a whole Office file, got a broken one: {spoken(error)}; save it again"
        ) from error


def _check_part(archive: ZipFile, part: str, name: str) -> None:
    if not part.endswith((".xml", ".rels")):
        return
    with archive.open(part) as file:
        head = file.read(_HEAD_BYTES)
    if b"<!DOCTYPE" in head.replace(b"\0", b"").upper():
        raise SourceError(
            name, "expected an Office file, which has no document type, got one; save it again"
        )
