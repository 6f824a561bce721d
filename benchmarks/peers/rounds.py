"""Starts workers, speaks to them, and measures them from outside: one round after the other."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.memory import memory_mib
from benchmarks.peers.collections import Collection, Query
from benchmarks.peers.figures import DEPTH, Round
from benchmarks.peers.protocol import Answer, write_documents

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Contestant:
    """A program: its worker, the Python that has it, and a folder to start from, if any."""

    name: str
    module: str
    python: Path
    prepared: Path | None = None


@dataclass
class WorkerFailed(Exception):
    """A worker that ended before it answered."""

    name: str
    log: Path

    def __str__(self) -> str:
        lines = self.log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        last = lines[-1] if lines else "it said nothing"
        return f"{self.name}: expected an answer, got the worker's end ({last}); see {self.log}"


@dataclass(frozen=True)
class Setting:
    """What every worker of a run gets: model, threads, a folder to work in."""

    model: Path
    threads: int
    scratch: Path

    @property
    def environment(self) -> dict[str, str]:
        """Nothing is fetched, nothing is reported, and all count the same threads."""
        threads = ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")
        return {
            **os.environ,
            **dict.fromkeys(threads, str(self.threads)),
            "HF_HUB_OFFLINE": "1",
            "TRANSFORMERS_OFFLINE": "1",
            "HAYSTACK_TELEMETRY_ENABLED": "False",
            "ADVISER_LOG_LEVEL": "ERROR",
        }


class Worker:
    """A worker process."""

    def __init__(self, name: str, process: "subprocess.Popen[str]", log: Path) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._name = name
        self._pid = process.pid
        self._calls, self._answers = process.stdin, process.stdout
        self._log = log

    def call(self, do: str, **arguments: object) -> Answer:
        """What the worker answers. Raises WorkerFailed when it ends instead."""
        try:
            print(json.dumps({"do": do, **arguments}), file=self._calls, flush=True)
        except BrokenPipeError:
            raise WorkerFailed(self._name, self._log) from None
        line = self._answers.readline()
        if not line:
            raise WorkerFailed(self._name, self._log)
        answer: Answer = json.loads(line)
        return answer

    def memory_mib(self, field: str) -> float:
        """`VmRSS`, resident now, or `VmHWM`, the most so far."""
        return memory_mib(self._pid)[field]


@contextmanager
def worker(
    contestant: Contestant, collection: Collection, folder: Path, setting: Setting
) -> Iterator[Worker]:
    """A worker over a folder, ended at the end."""
    arguments = [str(setting.model), str(folder), collection.kind]
    log = folder / "worker.log"
    with log.open("a", encoding="utf-8") as errors:
        process = subprocess.Popen(
            [str(contestant.python), "-m", contestant.module, *arguments],
            cwd=ROOT,
            env=setting.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    with process:
        try:
            yield Worker(contestant.name, process, log)
        finally:
            process.terminate()


def run_rounds(
    contestants: Sequence[Contestant], collection: Collection, setting: Setting, rounds: int
) -> dict[str, list[Round]]:
    """All contestants in turn, then all again from another first one, so that drift meets all."""
    done: dict[str, list[Round]] = {contestant.name: [] for contestant in contestants}
    for number in range(rounds):
        first = number % len(contestants)
        for contestant in (*contestants[first:], *contestants[:first]):
            told = f"{collection.name}, round {number + 1} of {rounds}: {contestant.name}"
            print(told, file=sys.stderr, flush=True)
            done[contestant.name].append(run_round(contestant, collection, setting))
    return done


def run_round(contestant: Contestant, collection: Collection, setting: Setting) -> Round:
    """Ingest in one process, then start another that answers every query once."""
    folder = setting.scratch / contestant.name
    shutil.rmtree(folder, ignore_errors=True)
    if contestant.prepared:
        shutil.copytree(contestant.prepared, folder, symlinks=True)
    else:
        folder.mkdir(parents=True)
    documents = setting.scratch / "documents.jsonl"
    write_documents(collection.documents, documents)
    with worker(contestant, collection, folder, setting) as ingesting:
        seconds = _seconds(ingesting.call("ingest", documents=str(documents)))
        ingestion_peak_mib = ingesting.memory_mib("VmHWM")
    started = time.perf_counter()
    with worker(contestant, collection, folder, setting) as serving:
        serving.call("open")
        answers = [_search(serving, collection.queries[0])]
        start_seconds = time.perf_counter() - started
        answers += [_search(serving, query) for query in collection.queries[1:]]
        return Round(
            documents_per_second=len(collection.documents) / seconds,
            ingestion_peak_mib=ingestion_peak_mib,
            start_seconds=start_seconds,
            serving_mib=serving.memory_mib("VmRSS"),
            serving_peak_mib=serving.memory_mib("VmHWM"),
            # The first answer belongs to the start.
            query_ms=tuple(_seconds(answer) * 1e3 for answer in answers[1:]),
            found=tuple(_found(answer) for answer in answers),
        )


def _search(serving: Worker, query: Query) -> Answer:
    return serving.call("search", query=query.text, limit=DEPTH)


def _seconds(answer: Answer) -> float:
    return float(str(answer["seconds"]))


def _found(answer: Answer) -> tuple[str, ...]:
    found = answer["found"]
    return tuple(map(str, found)) if isinstance(found, list) else ()
