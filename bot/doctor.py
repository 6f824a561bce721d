"""Looks at every part of an installation and says how to mend what is not well."""

import asyncio
import stat
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from sqlalchemy import text

from bot.composition import Adviser
from bot.core.grounding import unsupported
from bot.errors import BotError, InvalidAddress, ModelFailure
from bot.language_files import load_languages
from bot.mail_tools.connecting import connected
from bot.newsletter_mail import normal_address
from bot.publishing.publisher import SAMPLE_SOURCE
from bot.rephrasing import INSTRUCTIONS, LanguageModel, material
from bot.settings import unknown_variables
from bot.stores.waiting_mail import ATTEMPTS_MAX
from corpus.errors import CorpusError, SourceError
from corpus.web.fetching import is_web_address
from corpus.web.fetching import normal_address as normal_web_address
from corpus.web.guard import Guard
from retrieval.cross_encoder import CrossEncoder
from retrieval.errors import RetrievalError

# What a language model is tried on.
PROBE = ("How long is it?", "The course takes six weeks, and most learners study at night.")


@dataclass(frozen=True, slots=True)
class Finding:
    """One part's state: `ok`, `note` for something to know, `broken` for something to mend."""

    part: str
    state: Literal["ok", "note", "broken"]
    text: str


def examine(app: Adviser, environment: Mapping[str, str]) -> tuple[Finding, ...]:
    """Every part in turn; one that fails does not keep the others from being looked at."""
    checks: tuple[tuple[str, Callable[[], Finding]], ...] = (
        ("settings", lambda: _settings(environment)),
        ("storage", lambda: _storage(app)),
        ("model", lambda: _model(app)),
        ("cross-encoder", lambda: _cross_encoder(app)),
        ("corpus", lambda: _corpus(app)),
        ("sources", lambda: _sources(app)),
        ("gold questions", lambda: _gold(app)),
        ("held versions", lambda: _held(app)),
        ("telegram", lambda: _telegram(app)),
        ("web page", lambda: _web_page(app)),
        ("mail", lambda: _mail(app)),
        ("hand-overs", lambda: _hand_overs(app)),
        ("mail tool", lambda: _mail_tool(app)),
        ("languages", lambda: _languages(app)),
        ("insights", lambda: _insights(app)),
        ("language model", lambda: _language_model(app)),
        ("contact", lambda: _contact(app)),
    )
    return tuple(_guarded(part, check) for part, check in checks)


def _guarded(part: str, check: Callable[[], Finding]) -> Finding:
    try:
        return check()
    except (BotError, CorpusError, RetrievalError, OSError) as error:
        return Finding(part, "broken", str(error))


def _settings(environment: Mapping[str, str]) -> Finding:
    unknown = unknown_variables(environment)
    if unknown:
        names = ", ".join(unknown)
        return Finding("settings", "note", f"no setting reads {names}; see docs/configuration.md")
    return Finding("settings", "ok", "every ADVISER_ variable is known")


def _storage(app: Adviser) -> Finding:
    home = app.settings.home
    with app.database.connect() as connection:
        if connection.dialect.name == "sqlite":
            verdict = connection.execute(text("PRAGMA quick_check")).scalar()
            if verdict != "ok":
                problem = f"SQLite finds damage: {verdict}; restore the last backup"
                return Finding("storage", "broken", problem)
    if home.stat().st_mode & stat.S_IRWXO:
        problem = f"{home} can be read by everyone on this machine: chmod 700 {home}"
        return Finding("storage", "note", problem)
    return Finding("storage", "ok", f"{home}, database at the present schema")


def _model(app: Adviser) -> Finding:
    if not app.model_folder.is_dir():
        return Finding("model", "broken", "not exported yet: run `adviser setup`")
    return Finding("model", "ok", app.embedder.name)


def _cross_encoder(app: Adviser) -> Finding:
    if not app.settings.cross_encoder:
        return Finding("cross-encoder", "note", "off: evidence is ranked by its own signals")
    name = CrossEncoder.open(app.cross_encoder_folder).name
    return Finding("cross-encoder", "ok", name)


