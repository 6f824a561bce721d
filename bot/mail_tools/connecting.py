"""The mail tool that the settings name."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.errors import SettingError
from bot.mail_tools.listmonk import Listmonk
from bot.mail_tools.mailchimp import Mailchimp
from bot.mail_tools.tool import Api, MailTool
from bot.settings import Settings


@contextmanager
def connected(settings: Settings) -> Iterator[MailTool]:
    """The tool's list. Raises SettingError for what is missing."""
    api = Api(_address(settings), settings.mail_tool_user or "adviser", _needed(settings, "key"))
    try:
        yield _tool(settings, api)
    finally:
        api.close()


def _tool(settings: Settings, api: Api) -> MailTool:
    wanted = _needed(settings, "list")
    if settings.mail_tool == "mailchimp":
        return Mailchimp(api, wanted)
    if not wanted.isdecimal():
        problem = f"expected the number of a listmonk list, got {wanted!r}"
        raise SettingError("ADVISER_MAIL_TOOL_LIST", problem)
    return Listmonk(api, int(wanted))


def _address(settings: Settings) -> str:
    if settings.mail_tool == "none":
        raise SettingError("ADVISER_MAIL_TOOL", "expected listmonk or mailchimp, got none; set it")
    if settings.mail_tool_url or settings.mail_tool == "listmonk":
        return _needed(settings, "url")
    _, _, data_centre = _needed(settings, "key").rpartition("-")
    if not data_centre.isalnum():
        problem = "expected a Mailchimp key that ends in its data centre, such as -us6"
        raise SettingError("ADVISER_MAIL_TOOL_KEY", problem)
    return f"https://{data_centre}.api.mailchimp.com"


def _needed(settings: Settings, name: str) -> str:
    value: str = getattr(settings, f"mail_tool_{name}")
    if not value:
        variable = f"ADVISER_MAIL_TOOL_{name.upper()}"
        raise SettingError(variable, f"needed for {settings.mail_tool} and not set")
    return value
