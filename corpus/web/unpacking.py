"""Gzip from outside: unpacked piece by piece, and never beyond a limit."""

import zlib

from corpus.web.errors import AddressRefused, FetchFailed

MAGIC = b"\x1f\x8b"
_GZIP = 31
_PIECE_BYTES = 2**16


class Unpacker:
    """Collects the bytes of one answer. `size_max` counts them once they are unpacked."""

    def __init__(self, location: str, size_max: int, *, is_packed: bool) -> None:
        self._location = location
        self._max = size_max
        self._inflater = zlib.decompressobj(_GZIP) if is_packed else None
        self._data = bytearray()

    def take(self, piece: bytes) -> None:
        """Add a piece. Raises AddressRefused beyond the limit, FetchFailed for broken gzip."""
        if self._inflater is None:
            self._add(piece)
            return
        try:
            while piece:
                if self._inflater.eof:  # Archives may be put one behind the other.
                    self._inflater = zlib.decompressobj(_GZIP)
                self._add(self._inflater.decompress(piece, _PIECE_BYTES))
                piece = self._inflater.unconsumed_tail or self._inflater.unused_data
        except zlib.error as error:
            raise FetchFailed(
                self._location, f"expected gzip as it says, got a broken one: {error}; try later"
            ) from error

    def whole(self) -> bytes:
        """All of it. Raises FetchFailed for gzip that was cut off."""
        if self._inflater is not None and self._data and not self._inflater.eof:
            raise FetchFailed(self._location, "its gzip is cut off; try later")
        return bytes(self._data)

    def _add(self, piece: bytes) -> None:
        self._data += piece
        if len(self._data) > self._max:
            raise too_large(self._location, self._max)


def too_large(location: str, size_max: int) -> AddressRefused:
    """The refusal of what is larger than is taken."""
    return AddressRefused(
        location, f"expected at most {size_max / 2**20:,.0f} MiB once unpacked, got more; split it"
    )


def unpacked(data: bytes, location: str, size_max: int) -> bytes:
    """The content of a gzip file, anything else as it is."""
    if not data.startswith(MAGIC):
        return data
    unpacker = Unpacker(location, size_max, is_packed=True)
    unpacker.take(data)
    return unpacker.whole()
