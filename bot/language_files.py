"""The languages that visitors may choose, with the phrases of those that the rules do not read."""

import tomllib
from collections.abc import Collection
from functools import cache
from importlib.resources import files

from bot.core.phrases import Phrases, PhraseSheet
from bot.core.wording.en_au import EN_AU, TELEGRAM_EN_AU
from bot.core.wording.telegram import TelegramWording
from bot.core.wording.wording import Language, Site
from bot.core.wording.zh_hans import TELEGRAM_ZH_HANS, ZH_HANS


def load_languages(wanted: Collection[str] = ()) -> tuple[Language, ...]:
    """The wanted languages, all where none is named; Australian English is always the first."""
    english = Language(EN_AU, ("english",))
    chinese = Language(
        ZH_HANS, ("chinese", "mandarin", "cantonese"), load_phrases(ZH_HANS.language)
    )
    kept = [one for one in (chinese,) if not wanted or one.code in wanted]
    return (english, *kept)


def telegram_wordings(site: Site) -> tuple[TelegramWording, ...]:
    """What Telegram alone needs, in the languages that a site speaks, its own first."""
    spoken = {site.wording.language, *(language.code for language in site.languages)}
    return tuple(own for own in (TELEGRAM_EN_AU, TELEGRAM_ZH_HANS) if own.language in spoken)


@cache
def load_phrases(code: str) -> Phrases:
    """What people write in a language. Raises ValidationError where the file is wrong."""
    text = (files("bot") / "data" / f"phrases.{code}.toml").read_text(encoding="utf-8")
    return Phrases(PhraseSheet.model_validate(tomllib.loads(text)))
