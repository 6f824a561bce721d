"""Real HTTP servers in the place of mail tools; they answer as the tools' documentation says."""

import base64
import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

Answer = tuple[int, Any]
KEY = "secret-us6"


@dataclass
class ToolServer:
    """What it holds by the tool's own id, what it was asked, and what it fails at next."""

    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    fail_at: int | None = None
    port: int = 0

    ROUTES: ClassVar[tuple[tuple[str, str, str], ...]] = ()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def answer(self, method: str, target: str, body: Any, authorization: str) -> Answer:
        given = base64.b64decode(authorization.removeprefix("Basic ")).decode()
        if given.partition(":")[2] != KEY:
            return 403, {"message": "invalid API credentials"}
        self.asked.append((method, target))
        if self.fail_at is not None and len(self.asked) >= self.fail_at:
            return 500, {"message": "pq: sam@example.org failed"}
        parts = urlsplit(target)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        for wanted, pattern, name in self.ROUTES:
            found = re.fullmatch(pattern, parts.path)
            if wanted == method and found:
                act: Callable[..., Answer] = getattr(self, name)
                return act(*found.groups(), query=query, body=body)
        return 404, {"message": "Not Found"}

    def of(self, email: str) -> dict[str, Any]:
        return next(
            r for r in self.rows.values() if email in (r.get("email"), r.get("email_address"))
        )


class ListmonkServer(ToolServer):
    """https://listmonk.app/docs/apis/subscribers/ (version 6)."""

    ROUTES = (
        ("GET", "/api/subscribers", "query"),
        ("POST", "/api/subscribers", "create"),
        ("PATCH", r"/api/subscribers/(\d+)", "update"),
        ("PUT", "/api/subscribers/lists", "change_lists"),
        ("DELETE", r"/api/subscribers/(\d+)", "delete"),
    )

    def add(self, email: str, status: str | None, *, attribs: Any = None) -> None:
        number = len(self.rows) + 1
        self.rows[str(number)] = {
            "id": number,
            "created_at": "2020-02-10T23:07:16.199433+01:00",
            "email": email,
            "name": email,
            "attribs": attribs or {},
            "status": "enabled",
            "lists": [_subscription(status)] if status else [],
        }

    def query(self, *, query: dict[str, str], body: Any) -> Answer:
        size, page = int(query["per_page"]), int(query["page"])
        rows = list(self.rows.values())
        shown = rows[(page - 1) * size : page * size]
        data = {"results": shown, "query": "", "total": len(rows), "per_page": size, "page": page}
        return 200, {"data": data}

    def create(self, *, query: dict[str, str], body: Any) -> Answer:
        if any(row["email"] == body["email"].lower() for row in self.rows.values()):
            return 409, {"message": "E-mail already exists."}
        is_confirmed = body["preconfirm_subscriptions"] and body["lists"] == [1]
        self.add(body["email"].lower(), "confirmed" if is_confirmed else "unconfirmed",
                 attribs=body["attribs"])  # fmt: skip
        return 200, {"data": self.of(body["email"].lower())}

    def update(self, number: str, *, query: dict[str, str], body: Any) -> Answer:
        self.rows[number]["attribs"].update(body["attribs"])
        return 200, {"data": self.rows[number]}

    def change_lists(self, *, query: dict[str, str], body: Any) -> Answer:
        for number in body["ids"]:
            status = {"add": body.get("status"), "unsubscribe": "unsubscribed"}[body["action"]]
            self.rows[str(number)]["lists"] = [_subscription(status)]
        return 200, {"data": True}

    def delete(self, number: str, *, query: dict[str, str], body: Any) -> Answer:
        del self.rows[number]
        return 200, {"data": True}


class MailchimpServer(ToolServer):
    """https://mailchimp.com/developer/marketing/api/list-members/."""

    MEMBERS = "/3.0/lists/a1b2c3/members"
    ROUTES = (
        ("GET", MEMBERS, "query"),
        ("PUT", MEMBERS + "/([0-9a-f]{32})", "put"),
        ("PATCH", MEMBERS + "/([0-9a-f]{32})", "patch"),
        ("POST", MEMBERS + "/([0-9a-f]{32})/tags", "tag"),
        ("POST", MEMBERS + "/([0-9a-f]{32})/actions/delete-permanent", "delete"),
    )

    def query(self, *, query: dict[str, str], body: Any) -> Answer:
        first = int(query["offset"])
        rows = list(self.rows.values())
        shown = rows[first : first + int(query["count"])]
        return 200, {"members": shown, "total_items": len(rows)}

    def put(self, name: str, *, query: dict[str, str], body: Any) -> Answer:
        status = body["status"] if name in self.rows else body["status_if_new"]
        row = self.rows.setdefault(name, {"id": name, "tags": []})
        row.update(email_address=body["email_address"], status=status)
        return 200, row

    def patch(self, name: str, *, query: dict[str, str], body: Any) -> Answer:
        self.rows[name].update(body)
        return 200, self.rows[name]

    def tag(self, name: str, *, query: dict[str, str], body: Any) -> Answer:
        row = self.rows[name]
        kept = {tag["name"] for tag in row["tags"]}
        for tag in body["tags"]:
            (kept.add if tag["status"] == "active" else kept.discard)(tag["name"])
        row["tags"] = [{"id": n, "name": name} for n, name in enumerate(sorted(kept))]
        return 204, None

    def delete(self, name: str, *, query: dict[str, str], body: Any) -> Answer:
        del self.rows[name]
        return 204, None


@contextmanager
def running_tool(server: ToolServer) -> Iterator[ToolServer]:
    """Serve on a free port of this machine until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            authorization = self.headers.get("Authorization", "")
            status, answer = server.answer(self.command, self.path, body, authorization)
            content = b"" if answer is None else json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = handle_any  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        http.daemon_threads = True
        server.port = http.server_address[1]
        thread = threading.Thread(target=http.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            http.shutdown()
            thread.join()


def _subscription(status: str | None) -> dict[str, Any]:
    return {"subscription_status": status, "id": 1, "name": "Newsletter", "type": "private"}
