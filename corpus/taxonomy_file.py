"""Reads the subjects that come with the product."""

import tomllib
from importlib.resources import files

from corpus.models import Subject, Taxonomy


def load_taxonomy() -> Taxonomy:
    """The subjects of `corpus/data/subjects.toml`, in their order."""
    text = (files("corpus") / "data" / "subjects.toml").read_text(encoding="utf-8")
    return Taxonomy(
        subjects=tuple(
            Subject(name=row["name"], parent=row["parent"] or None, aliases=tuple(row["aliases"]))
            for row in tomllib.loads(text)["subject"]
        )
    )
