"""Mail by SMTP and into the outbox folder: headers, logins, refusals, settings."""

import asyncio
import email
import stat
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Literal

import pytest

from bot import mail
from bot.errors import MailFailure, SettingError
from bot.mail import MAIL_POLICY, REFERENCE, OutboxMailer, SmtpMailer, mailer_from
from bot.settings import Settings
from tests.doubles.mail_server import CERTIFICATE, MailServer, running_mail_server

LONG_LINK = f"<https://courses.example.com.au/api/v1/newsletter/unsubscribe/{'a' * 60}>"


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if an authority of this machine had signed the server's certificate."""
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))


def a_message(text: str = "Hello") -> EmailMessage:
    message = EmailMessage(policy=MAIL_POLICY)
    message["From"], message["To"] = "Café Adviser <adviser@example.org>", "sam@example.org"
    message["Subject"], message["List-Unsubscribe"] = "Grüße", LONG_LINK
    message.set_content(text)
    return message


def raw(server: MailServer) -> bytes:
    content = server.taken[0].content
    assert isinstance(content, bytes)
    return content


async def test_a_message_arrives_with_its_sender_recipient_and_words(server: MailServer) -> None:
    await SmtpMailer(f"smtp://127.0.0.1:{server.port}").send(a_message("G'day – 日本"))
    (envelope,), (message,) = server.taken, server.messages
    assert (envelope.mail_from, envelope.rcpt_tos) == ("adviser@example.org", ["sam@example.org"])
    assert message["From"] == "Café Adviser <adviser@example.org>"
    assert message["Subject"] == "Grüße"
    assert message.get_content().strip() == "G'day – 日本"


async def test_a_long_link_in_a_header_stays_as_it_is_on_the_wire(server: MailServer) -> None:
    await SmtpMailer(f"smtp://127.0.0.1:{server.port}").send(a_message())
    assert f"List-Unsubscribe: {LONG_LINK}\r\n".encode() in raw(server)


async def test_a_message_beyond_ascii_goes_through_a_server_that_takes_seven_bits(
    server: MailServer,
) -> None:
    await SmtpMailer(f"smtp://127.0.0.1:{server.port}").send(a_message("日本"))
    assert raw(server).isascii()


async def test_user_and_password_may_hold_any_character_when_they_are_percent_encoded(
    trusted: None,
) -> None:
    with running_mail_server(with_login=True, tls="starttls") as server:
        url = f"smtp://jo%40example.org:p%3A%2F%25%20word@127.0.0.1:{server.port}"
        await SmtpMailer(url).send(a_message())
        assert server.logins == [("jo@example.org", "p:/% word")]
        assert len(server.taken) == 1


async def test_a_server_that_wants_a_login_and_gets_none_is_a_failure(trusted: None) -> None:
    with running_mail_server(with_login=True, tls="starttls") as server:
        with pytest.raises(MailFailure, match="code 530"):
            await SmtpMailer(f"smtp://127.0.0.1:{server.port}").send(a_message())
        assert server.taken == []


@pytest.mark.parametrize("code", ["550", "451"])
async def test_a_refusal_is_told_by_its_code_without_the_address(
    server: MailServer, code: str
) -> None:
    server.answers = [f"{code} sam@example.org is not here"]
    with pytest.raises(MailFailure) as caught:
        await SmtpMailer(f"smtp://127.0.0.1:{server.port}").send(a_message())
    assert str(caught.value) == (
        f"the mail server did not take the message: it answered with code {code}"
    )
    assert caught.value.__cause__ is None


async def test_a_server_that_is_too_slow_is_a_failure(
    server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail, "TIMEOUT_SECONDS", 0.2)
    server.delay_seconds = 1
    started = asyncio.get_running_loop().time()
    with pytest.raises(MailFailure, match="Timeout"):
        await SmtpMailer(f"smtp://127.0.0.1:{server.port}").send(a_message())
    assert asyncio.get_running_loop().time() - started < 0.9


async def test_a_server_that_is_not_there_is_a_failure(unused_port: int) -> None:
    with pytest.raises(MailFailure, match="did not take the message"):
        await SmtpMailer(f"smtp://127.0.0.1:{unused_port}").send(a_message())


@pytest.mark.parametrize(("scheme", "tls"), [("smtp", "starttls"), ("smtps", "always")])
async def test_a_connection_is_encrypted_where_the_server_offers_it(
    scheme: str, tls: Literal["starttls", "always"], trusted: None
) -> None:
    with running_mail_server(tls=tls) as server:
        await SmtpMailer(f"{scheme}://127.0.0.1:{server.port}").send(a_message())
        assert server.was_encrypted == [True]


