"""Mailchimp, by its Marketing API: https://mailchimp.com/developer/marketing/api/list-members/."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from bot.errors import MailToolFailure
from bot.mail_tools.tool import Api, Member, Standing

PER_PAGE = 500
FIELDS = "members.id,members.email_address,members.status,members.tags,total_items"
# Other tags are the owner's own and stay as they are.
TAG = "Topic: "
# A bounced address is "cleaned": it gets no mail, as if it had said so.
_STANDINGS = {
    "subscribed": Standing.SUBSCRIBED,
    "pending": Standing.SUBSCRIBED,
    "unsubscribed": Standing.UNSUBSCRIBED,
    "cleaned": Standing.UNSUBSCRIBED,
}


class Mailchimp:
    """One audience, by its id."""

    def __init__(self, api: Api, audience: str) -> None:
        self._api = api
        self._path = f"/3.0/lists/{audience}/members"

    def members(self) -> tuple[Member, ...]:
        """Everybody in the audience; archived contacts are absent."""
        try:
            return tuple(_member(found) for found in self._found())
        except (KeyError, TypeError):
            raise MailToolFailure("it described a member in a way that is not known") from None

    def subscribe(self, email: str, topics: tuple[str, ...], member: Member | None) -> None:
        """Subscribed at once: the consent was confirmed by mail already."""
        path = f"{self._path}/{member.id if member else _hash(email)}"
        wanted = {"email_address": email, "status_if_new": "subscribed", "status": "subscribed"}
        self._api.call("PUT", path, json=wanted)
        before = member.topics if member else ()
        tags = [{"name": TAG + topic, "status": "active"} for topic in topics]
        tags += [{"name": TAG + old, "status": "inactive"} for old in before if old not in topics]
        if tags:
            self._api.call("POST", f"{path}/tags", json={"tags": tags})

    def unsubscribe(self, member: Member) -> None:
        """From this audience."""
        self._api.call("PATCH", f"{self._path}/{member.id}", json={"status": "unsubscribed"})

    def delete(self, member: Member) -> None:
        """For good: Mailchimp then keeps nothing of the address."""
        self._api.call("POST", f"{self._path}/{member.id}/actions/delete-permanent")

    def _found(self) -> Iterator[Mapping[str, Any]]:
        total, seen = 1, 0
        while seen < total:
            asked: dict[str, str | int] = {"count": PER_PAGE, "offset": seen, "fields": FIELDS}
            data = self._api.call("GET", self._path, params=asked)
            yield from data["members"]
            if not data["members"]:
                return
            total, seen = data["total_items"], seen + len(data["members"])


def _member(found: Mapping[str, Any]) -> Member:
    standing = _STANDINGS.get(found["status"], Standing.ABSENT)
    names = (tag["name"] for tag in found.get("tags") or ())
    topics = tuple(name.removeprefix(TAG) for name in names if name.startswith(TAG))
    return Member(found["id"], found["email_address"], standing, topics)


def _hash(email: str) -> str:
    # The tool's own name for an address, no protection of it.
    return hashlib.md5(email.lower().encode(), usedforsecurity=False).hexdigest()