def _corpus(app: Adviser) -> Finding:
    snapshot = app.served.current()
    counts = f"{len(snapshot.articles)} articles, {len(snapshot.courses)} courses"
    if app.served.fault:
        problem = f"{app.served.fault}; serving {snapshot.version}; run `adviser corpus sync`"
        return Finding("corpus", "broken", problem)
    if snapshot.embedder_name != app.embedder.name:
        problem = "built with another model: run `adviser setup`"
        return Finding("corpus", "broken", problem)
    return Finding("corpus", "ok", f"{snapshot.version}: {counts}")


def _sources(app: Adviser) -> Finding:
    settings = app.settings
    if not settings.sources:
        if settings.corpus_token:
            problem = "ADVISER_CORPUS_TOKEN does nothing without ADVISER_SOURCES; set it too"
            return Finding("sources", "broken", problem)
        return Finding("sources", "note", "none: set ADVISER_SOURCES for `adviser corpus watch`")
    places = [one for one in settings.sources if one != SAMPLE_SOURCE]
    files = [one for one in places if not is_web_address(one)]
    gone = [one for one in files if not Path(one).expanduser().exists()]
    if gone:
        problem = f"nothing at {', '.join(gone)}; mend ADVISER_SOURCES"
        return Finding("sources", "broken", problem)
    addresses = [normal_web_address(one) for one in places if one not in files]
    for address in addresses:
        _look_up(app, address)
    if addresses and not settings.fetch_contact:
        problem = "sites do not learn who fetches from them: set ADVISER_FETCH_CONTACT"
        return Finding("sources", "note", problem)
    by = "watch and webhook" if settings.corpus_token else "watch; no ADVISER_CORPUS_TOKEN"
    return Finding("sources", "ok", f"{len(settings.sources)} registered, for {by}")


def _look_up(app: Adviser, address: str) -> None:
    """Raises CorpusError for a site that is not to be fetched from, or that is not there."""
    parts = urlsplit(address)
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        Guard(app.settings.private_hosts).addresses(parts.hostname or "", port)
    except OSError as error:
        problem = f"no such host: {error.strerror or error}; mend ADVISER_SOURCES"
        raise SourceError(address, problem) from None


def _gold(app: Adviser) -> Finding:
    gold = app.gate.gold(app.served.current())
    if not (gold.questions or gold.wishes):
        return Finding("gold questions", "note", "none: write gold.jsonl in the data folder")
    counts = f"{len(gold.questions)} questions, {len(gold.wishes)} wishes"
    return Finding("gold questions", "ok", f"{counts}; the gate asks them of each new version")


def _held(app: Adviser) -> Finding:
    held = [note.version for note in app.publisher.shelf.held()]
    if held:
        told = f"{', '.join(held)}: `adviser corpus publish` or `adviser corpus drop` each"
        return Finding("held versions", "note", told)
    return Finding("held versions", "ok", "none")


def _telegram(app: Adviser) -> Finding:
    settings = app.settings
    if not settings.telegram_bot_token or settings.telegram == "off":
        return Finding("telegram", "note", "off: set TELEGRAM_BOT_TOKEN to switch it on")
    if settings.telegram == "webhook" and not settings.telegram_webhook_secret:
        return Finding("telegram", "broken", "webhook without ADVISER_TELEGRAM_WEBHOOK_SECRET")
    return Finding("telegram", "ok", f"{settings.telegram} at {settings.telegram_base_url}")


def _web_page(app: Adviser) -> Finding:
    settings, page = app.settings, app.settings.effective_web_page_url
    parts = urlsplit(page)
    origin = f"{parts.scheme}://{parts.netloc}".lower()
    taken = (*settings.allowed_origins, settings.effective_public_url)
    if origin not in (one.rstrip("/").lower() for one in taken):
        problem = f"the widget on {page} is refused: add {origin} to ADVISER_ALLOWED_ORIGINS"
        return Finding("web page", "broken", problem)
    return Finding("web page", "ok", f"links from Telegram lead to {page}")


