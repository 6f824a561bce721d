"""listmonk, by its API: https://listmonk.app/docs/apis/subscribers/."""

from collections.abc import Iterator, Mapping
from typing import Any

from bot.errors import MailToolFailure
from bot.mail_tools.tool import Api, Member, Standing

PER_PAGE = 500
# The attribute that holds topics, for segments and templates.
TOPICS = "topics"


class Listmonk:
    """One list, by its number."""

    def __init__(self, api: Api, list_id: int) -> None:
        self._api = api
        self._list_id = list_id

    def members(self) -> tuple[Member, ...]:
        """Everybody whom listmonk knows; who is on its blocklist gets no mail."""
        try:
            return tuple(self._member(found) for found in self._subscribers())
        except (KeyError, TypeError):
            raise MailToolFailure("it described a subscriber in a way that is not known") from None

    def subscribe(self, email: str, topics: tuple[str, ...], member: Member | None) -> None:
        """Confirmed at once: the consent was confirmed by mail already."""
        attributes = {TOPICS: list(topics)}
        if member is None:
            new = {"email": email, "name": email, "status": "enabled", "attribs": attributes}
            lists = {"lists": [self._list_id], "preconfirm_subscriptions": True}
            self._api.call("POST", "/api/subscribers", json={**new, **lists})
            return
        if member.standing is Standing.ABSENT:
            self._change(member, "add", status="confirmed")
        self._api.call("PATCH", f"/api/subscribers/{member.id}", json={"attribs": attributes})

    def unsubscribe(self, member: Member) -> None:
        """From this list alone."""
        self._change(member, "unsubscribe")

    def delete(self, member: Member) -> None:
        """From every list."""
        self._api.call("DELETE", f"/api/subscribers/{member.id}")

    def _change(self, member: Member, action: str, **more: str) -> None:
        change = {"ids": [int(member.id)], "action": action, "target_list_ids": [self._list_id]}
        self._api.call("PUT", "/api/subscribers/lists", json={**change, **more})

    def _subscribers(self) -> Iterator[Mapping[str, Any]]:
        page, total, seen = 1, 1, 0
        while seen < total:
            asked = {"page": page, "per_page": PER_PAGE, "order_by": "created_at", "order": "ASC"}
            data = self._api.call("GET", "/api/subscribers", params=asked)["data"]
            yield from data["results"]
            if not data["results"]:
                return
            page, total, seen = page + 1, data["total"], seen + len(data["results"])

    def _member(self, found: Mapping[str, Any]) -> Member:
        statuses = [
            one["subscription_status"] for one in found["lists"] if one["id"] == self._list_id
        ]
        if found["status"] != "enabled" or "unsubscribed" in statuses:
            standing = Standing.UNSUBSCRIBED
        else:
            standing = Standing.SUBSCRIBED if statuses else Standing.ABSENT
        topics = tuple((found.get("attribs") or {}).get(TOPICS) or ())
        return Member(str(found["id"]), found["email"], standing, topics)
