from collections.abc import AsyncIterator, Iterator

import pytest

from tests.doubles.bot_api.process import running_bot_api
from tests.doubles.bot_api.visitor import BotApiControl
from tests.doubles.raw_caller import TOKEN, RawCaller


@pytest.fixture(scope="session")
def bot_api() -> Iterator[str]:
    with running_bot_api(TOKEN) as base_url:
        yield base_url


@pytest.fixture
async def control(bot_api: str) -> AsyncIterator[BotApiControl]:
    async with BotApiControl(bot_api) as control:
        await control.reset()
        yield control


@pytest.fixture
async def raw(bot_api: str, control: BotApiControl) -> AsyncIterator[RawCaller]:
    async with RawCaller(bot_api) as caller:
        yield caller
