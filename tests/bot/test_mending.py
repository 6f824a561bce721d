"""Messages as they are typed, put right."""

from pathlib import Path

import pytest

from bot.composition import Adviser
from bot.core.knowledge import Knowledge
from bot.settings import Settings


@pytest.fixture(scope="module")
def knowledge(sample_home: Path) -> Knowledge:
    return Adviser(Settings(home=sample_home)).knowledge()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("veterinry nurseing onlne in quensland", "veterinary nursing online in queensland"),
        ("chepest first aid undr 3 mnths", "cheapest first aid under 3 months"),
        ("fotography and graffic dezign", "photography and graphic design"),
        ("certifcate thre in aged cre", "certificate three in aged care"),
        ("wanna code, onlin plz", "want to code, online please"),
        ("goldcoast", "gold coast"),
    ],
)
def test_slips_and_shorthand_are_put_right(typed: str, meant: str, knowledge: Knowledge) -> None:
    assert knowledge.mend(typed) == meant


@pytest.mark.parametrize(
    "text",
    ["wedding planner", "biking and surfing", "q&a in w.a.", "$2.5k, 10 wks", "zzyzx", "l'oreal"],
)
def test_what_is_a_word_or_like_none_stays(text: str, knowledge: Knowledge) -> None:
    assert knowledge.mend(text) == text
