"""Arrays in files, mapped into memory."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


def mapped_array(path: Path) -> NDArray[Any]:
    """What `save_array` wrote; its pages are read when they are needed, and shared by processes."""
    # As a plain array: each slice of a memmap takes ten times as long.
    return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))


def save_array(path: Path, array: NDArray[Any]) -> None:
    """Write an array that `mapped_array` can map; nothing in it may be an object."""
    np.save(path, array, allow_pickle=False)
