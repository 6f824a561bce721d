"""How near a title is to its own course and to others, and how often a title should count.

`python -m benchmarks.courses [--home DIR]`, over the served catalogue. A course's summary stands
for a visitor's wish; the course is looked for by its title and description.
"""

import argparse
from pathlib import Path

import numpy as np

from benchmarks.tables import print_table
from bot.composition import Adviser
from bot.settings import Settings
from corpus.models import Course
from retrieval import keyword
from retrieval.keyword import KeywordIndex

COURSES_MAX = 600
REPETITIONS = (1, 2, 3, 4, 6)
COSINES = (0.25, 0.3, 0.35, 0.4, 0.45, 0.5)


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, default=Path("data"))
    app = Adviser(Settings(home=parser.parse_args().home))
    courses = [c for c in app.served.current().courses if c.summary and c.description]
    courses = courses[:COURSES_MAX]
    wishes = app.embedder.encode([course.summary for course in courses])
    texts = app.embedder.encode([f"{c.title}. {c.description}" for c in courses])
    cosines = wishes @ texts.T
    own, others = np.diag(cosines), cosines[~np.eye(len(courses), dtype=bool)]
    rows = [
        (f"{limit:.2f}", f"{(own >= limit).mean():.1%}", f"{(others >= limit).mean():.1%}")
        for limit in COSINES
    ]
    print_table(
        f"Summaries against {len(courses)} courses", ("cosine at least", "own", "another"), rows
    )
    ranks = [(str(times), f"{_mean_reciprocal_rank(courses, times):.3f}") for times in REPETITIONS]
    print_table("Finding a course by its summary's words", ("title counted", "MRR"), ranks)


def _mean_reciprocal_rank(courses: list[Course], times: int) -> float:
    kept = keyword.TITLE_REPEATED
    keyword.TITLE_REPEATED = times
    try:
        index = KeywordIndex.build([(course.title, course.description) for course in courses])
    finally:
        keyword.TITLE_REPEATED = kept
    ranks = []
    for row, course in enumerate(courses):
        found = index.search(course.summary, len(courses))[0].tolist()
        ranks.append(1 / (found.index(row) + 1) if row in found else 0.0)
    return float(np.mean(ranks))


if __name__ == "__main__":
    main()
