"""How well slots are filled: `python -m benchmarks.slots [--home DIR] [--show-missed dev]`.

Each utterance of tests/slots opens a conversation of its own; the slots of the reply are held
against the ones that a reader wrote down before any code had read the utterance.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.tables import print_table
from bot.composition import Adviser
from bot.core.knowledge import Knowledge
from bot.core.message import Message
from bot.core.reply import reply
from bot.core.state import ConversationState
from bot.core.wording.en_au import EN_AU
from bot.core.wording.wording import Site
from bot.settings import Settings

UTTERANCES = Path(__file__).parents[1] / "tests" / "slots" / "utterances.jsonl"
ALL_SLOTS = "all"
SPLITS = ("dev", "fresh", "held", "final")

SlotValues = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Utterance:
    """What somebody may type first, and the slots that it fills. `split` is one of SPLITS."""

    split: str
    theme: str
    text: str
    slots: SlotValues


@dataclass(frozen=True, slots=True)
class Score:
    """Values of slots: filled rightly, filled wrongly, and missed."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """The share of the filled values that are right; 1 where none is filled."""
        filled = self.right + self.wrong
        return self.right / filled if filled else 1.0

    @property
    def recall(self) -> float:
        """The share of the wanted values that are filled; 1 where none is wanted."""
        wanted = self.right + self.missed
        return self.right / wanted if wanted else 1.0


def load_utterances(path: Path = UTTERANCES) -> tuple[Utterance, ...]:
    """The utterances of a file, one JSON object a line."""
    return tuple(Utterance(**json.loads(line)) for line in path.read_text("utf-8").splitlines())


def filled(text: str, knowledge: Knowledge) -> SlotValues:
    """The slots of the reply to a conversation's first message."""
    site = Site(EN_AU, owner_contact="help@example.edu.au", privacy_url="https://example.edu.au")
    return reply(ConversationState(), Message(text), knowledge, site).state.slots.known()


def score(pairs: Iterable[tuple[SlotValues, SlotValues]]) -> dict[str, Score]:
    """A score for each slot and for all, from pairs of wanted and filled slots."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for wanted_slots, filled_slots in pairs:
        wanted, found = _values(wanted_slots), _values(filled_slots)
        for counter, values in ((right, wanted & found), (wrong, found - wanted)):
            counter.update(slot for slot, _ in values)
        missed.update(slot for slot, _ in wanted - found)
    counters = (right, wrong, missed)
    scores = {
        slot: Score(*(counter[slot] for counter in counters))
        for slot in sorted({*right, *wrong, *missed})
    }
    return scores | {ALL_SLOTS: Score(*(counter.total() for counter in counters))}


def main() -> None:
    """Precision and recall of each slot, for each split of the utterances."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, default=Path("data"))
    parser.add_argument("--show-missed", metavar="SPLIT", help="print what went wrong in a half")
    arguments = parser.parse_args()
    knowledge = Adviser(Settings(home=arguments.home)).knowledge()
    utterances = load_utterances()
    for split in SPLITS:
        half = [utterance for utterance in utterances if utterance.split == split]
        pairs = [(utterance.slots, filled(utterance.text, knowledge)) for utterance in half]
        _print_scores(f"{len(half)} utterances, {split}", score(pairs))
        if arguments.show_missed == split:
            _print_missed(half, [found for _, found in pairs])


def _values(slots: SlotValues) -> set[tuple[str, object]]:
    """A list fills a slot with each of its values, anything else with itself."""
    return {
        (slot, one if isinstance(one, (str, bool)) else round(float(str(one)), 3))
        for slot, value in slots.items()
        for one in (value if isinstance(value, list) else [value])
    }


def _print_scores(title: str, scores: Mapping[str, Score]) -> None:
    rows = [
        (slot, str(s.right), str(s.wrong), str(s.missed), f"{s.precision:.3f}", f"{s.recall:.3f}")
        for slot, s in scores.items()
    ]
    print_table(title, ("slot", "right", "wrong", "missed", "precision", "recall"), rows)


def _print_missed(utterances: Iterable[Utterance], found: Iterable[SlotValues]) -> None:
    for utterance, slots in zip(utterances, found, strict=True):
        if _values(utterance.slots) != _values(slots):
            print(f"{utterance.text}\n  wanted {utterance.slots}\n  filled {slots}")


if __name__ == "__main__":
    main()