def _mail(app: Adviser) -> Finding:
    _ = app.mailer  # raises SettingError for a server or a sender that cannot be used
    backlog = app.turn_mail.backlog()
    if backlog.given_up:
        problem = (
            f"{backlog.given_up} that visitors were told is on its way was not taken in "
            f"{ATTEMPTS_MAX} attempts: check ADVISER_SMTP_URL, then start the server again"
        )
        return Finding("mail", "broken", problem)
    if app.settings.smtp_url:
        waiting = f"; {backlog.waiting} waiting to be sent" if backlog.waiting else ""
        return Finding("mail", "ok", f"by SMTP, from {app.settings.mail_from}{waiting}")
    folder = app.settings.home / "outbox"
    return Finding(
        "mail", "note", f"no mail server: mail is written to {folder}; set ADVISER_SMTP_URL"
    )


def _hand_overs(app: Adviser) -> Finding:
    owner = app.settings.owner_email
    if not owner:
        return Finding("hand-overs", "note", "off: set ADVISER_OWNER_EMAIL to switch them on")
    try:
        normal_address(parseaddr(owner)[1])
    except InvalidAddress as error:
        return Finding("hand-overs", "broken", f"ADVISER_OWNER_EMAIL: {error}")
    return Finding("hand-overs", "ok", f"mailed to {owner}")


def _mail_tool(app: Adviser) -> Finding:
    tool = app.settings.mail_tool
    if tool == "none":
        return Finding("mail tool", "note", "none: set ADVISER_MAIL_TOOL for `newsletter sync`")
    with connected(app.settings):  # raises SettingError; nothing is sent
        return Finding("mail tool", "ok", f"{tool}, list {app.settings.mail_tool_list}")


def _languages(app: Adviser) -> Finding:
    known = {one.code for one in load_languages()}
    unknown = sorted(set(app.settings.languages) - known - {"none"})
    if unknown:
        there_are = ", ".join(sorted(known))
        problem = f"ADVISER_LANGUAGES: no {', '.join(unknown)}; there are {there_are}"
        return Finding("languages", "broken", problem)
    return Finding("languages", "ok", ", ".join(one.code for one in app.site.languages))


def _insights(app: Adviser) -> Finding:
    days = app.settings.insights_days
    if not days:
        return Finding("insights", "note", "off: ADVISER_INSIGHTS_DAYS is 0, nothing is noted")
    if not app.settings.insights_token:
        told = f"kept {days} days, for `adviser insights`; no page without ADVISER_INSIGHTS_TOKEN"
        return Finding("insights", "note", told)
    page = f"{app.settings.effective_public_url}/staff/insights"
    return Finding("insights", "ok", f"kept {days} days, for `adviser insights` and {page}")


def _language_model(app: Adviser) -> Finding:
    settings = app.settings
    part = "language model"
    if not settings.llm_base_url and not settings.llm_model:
        return Finding(part, "note", "off: answers are the corpus's own sentences alone")
    if not settings.llm_base_url or not settings.llm_model:
        both = "ADVISER_LLM_BASE_URL and ADVISER_LLM_MODEL"
        return Finding(part, "broken", f"off: expected both {both}, got one; set the other too")
    if app.language_model is None:
        problem = "off: its client is not installed: pip install 'course-adviser[llm]'"
        return Finding(part, "broken", problem)
    return _tried(app.language_model, f"{settings.llm_model} at {settings.llm_base_url}")


def _tried(model: LanguageModel, name: str) -> Finding:
    question, evidence = PROBE
    started = time.perf_counter()
    try:
        said = asyncio.run(model.complete(INSTRUCTIONS, material(question, [evidence])))
    except ModelFailure as failure:
        problem = f"{name} {failure.detail}; answers stay as they are; see docs/language-model.md"
        return Finding("language model", "broken", problem)
    seconds = time.perf_counter() - started
    verdict = "rejected" if unsupported(said, [evidence]) else "supported"
    text = f"{name} answered in {seconds:.1f} s; its rewording of a test sentence is {verdict}"
    return Finding("language model", "ok", text)


def _contact(app: Adviser) -> Finding:
    if app.settings.owner_contact:
        return Finding("contact", "ok", "visitors can be sent to a person")
    return Finding(
        "contact", "note", "set ADVISER_OWNER_CONTACT so that visitors can reach a person"
    )
