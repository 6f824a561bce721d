"""What keeps a corpus from being changed or a version from being served."""

from dataclasses import dataclass

from bot.errors import BotError

# A second sync waits for the first: long enough for a small one, short enough to be told.
LOCK_TIMEOUT_SECONDS = 60


@dataclass
class SyncUnderWay(BotError):
    """Another process is changing the corpus."""

    def __str__(self) -> str:
        return (
            f"another sync has been running for more than {LOCK_TIMEOUT_SECONDS} seconds; "
            "wait until it is done and repeat this one"
        )


@dataclass
class UnknownVersion(BotError):
    """No such version on disk."""

    version: str

    def __str__(self) -> str:
        return f"there is no version {self.version!r}; `adviser corpus versions` lists them"


@dataclass
class NotHeld(BotError):
    """A version that no gate holds back."""

    version: str

    def __str__(self) -> str:
        return (
            f"expected a version that is held, got {self.version!r}; `adviser corpus versions` "
            "lists them, and `adviser corpus rollback` serves one that was published before"
        )


@dataclass
class OvertakenVersion(BotError):
    """A held version whose sources have been changed by a later sync."""

    version: str
    sources: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"{', '.join(self.sources)} changed after {self.version} was held, and publishing it "
            "would undo that; sync the source again, or `adviser corpus drop` the version"
        )


@dataclass
class WouldRetire(BotError):
    """A sync that would take most of a source away, as a cut-off export does."""

    source: str
    retired: int
    owned: int

    def __str__(self) -> str:
        return (
            f"{self.source}: this would retire {self.retired / self.owned:.0%} of its items "
            f"({self.retired:,} of {self.owned:,}); see that the source is whole, or repeat with "
            "--allow-retire"
        )
