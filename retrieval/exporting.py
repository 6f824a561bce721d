"""A folder that appears under its name only when it is whole."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from retrieval.manifest import sync_folder, sync_to_disk


@contextmanager
def whole_folder(folder: Path, check: Callable[[Path], object]) -> Iterator[Path]:
    """A folder to write to, moved into place at the end unless something was raised.

    Where another process wrote the same meanwhile, its folder stays, and has to pass `check`.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    building = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        yield building
        sync_to_disk(building)
        building.chmod(0o755)
        try:
            building.rename(folder)
        except OSError:
            check(folder)
        sync_folder(folder.parent)
    finally:
        shutil.rmtree(building, ignore_errors=True)
