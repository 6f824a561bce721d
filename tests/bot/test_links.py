"""Signed links, and the secret that signs them."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.errors import SettingError
from bot.links import Claim, LinkSigner, Purpose, load_secret
from bot.settings import Settings

SIGNER = LinkSigner(b"one secret of the tests")
TOKEN = SIGNER.sign(Purpose.CONFIRM, "a1b2", "17")


def test_a_token_says_whose_it_is_and_for_which_request() -> None:
    assert SIGNER.read(Purpose.CONFIRM, TOKEN) == Claim("a1b2", "17")


def test_a_token_for_one_purpose_is_no_use_for_another() -> None:
    assert SIGNER.read(Purpose.UNSUBSCRIBE, TOKEN) is None


def test_a_token_of_another_secret_is_not_ours() -> None:
    assert LinkSigner(b"another secret of the tests").read(Purpose.CONFIRM, TOKEN) is None


@pytest.mark.parametrize("place", range(len(TOKEN)))
def test_a_token_with_any_character_changed_is_not_ours(place: int) -> None:
    changed = TOKEN[:place] + ("x" if TOKEN[place] != "x" else "y") + TOKEN[place + 1 :]
    assert SIGNER.read(Purpose.CONFIRM, changed) is None


@given(st.text())
@example("\ud800")
def test_no_text_is_taken_for_a_token_or_raises(text: str) -> None:
    assert SIGNER.read(Purpose.UNSUBSCRIBE, text) is None
    assert SIGNER.read(Purpose.UNSUBSCRIBE, f"a1b2..{text}") is None


def test_a_token_needs_no_escaping_in_an_address() -> None:
    tokens = [SIGNER.sign(Purpose.CONFIRM, "a1b2", str(number)) for number in range(200)]
    allowed = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")
    assert set("".join(tokens)) <= allowed


def test_a_fingerprint_is_the_same_for_the_same_text_and_secret_only() -> None:
    assert SIGNER.fingerprint("sam") == SIGNER.fingerprint("sam")
    assert SIGNER.fingerprint("sam") != SIGNER.fingerprint("kim")
    assert SIGNER.fingerprint("sam") != LinkSigner(b"another").fingerprint("sam")


def test_the_secret_of_the_settings_is_used_as_it_is(tmp_path: Path) -> None:
    assert load_secret(Settings(home=tmp_path, secret="sixteen letters!")) == b"sixteen letters!"
    assert list(tmp_path.iterdir()) == []


def test_without_a_setting_a_secret_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "new" / "home")
    first = load_secret(settings)
    assert len(first) == 32
    assert load_secret(settings) == first
    (file,) = (tmp_path / "new" / "home").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_every_process_that_starts_at_once_gets_the_same_secret(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    with ThreadPoolExecutor(16) as pool:
        secrets = set(pool.map(load_secret, [settings] * 64))
    assert len(secrets) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["secret"]


def test_a_secret_that_could_be_guessed_is_refused_and_not_repeated(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="16 bytes or more, got 6; set a longer") as caught:
        load_secret(Settings(home=tmp_path, secret="hunter"))
    assert "hunter" not in str(caught.value)


def test_an_empty_secret_file_signs_nothing(tmp_path: Path) -> None:
    (tmp_path / "secret").touch()
    with pytest.raises(SettingError, match=r"got 0; restore .*secret, or delete it"):
        load_secret(Settings(home=tmp_path))