@pytest.mark.parametrize(("scheme", "tls"), [("smtp", "starttls"), ("smtps", "always")])
async def test_a_server_whose_certificate_nobody_vouches_for_gets_no_mail(
    scheme: str, tls: Literal["starttls", "always"]
) -> None:
    with running_mail_server(tls=tls) as server:
        with pytest.raises(MailFailure):
            await SmtpMailer(f"{scheme}://127.0.0.1:{server.port}").send(a_message())
        assert server.taken == []


async def test_smtps_does_not_fall_back_to_a_connection_in_the_clear(server: MailServer) -> None:
    with pytest.raises(MailFailure):
        await SmtpMailer(f"smtps://127.0.0.1:{server.port}").send(a_message())
    assert server.taken == []


@pytest.fixture
def unused_port() -> int:
    with running_mail_server() as server:
        return server.port


@pytest.mark.parametrize("header", ["To", "From", "Subject", "List-Unsubscribe"])
def test_a_line_break_gets_into_no_header(header: str) -> None:
    message = EmailMessage(policy=MAIL_POLICY)
    with pytest.raises(ValueError, match="linefeed or carriage return"):
        message[header] = "sam@example.org\r\nBcc: eve@example.org"


async def test_without_a_server_mail_lies_whole_in_the_outbox_for_its_owner_alone(
    tmp_path: Path,
) -> None:
    mailer = mailer_from(Settings(home=tmp_path))
    await mailer.send(a_message())
    await mailer.send(a_message())
    files = sorted((tmp_path / "outbox").iterdir())
    assert [file.suffix for file in files] == [".eml", ".eml"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    read = email.message_from_bytes(files[0].read_bytes(), policy=default)
    assert (read["To"], read.get_content().strip()) == ("sam@example.org", "Hello")


async def test_an_outbox_that_cannot_be_written_is_a_failure_with_its_reason(
    tmp_path: Path,
) -> None:
    (tmp_path / "outbox").write_text("a file where the folder should be")
    with pytest.raises(MailFailure, match="File exists"):
        await OutboxMailer(tmp_path / "outbox").send(a_message())


def test_the_setting_chooses_the_mailer(tmp_path: Path) -> None:
    assert isinstance(mailer_from(Settings(home=tmp_path)), OutboxMailer)
    url = "smtp://user:secret@mail.example.org"
    assert isinstance(mailer_from(Settings(home=tmp_path, smtp_url=url)), SmtpMailer)


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.org",
        "http://user:hunter2@mail.example.org",
        "smtp://",
        "smtp://user:hunter2@:25",
        "smtp://user:hunter2@mail.example.org:port",
        "smtp://user:hunter2@mail.example.org:99999",
        "smtp://user:hunter2@[::1",
    ],
)
def test_a_server_that_cannot_be_read_is_named_by_its_setting_and_not_repeated(url: str) -> None:
    with pytest.raises(SettingError, match="ADVISER_SMTP_URL: expected smtp://") as caught:
        mailer_from(Settings(smtp_url=url))
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("sender", ["Course Adviser", "a@b.org\r\nBcc: c@d.org", "<>"])
def test_a_sender_without_an_address_is_named_by_its_setting(sender: str) -> None:
    with pytest.raises(SettingError, match="ADVISER_MAIL_FROM"):
        mailer_from(Settings(mail_from=sender))


async def test_the_outbox_forgets_an_address_or_a_reference_and_no_other(tmp_path: Path) -> None:
    outbox = OutboxMailer(tmp_path)
    for to, reference in (
        ("Sam <SAM@example.org>", ""),
        ("owner@example.org", "abc"),
        ("kim@example.org", ""),
    ):
        message = a_message()
        message.replace_header("To", to)
        if reference:
            message[REFERENCE], message["Reply-To"] = reference, "lee@example.org"
        await outbox.send(message)
    (tmp_path / ".half").write_bytes(b"To: sam@example.org\r\n\r\nHalf wri")
    outbox.forget(["sam@example.org"])
    assert len(list(tmp_path.iterdir())) == 2
    outbox.forget(["abc"])
    (left,) = tmp_path.iterdir()
    assert b"kim@example.org" in left.read_bytes()
    outbox.forget(["", "nobody@example.org"])
    assert left.exists()
