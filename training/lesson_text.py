"""What one step of training learns from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TrainingQuestion:
    """A question, and the places of the sentences that answer it: none, for a near miss."""

    text: str
    answers: frozenset[int]


@dataclass(frozen=True, slots=True)
class LessonText:
    """Sentences as the product reads them, with the questions about them."""

    sentences: tuple[str, ...]
    questions: tuple[TrainingQuestion, ...]
