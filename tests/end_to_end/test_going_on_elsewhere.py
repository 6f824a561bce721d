"""One conversation on two channels: to Telegram and back, over the product and a restart."""

import re
from pathlib import Path

from tests.doubles.bot_api.control_models import Shown
from tests.doubles.bot_api.process import running_bot_api
from tests.doubles.bot_api.visitor import BotApiControl
from tests.end_to_end.serving import running
from tests.end_to_end.talk import Talk
from tests.end_to_end.test_visitor_on_telegram import TOKEN, last_of_turn


async def test_a_conversation_goes_to_telegram_and_back_through_a_restart(home: Path) -> None:
    with running_bot_api(TOKEN) as bot_api:
        settings = {"TELEGRAM_BOT_TOKEN": TOKEN, "ADVISER_TELEGRAM_BASE_URL": bot_api}
        async with BotApiControl(bot_api) as control:
            visitor, stranger = await control.add_visitor(), await control.add_visitor("Kim")
            with running(home, settings) as server:
                talk = Talk(server.address)
                talk.say("beauty courses in Victoria")
                talk.say("save the first one")
                token = token_in(talk.say("can we continue on telegram?")["text"])
            with running(home, settings) as server:
                await visitor.say(f"/start {token}")
                arrived = await last_of_turn(visitor)
                assert "from the website" in arrived.text
                assert "Victoria" in arrived.text
                await stranger.say(f"/start {token}")
                assert "doesn't work" in (await last_of_turn(stranger)).text
                talk.address = server.address
                assert "has moved to Telegram" in talk.say("which are the cheapest?")["text"]
                await visitor.say("/web")
                back = token_in((await last_of_turn(visitor)).html)
                assert "from Telegram" in talk.say(f"/start {back}")["text"]
                said = [turn["text"] for turn in talk.turns() if turn["role"] == "visitor"]
                assert "beauty courses in Victoria" in said
                assert not any(token in log or back in log for log in server.log)
                await visitor.say("/forget")
                asked = await last_of_turn(visitor)
                assert "on the website" in asked.text
                await visitor.press(yes_of(asked))
                await last_of_turn(visitor)
                assert talk_is_gone(talk)


def token_in(text: str) -> str:
    found = re.search(r"(?:start|continue)=([A-Za-z0-9_-]+)", text)
    assert found, text
    return found[1]


def yes_of(asked: Shown) -> str:
    return next(label for label in asked.labels if label.startswith("Yes"))


def talk_is_gone(talk: Talk) -> bool:
    try:
        talk.turns()
    except Exception as error:
        return "401" in str(error)
    return False
