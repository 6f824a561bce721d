"""A real HTTP server in a language model's place: it says what it is told to, or misbehaves."""

import gzip
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Script = Callable[[BaseHTTPRequestHandler], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came."""

    path: str
    authorization: str
    body: str


@dataclass
class LanguageModelServer:
    """What it was asked, and what it does with the requests to come."""

    script: Script
    port: int = 0
    asked: list[Asked] = field(default_factory=list)

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"


def completion(text: str | None, **message: object) -> str:
    """A chat completion whose message holds the text."""
    whole = {"role": "assistant", "content": text, **message}
    choice = {"index": 0, "finish_reason": "stop", "message": whole}
    head = {"id": "c1", "object": "chat.completion", "created": 1, "model": "double"}
    return json.dumps({**head, "choices": [choice]})


def says(text: str | None, **message: object) -> Script:
    """Answers as a model does."""
    return answers(200, completion(text, **message).encode())


def answers(status: int, body: bytes, **headers: str) -> Script:
    """Answers with any status and body; `headers` have underscores for hyphens."""

    def script(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        request.send_header("Content-Type", "application/json")
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    return script


def answers_compressed(text: str) -> Script:
    """Answers in gzip, which nobody asked for."""
    return answers(200, gzip.compress(completion(text).encode()), Content_Encoding="gzip")


def drips(text: str, pause_seconds: float) -> Script:
    """Sends the right answer one byte at a time, so that no single wait is long."""

    def script(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", "application/json")
        request.end_headers()
        for byte in completion(text).encode():
            request.wfile.write(bytes([byte]))
            request.wfile.flush()
            time.sleep(pause_seconds)

    return script


def pours(status: int) -> Script:
    """Sends megabytes without saying how many."""

    def script(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        request.end_headers()
        for _ in range(200):
            request.wfile.write(b"x" * 100_000)

    return script


def waits(seconds: float) -> Script:
    """Says nothing for a while, then hangs up."""

    def script(request: BaseHTTPRequestHandler) -> None:
        del request
        time.sleep(seconds)

    return script


def hangs_up(request: BaseHTTPRequestHandler) -> None:
    """Closes the connection in the middle of the body."""
    request.send_response(200)
    request.send_header("Content-Length", "1000")
    request.end_headers()
    request.wfile.write(b'{"choices": [')


def mumbles(request: BaseHTTPRequestHandler) -> None:
    """Answers with something that is not HTTP."""
    request.wfile.write(b"\x00\xff hello\r\n\r\n")


@contextmanager
def running_language_model(script: Script) -> Iterator[LanguageModelServer]:
    """The server on a free port of this machine, each request in a thread of its own."""
    server = LanguageModelServer(script)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            server.asked.append(Asked(self.path, self.headers.get("Authorization", ""), body))
            # The other side may have hung up, as it is meant to.
            with suppress(OSError):
                server.script(self)

        def do_GET(self) -> None:
            self.do_POST()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Nothing: the tests read what was asked."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    server.port = http.server_address[1]
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        thread.join()
        http.socket.close()
