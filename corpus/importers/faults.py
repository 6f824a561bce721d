"""What libraries for Office files and PDFs raise on broken ones, besides errors of their own."""

import struct
import zlib
from lzma import LZMAError
from zipfile import BadZipFile

# They parse as they go and trip over whatever is missing, so a fault shows as nearly anything.
# XML errors are SyntaxErrors, those of indexing and keys LookupErrors, a loop a RecursionError.
LIBRARY_FAULTS = (
    ArithmeticError, AssertionError, AttributeError, BadZipFile, EOFError, LZMAError, LookupError,
    OSError, RuntimeError, SyntaxError, TypeError, ValueError, struct.error, zlib.error,
)  # fmt: skip


def spoken(fault: BaseException) -> str:
    """A fault in one short line."""
    return " ".join(str(fault).split())[:200] or type(fault).__name__
