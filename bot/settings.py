"""Settings, read from an environment that is passed in."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError

from bot.core.wording.wording import FinderOrder
from bot.errors import SettingError
from bot.publishing.hold_rule import HoldRule
from corpus.models import Frozen

PREFIX = "ADVISER_"
# Named by the contract as they are, without the prefix.
BARE_NAMES = {"telegram_bot_token": "TELEGRAM_BOT_TOKEN"}
# A secret that staff or their programs send, or nothing.
STAFF_KEY = r"^([!-~]{16,200})?$"


def _comma_separated(value: object) -> object:
    return (
        [part.strip() for part in value.split(",") if part.strip()]
        if isinstance(value, str)
        else value
    )


def _rule(text: str) -> str:
    return str(HoldRule.parse(text))


class Settings(Frozen):
    """Everything that an operator can set; `docs/configuration.md` has a row for each field."""

    home: Path = Field(default=Path("data"), description="data folder")
    database_url: str = Field(
        default="", description="database address; empty: SQLite in the data folder"
    )
    model: str = Field(
        default="all-MiniLM-L6-v2",
        description="sentence-transformers model: the packaged default, or a name or folder",
    )
    cross_encoder: str = Field(
        default="",
        description="sentence-transformers CrossEncoder that looks again at the best evidence: "
        "a name or folder on this machine; empty: none",
    )
    cross_encoder_candidates: int = Field(
        default=5, ge=2, le=10, description="pieces of evidence that the cross-encoder looks at"
    )
    cross_encoder_timeout_ms: int = Field(
        default=100,
        ge=1,
        le=5000,
        description="milliseconds that the cross-encoder may take; after them the order stays",
    )
    host: str = Field(default="127.0.0.1", description="address that the web channel listens on")
    port: int = Field(default=8000, ge=0, le=65535, description="port of the web channel")
    public_url: str = Field(
        default="", description="address that visitors reach; empty: http://HOST:PORT"
    )
    allowed_origins: Annotated[tuple[str, ...], BeforeValidator(_comma_separated)] = Field(
        default=(), description="web origins, comma separated, whose pages may embed the widget"
    )
    telegram: Literal["polling", "webhook", "off"] = Field(
        default="polling", description="how Telegram's updates arrive, when a token is set"
    )
    telegram_bot_token: str = Field(default="", repr=False, description="token from BotFather")
    telegram_webhook_secret: str = Field(
        default="",
        repr=False,
        pattern=r"^[A-Za-z0-9_-]{0,256}$",
        description="secret that Telegram repeats with each webhook call",
    )
    telegram_base_url: str = Field(default="https://api.telegram.org", description="Bot API server")
    telegram_bot_name: str = Field(
        default="",
        pattern=r"^(@?[A-Za-z][A-Za-z0-9_]{3,31})?$",
        description="name of the bot that links from the web lead to; empty: asked of Telegram",
    )
    web_page_url: str = Field(
        default="",
        pattern=r"^(https?://[^\s#]+)?$",
        description="page with the widget that links from Telegram lead to; empty: the demo page",
    )
    smtp_url: str = Field(
        default="",
        repr=False,
        description="smtp://user:password@host:port, or smtps://; empty: an outbox folder",
    )
    mail_from: str = Field(
        default="Course Adviser <adviser@localhost>", description="sender of our mail"
    )
    owner_contact: str = Field(
        default="", description="how a visitor reaches a person: an address, a phone line or a page"
    )
    owner_email: str = Field(
        default="",
        description="address that conversations are mailed to when a visitor asks for a person "
        "and agrees; empty: none is sent",
    )
    mail_tool: Literal["none", "listmonk", "mailchimp"] = Field(
        default="none", description="mail tool that `adviser newsletter sync` keeps the same"
    )
    mail_tool_url: str = Field(
        default="",
        description="address of the mail tool; empty for Mailchimp: the one that its key names",
    )
    mail_tool_user: str = Field(default="", description="listmonk's API user")
    mail_tool_key: str = Field(
        default="", repr=False, description="the mail tool's API key or token"
    )
    mail_tool_list: str = Field(
        default="", description="number of the listmonk list, or id of the Mailchimp audience"
    )
    privacy_url: str = Field(default="", description="the site owner's privacy policy")
    secret: str = Field(
        default="",
        repr=False,
        description="signs mail links, 16 bytes at least; empty: a file in the data folder",
    )
    llm_base_url: str = Field(
        default="",
        description="OpenAI-compatible address of a language model, such as "
        "http://127.0.0.1:8080/v1; empty: none",
    )
    llm_model: str = Field(default="", description="name of the language model at that address")
    llm_api_key: str = Field(
        default="", repr=False, description="key for the language model; empty: none"
    )
    llm_timeout_seconds: float = Field(
        default=3.0,
        gt=0,
        le=30,
        description="longest wait for the language model, from connecting to the last byte",
    )
    conversation_days: int = Field(
        default=30,
        ge=1,
        le=3650,
        description="days that a conversation is kept after its last message",
    )
    insights_days: int = Field(
        default=180,
        ge=0,
        le=3650,
        description="days that it is kept what was asked, without who asked; 0: nothing is noted",
    )
    insights_token: str = Field(
        default="",
        repr=False,
        pattern=STAFF_KEY,
        description="secret of 16 characters at least with which staff open the page of insights; "
        "empty: there is no page",
    )
    sources: Annotated[tuple[str, ...], BeforeValidator(_comma_separated)] = Field(
        default=(),
        description="files, folders and web addresses, comma separated, that `adviser corpus "
        "watch` and the webhook of a content system bring in",
    )
    private_hosts: Annotated[tuple[str, ...], BeforeValidator(_comma_separated)] = Field(
        default=(),
        description="hosts, comma separated, with or without a port, that sources may be fetched "
        "from although their addresses are not public",
    )
    fetch_contact: str = Field(
        default="",
        pattern=r"^[ -~]{0,200}$",
        description="page or mail address that the sites we fetch from are told; empty: none",
    )
    fetch_timeout_seconds: float = Field(
        default=30.0,
        gt=0,
        le=600,
        description="longest wait for an address that is fetched, from its name to the last byte",
    )
    fetch_delay_seconds: float = Field(
        default=1.0,
        ge=0,
        le=60,
        description="pause between two requests to one site, unless its robots.txt asks for more",
    )
    corpus_token: str = Field(
        default="",
        repr=False,
        pattern=STAFF_KEY,
        description="secret of 16 characters at least with which a content system says that "
        "sources changed; empty: nobody may",
    )
    versions_kept: int = Field(
        default=5,
        ge=2,
        le=1000,
        description="published versions of the corpus that are kept, and held ones as many again",
    )
    hold_if: Annotated[str, AfterValidator(_rule)] = Field(
        default="",
        description="gold questions that hold a new version back, such as worse:2% or changed; "
        "empty: worse for your own, lost:2% for the sample's",
    )
    fall_points_max: float = Field(
        default=10.0,
        ge=0,
        le=100,
        description="percentage points by which a source may state a fact for fewer of its "
        "courses, or lose articles, before a new version is held",
    )
    finder_order: FinderOrder = Field(
        default="adaptive",
        description="what the course finder asks first: what tells most, or the page's order",
    )
    languages: Annotated[tuple[str, ...], BeforeValidator(_comma_separated)] = Field(
        default=(),
        description="languages beside English that visitors may choose, comma separated: zh-Hans; "
        "none: English alone; empty: all there are",
    )
    rate_limit_per_minute: int = Field(
        default=60, ge=1, description="messages a minute that one address may send on the web"
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="least severe event that is logged"
    )

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        """Read each field from its variable. Raises SettingError for a value that cannot be read.

        An empty variable counts as unset.
        """
        known = {variable_name(field): field for field in cls.model_fields}
        values = {
            field: environment[name] for name, field in known.items() if environment.get(name)
        }
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            raise _setting_error(error) from None

    @property
    def effective_database_url(self) -> str:
        """Where state is kept."""
        return self.database_url or f"sqlite:///{self.home / 'adviser.sqlite3'}"

    @property
    def effective_public_url(self) -> str:
        """The address at the head of every link that we send, without a slash at its end."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def effective_web_page_url(self) -> str:
        """The page with the widget that links from other channels lead to."""
        return self.web_page_url or f"{self.effective_public_url}/demo"


def variable_name(field: str) -> str:
    """The environment variable of a field of `Settings`."""
    return BARE_NAMES.get(field, PREFIX + field.upper())


def unknown_variables(environment: Mapping[str, str]) -> tuple[str, ...]:
    """Variables with our prefix that no setting reads: most likely misspelt."""
    known = {variable_name(field) for field in Settings.model_fields}
    return tuple(sorted(n for n in environment if n.startswith(PREFIX) and n not in known))


def _setting_error(error: ValidationError) -> SettingError:
    # The value itself is left out: it may be a secret.
    first = error.errors(include_url=False, include_input=False)[0]
    return SettingError(variable_name(str(first["loc"][0])), f"cannot be read: {first['msg']}")
