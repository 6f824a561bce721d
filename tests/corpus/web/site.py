"""A web site of a test's own, over real HTTP on this machine."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Handler = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Site:
    """What each path answers; `asked` are the requests so far, with their headers."""

    port: int
    pages: dict[str, Handler] = field(default_factory=dict)
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)

    def address(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def put(self, path: str, body: str | bytes, status: int = 200, /, **headers: str) -> None:
        """Answer a path; `content_type` and the like become headers."""
        data = body.encode() if isinstance(body, str) else body
        self.pages[path] = lambda request: answer(request, status, data, headers)

    def redirect(self, path: str, to: str, status: int = 302) -> None:
        self.put(path, b"", status, location=to)

    def put_article(self, path: str, title: str, text: str) -> None:
        self.put(path, article(title, text), content_type="text/html")

    def put_sitemap(self, path: str, *places: str) -> None:
        self.put(path, sitemap(*map(self.whole, places)), content_type="application/xml")

    def whole(self, place: str) -> str:
        return place if place.startswith("http") else self.address(place)

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]


def article(title: str, text: str) -> str:
    return (
        f"<!doctype html><html><head><title>{title}</title></head><body><main><h1>{title}</h1>"
        f"<p>{text} It is told here in a sentence or two, so that there is something to read.</p>"
        "<p>A second paragraph says that whoever learns this works with patience and care.</p>"
        "</main></body></html>"
    )


def sitemap(*addresses: str, root: str = "urlset", entry: str = "url") -> str:
    inside = "".join(f"<{entry}><loc>{address}</loc></{entry}>" for address in addresses)
    return (
        f'<?xml version="1.0"?><{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"{inside}</{root}>"
    )


def answer(
    request: BaseHTTPRequestHandler, status: int, data: bytes, headers: Mapping[str, str]
) -> None:
    request.send_response(status)
    for name, value in {"Content-Length": str(len(data)), **headers}.items():
        request.send_header(name.replace("_", "-"), value)
    request.end_headers()
    request.wfile.write(data)


@contextmanager
def serving() -> Iterator[Site]:
    """A site until the block ends."""

    class Request(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, dict(self.headers)))
            page = site.pages.get(self.path)
            if page is None:
                answer(self, 404, b"not here", {})
                return
            try:
                page(self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Tests look at `asked`."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Request)
    server.daemon_threads = True
    site = Site(server.server_port)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
