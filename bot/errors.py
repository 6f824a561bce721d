"""Errors of the conversation side. Each message says what was expected, what came, what to do."""

from dataclasses import dataclass


class BotError(Exception):
    """Root of every error raised by `bot`."""


@dataclass
class SettingError(BotError):
    """A setting that cannot be read."""

    name: str
    problem: str

    def __str__(self) -> str:
        return f"{self.name}: {self.problem}"


@dataclass
class StaleConversation(BotError):
    """Another process answered in this conversation since it was loaded."""

    conversation_id: str

    def __str__(self) -> str:
        return "the conversation changed while its turn was computed; try the turn again"


@dataclass
class NothingKept(BotError):
    """A conversation that there is not, or no more."""

    conversation_id: str

    def __str__(self) -> str:
        return f"nothing is kept about the conversation {self.conversation_id!r}"


@dataclass
class InvalidAddress(BotError):
    """Not an address that mail could be sent to."""

    reason: str

    def __str__(self) -> str:
        return f"expected a mail address such as sam@example.org: {self.reason}"


@dataclass
class UnreadableRows(BotError):
    """A file of subscribers that cannot be taken as it is; `problems` are the first of `count`."""

    problems: tuple[str, ...]
    count: int = 1

    def __str__(self) -> str:
        more = self.count - len(self.problems)
        told = "; ".join(self.problems) + (f"; and {more} more" if more > 0 else "")
        return f"nothing was imported: {told}"


@dataclass
class OutdatedConsent(BotError):
    """A consent to words that have changed since."""

    current_version: str

    def __str__(self) -> str:
        return (
            f"expected consent to version {self.current_version} of the words, got another one; "
            "show the present words and ask again"
        )


@dataclass
class UnreadableIssue(BotError):
    """A file that is no issue of the newsletter."""

    problem: str

    def __str__(self) -> str:
        return (
            "expected a head between lines of three hyphens, with `issue:` and `subject:`, and the "
            f"text in Markdown below it; {self.problem}"
        )


@dataclass
class AlreadySending(BotError):
    """Another process sends an issue."""

    def __str__(self) -> str:
        return "another process is sending an issue from this data folder; wait until it has ended"


@dataclass
class ModelFailure(BotError):
    """The language model gave no answer that could be read; none of its words are in here."""

    cause: str
    detail: str

    def __str__(self) -> str:
        return f"expected an answer of the language model: it {self.detail}"


@dataclass
class MailFailure(BotError):
    """The mail server did not take a message. `code` is its answer, None where there was none.

    `is_final` where it will not take this message for this recipient at any other time either.
    """

    reason: str
    code: int | None = None
    is_final: bool = False

    def __str__(self) -> str:
        return f"the mail server did not take the message: {self.reason}"


@dataclass
class MailToolFailure(BotError):
    """The mail tool did not do what was asked."""

    reason: str

    def __str__(self) -> str:
        return (
            f"the mail tool did not do it: {self.reason}; check ADVISER_MAIL_TOOL_... and run the "
            "command again, it goes on where it stopped"
        )


@dataclass
class UnknownCluster(BotError):
    """No cluster of questions has that id; `known` are some that there are."""

    cluster_id: str
    known: tuple[str, ...]

    def __str__(self) -> str:
        there_are = ", ".join(self.known) or "none, since nothing was asked in vain"
        return (
            f"expected the id of a cluster that `adviser insights` lists ({there_are}), got "
            f"{self.cluster_id!r}; give the same --since as there"
        )
