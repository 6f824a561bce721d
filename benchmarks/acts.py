"""Which threshold tells what is outside the field: `python -m benchmarks.acts [--home DIR]`.

Each example of an act is held against all the others, as a visitor's turn would be.
"""

import argparse
from pathlib import Path

import numpy as np

from benchmarks.tables import print_table
from bot.composition import Adviser
from bot.core.acts import Act
from bot.settings import Settings

THRESHOLDS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)


def main() -> None:
    """For each threshold: outside turns that are found, and inside ones taken for them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, default=Path("data"))
    snapshot = Adviser(Settings(home=parser.parse_args().home)).served.current()
    is_outside = np.array([example.act == Act.OUT_OF_SCOPE for example in snapshot.examples])
    vectors = np.asarray(snapshot.example_vectors)
    similarities = vectors @ vectors.T
    np.fill_diagonal(similarities, -1)
    nearest = similarities.argmax(axis=1)
    nearest_is_outside = is_outside[nearest]
    cosines = similarities.max(axis=1)
    rows = []
    for threshold in THRESHOLDS:
        taken = nearest_is_outside & (cosines >= threshold)
        rows.append(
            (
                f"{threshold:.2f}",
                f"{taken[is_outside].mean():.0%}",
                f"{taken[~is_outside].mean():.0%}",
            )
        )
    title = f"{is_outside.sum()} examples outside the field, {(~is_outside).sum()} inside"
    print_table(title, ("cosine at least", "outside, found", "inside, taken for outside"), rows)


if __name__ == "__main__":
    main()
