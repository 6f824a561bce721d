"""Health, readiness, figures, the API's description, starting and stopping."""

import asyncio
import re
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.channels.web.app import create_app
from bot.channels.web.server import AddressUnavailable, listen, serve
from bot.channels.web.services import Readiness
from bot.composition import Adviser
from bot.incoming import Handled, Incoming
from tests.channels.web.serving import services_of, serving
from tests.channels.web.visitor import API, WebVisitor, error_of


def figures(http: httpx.Client) -> dict[tuple[str, tuple[str, ...]], float]:
    """Every sample by its name and the values of its labels."""
    response = http.get("/metrics")
    assert response.headers["content-type"].startswith("text/plain; version=0.0.4")
    return {
        (sample.name, tuple(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(response.text)
        for sample in family.samples
        if not sample.name.endswith("_created")
    }


def test_the_process_says_that_it_lives(http: httpx.Client) -> None:
    assert http.get("/healthz").json() == {"status": "alive"}


def test_readiness_names_the_version_that_answers(http: httpx.Client, adviser: Adviser) -> None:
    version = adviser.served.current().version
    assert http.get("/readyz").json() == {
        "status": "ready",
        "corpus_version": version,
        "fault": None,
    }


def test_readiness_says_what_keeps_visitors_from_being_answered(adviser: Adviser) -> None:
    readiness = Readiness(ready=False, fault="the disk is full")
    with serving(create_app(services_of(adviser, readiness=readiness))) as address:
        response = httpx.get(f"{address}/readyz")
        assert httpx.get(f"{address}/healthz").status_code == 200
    assert response.status_code == 503
    assert error_of(response)["code"] == "not_ready"
    assert "the disk is full" in error_of(response)["message"]


def test_turns_are_counted_by_kind_and_timed_and_replays_are_not(visitor: WebVisitor) -> None:
    kind = visitor.send(text="hello", message_id="one").json()["kind"]
    visitor.send(text="hello", message_id="one")
    found = figures(visitor.http)
    counts = {labels: n for (name, labels), n in found.items() if name == "adviser_turns_total"}
    assert kind == visitor.start["reply"]["kind"] == "notice"
    assert counts == {("web", "notice"): 2.0}
    assert found["adviser_turn_seconds_count", ("web",)] == 2
    assert 0 < found["adviser_turn_seconds_sum", ("web",)] < 60


def test_failures_on_our_side_are_counted_by_status(adviser: Adviser) -> None:
    unready = Readiness(ready=False, fault="nothing is published")
    with (
        serving(create_app(services_of(adviser, readiness=unready))) as address,
        httpx.Client(base_url=address) as http,
    ):
        http.get("/readyz")
        http.get("/nowhere")
        counted = {k: n for k, n in figures(http).items() if k[0].startswith("adviser_http")}
    assert counted == {("adviser_http_failures_total", ("503",)): 1.0}


def test_the_description_has_every_route_with_its_types_and_the_one_error_body(
    http: httpx.Client,
) -> None:
    document = http.get("/openapi.json").json()
    paths = document["paths"]
    assert {
        f"{API}/conversations",
        f"{API}/conversations/{{conversation_id}}",
        f"{API}/conversations/{{conversation_id}}/messages",
        f"{API}/conversations/{{conversation_id}}/feedback",
        f"{API}/newsletter",
        f"{API}/newsletter/confirm/{{token}}",
        f"{API}/newsletter/unsubscribe/{{token}}",
        f"{API}/telegram/webhook",
        "/telegram/webhook",
        "/widget.js",
        "/demo",
        "/demo.css",
        "/healthz",
        "/readyz",
        "/metrics",
    } <= set(paths)
    for path, operations in paths.items():
        for method, operation in operations.items():
            assert operation["summary"], (method, path)
            for status, response in operation["responses"].items():
                if int(status) >= 400:
                    schema = response["content"]["application/json"]["schema"]
                    assert schema == {"$ref": "#/components/schemas/ErrorBody"}, (path, status)
    message = paths[f"{API}/conversations/{{conversation_id}}/messages"]["post"]
    assert message["security"] == [{"HTTPBearer": []}]
    assert set(message["responses"]["200"]["content"]) == {"application/json", "text/event-stream"}
    schemas = document["components"]["schemas"]
    assert {"ReplyDocument", "CourseBlock", "MessageIn", "Transcript"} <= set(schemas)
    assert "HTTPValidationError" not in schemas


def test_every_reference_in_the_description_leads_somewhere(http: httpx.Client) -> None:
    response = http.get("/openapi.json")
    schemas = response.json()["components"]["schemas"]
    references = set(re.findall(r'"#/components/schemas/([^"]+)"', response.text))
    assert references
    assert references <= set(schemas)


class Part:
    """Something that runs beside the web channel."""

    def __init__(self, name: str, events: list[str]) -> None:
        self.name, self.events = name, events

    async def start(self) -> None:
        self.events.append(f"{self.name} starts")

    async def stop(self) -> None:
        self.events.append(f"{self.name} stops")


def test_parts_start_in_order_and_stop_in_reverse(adviser: Adviser) -> None:
    events: list[str] = []
    parts = (Part("first", events), Part("second", events))
    with serving(create_app(services_of(adviser, startables=parts))):
        assert events == ["first starts", "second starts"]
    assert events[2:] == ["second stops", "first stops"]


def test_a_part_that_does_not_start_keeps_the_server_from_starting(adviser: Adviser) -> None:
    events: list[str] = []

    class Failing(Part):
        async def start(self) -> None:
            raise RuntimeError("no network")

    parts = (Part("first", events), Failing("second", events))
    with pytest.raises(RuntimeError, match="no network"):
        serve(create_app(services_of(adviser, startables=parts)), "127.0.0.1", 0)
    assert events == ["first starts", "first stops"]


def test_a_turn_under_way_is_finished_before_the_parts_stop(adviser: Adviser) -> None:
    events: list[str] = []
    services = services_of(adviser, startables=(Part("part", events),))

    class Slow:
        async def handle(self, incoming: Incoming) -> Handled:
            events.append("turn begins")
            await asyncio.sleep(0.5)
            handled = await services.engine.handle(incoming)
            events.append("turn ends")
            return handled

    app = create_app(replace(services, engine=Slow()))
    with serving(app) as address, pytest.raises(httpx.ReadTimeout):
        httpx.post(f"{address}{API}/conversations", timeout=0.2)
    assert events == ["part starts", "turn begins", "turn ends", "part stops"]


def test_small_responses_are_sent_without_waiting_for_more(http: httpx.Client) -> None:
    http.get("/healthz")
    seconds = []
    for _ in range(20):
        started = time.perf_counter()
        http.get("/healthz")
        seconds.append(time.perf_counter() - started)
    # With Nagle's delay, none would take less than 40 ms.
    assert min(seconds) < 0.03


def test_an_address_that_is_taken_is_named(adviser: Adviser) -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(AddressUnavailable, match=rf"127\.0\.0\.1 port {port}.*--port"):
            serve(create_app(services_of(adviser)), "127.0.0.1", port)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_server_told_to_stop_finishes_and_exits_with_0(home: Path, number: int) -> None:
    script = (
        "from bot.composition import Adviser; from bot.settings import Settings;"
        "from bot.channels.web.app import create_app; from bot.channels.web.server import serve;"
        "from tests.channels.web.serving import services_of; from pathlib import Path; import sys;"
        "a = Adviser(Settings(home=Path(sys.argv[1])));"
        "serve(create_app(services_of(a)), '127.0.0.1', 0, lambda h, p: print(p, flush=True))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(home)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).resolve().parents[3],
    )
    assert process.stdout is not None
    port = int(process.stdout.readline())
    assert httpx.get(f"http://127.0.0.1:{port}/healthz").status_code == 200
    started = time.monotonic()
    process.send_signal(number)
    _, complaints = process.communicate(timeout=20)
    assert process.returncode == 0, complaints
    assert time.monotonic() - started < 5
    assert "Traceback" not in complaints
