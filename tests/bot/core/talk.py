"""A conversation with the core alone: words and presses in, documents out."""

import re
from dataclasses import dataclass, field

from bot.core.document import to_document
from bot.core.knowledge import Knowledge
from bot.core.message import Message, Reply, ReplyDocument
from bot.core.reply import reply
from bot.core.state import ConversationState
from bot.core.wording.en_au import EN_AU
from bot.core.wording.wording import Site

SITE = Site(EN_AU, owner_contact="help@example.edu.au")
_COUNT = re.compile(r" \((\d+)\)$")


@dataclass
class Talk:
    """`state` is what the adviser remembers, `last` what it said last."""

    knowledge: Knowledge
    state: ConversationState = field(default_factory=ConversationState)
    last: Reply | None = None
    document: ReplyDocument | None = None
    heard: list[Message] = field(default_factory=list)

    def say(self, *lines: str) -> ReplyDocument:
        """What the adviser answers to the last of some lines."""
        for line in lines:
            document = self.hear(Message(line))
        return document

    def press(self, label: str) -> ReplyDocument:
        """What pressing an offered quick reply gets; its count may be left out."""
        assert self.document
        labels = {_COUNT.sub("", c.label): c.id for c in self.document.choices}
        assert label in labels, f"no button {label!r} in {sorted(labels)}"
        return self.hear(Message(choice_id=labels[label]))

    def hear(self, message: Message) -> ReplyDocument:
        """One turn."""
        self.heard.append(message)
        self.last = reply(self.state, message, self.knowledge, SITE)
        self.state = self.last.state
        self.document = to_document(self.last, self.knowledge.version)
        return self.document


def count_on(label: str) -> int:
    """The count at the end of a quick reply's label."""
    found = _COUNT.search(label)
    assert found, f"no count on {label!r}"
    return int(found[1])
