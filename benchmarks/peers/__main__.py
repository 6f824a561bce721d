"""The product beside programs that people use for this: `python -m benchmarks.peers`.

The peers live in an environment of their own: `python3 -m venv DIR`, then
`DIR/bin/pip install -r benchmarks/peers/requirements.txt`, and `--peers-python DIR/bin/python`.

Every program gets the same documents, queries, model and threads. In each round each one ingests
in a fresh process and answers in another; rounds start with another program each. How a program
is set up stands at the head of its worker. Linux only: memory is read from /proc.

One core by default. With more, a busy neighbour makes torch's threads wait for one another, and
its queries take a hundred times as long: that measures the neighbour.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.peers.collections import Collection, read_catalogue, read_cranfield
from benchmarks.peers.report import OURS, print_report
from benchmarks.peers.rounds import Contestant, Setting, WorkerFailed, run_rounds
from benchmarks.peers.workers.ours import prepare
from bot.composition import sample_folder
from retrieval.weights import default_weights

WORKERS = "benchmarks.peers.workers"
PEERS = ("haystack", "txtai", "llama_index")


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures of each collection as soon as it is done."""
    given = _parse(arguments)
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: given.threads])
    with tempfile.TemporaryDirectory(prefix="peers-") as scratch:
        setting = Setting(default_weights(), given.threads, Path(scratch))
        home = setting.scratch / "prepared"
        prepare(home)
        ours = Contestant(OURS, f"{WORKERS}.{OURS}", Path(sys.executable), home)
        peers = [Contestant(name, f"{WORKERS}.{name}", given.peers_python) for name in given.peer]
        for collection in _collections(given):
            try:
                measured = run_rounds([ours, *peers], collection, setting, given.rounds)
            except WorkerFailed as error:
                raise SystemExit(str(error)) from None
            print_report(collection, measured)


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--peers-python", type=Path, required=True, help="the peers' interpreter")
    parser.add_argument("--peer", action="append", choices=PEERS, help="only this one; repeatable")
    parser.add_argument("--catalogue", type=Path, help="courses to use instead of the sample")
    parser.add_argument("--cranfield", type=Path, help="folder of the Cranfield collection, too")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--queries", type=int, default=300, help="at most, evenly spaced")
    parser.add_argument("--threads", type=int, default=1, help="cores and threads that all get")
    given = parser.parse_args(arguments)
    given.peer = given.peer or list(PEERS)
    if not given.peers_python.is_file():
        parser.error(f"expected an interpreter at {given.peers_python}; make it as told by --help")
    return given


def _collections(given: argparse.Namespace) -> list[Collection]:
    catalogue = given.catalogue or sample_folder() / "courses.csv"
    found = [read_catalogue(catalogue, catalogue.stem if given.catalogue else "Sample courses")]
    if given.cranfield:
        found.append(read_cranfield(given.cranfield))
    return [collection.with_queries(given.queries) for collection in found]


if __name__ == "__main__":
    main()
