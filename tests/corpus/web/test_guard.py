"""Which machines may be fetched from."""

import ipaddress

import pytest

from corpus.web.errors import AddressRefused
from corpus.web.guard import Guard, why_not_public

PRIVATE = (
    "127.0.0.1", "127.255.1.2", "0.0.0.0", "10.0.0.1", "172.16.5.4", "192.168.1.1", "100.64.0.1",
    "169.254.169.254", "168.63.129.16", "100.100.100.200", "192.0.0.192", "224.0.0.1", "239.1.1.1",
    "224.0.1.1", "240.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.2.1", "192.88.99.1",
    "::1", "::", "fe80::1", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "ff0e::1",
    "2001:db8::1", "::ffff:8.8.8.8", "::ffff:127.0.0.1", "::127.0.0.1", "2002:7f00:1::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2", "64:ff9b::7f00:1", "64:ff9b::808:808",
    "64:ff9b:1::1",
)  # fmt: skip
PUBLIC = ("1.1.1.1", "8.8.8.8", "203.0.114.1", "2606:4700::1111", "2400:cb00::1")


@pytest.mark.parametrize("number", PRIVATE)
def test_a_number_that_is_no_public_site_is_refused(number: str) -> None:
    with pytest.raises(AddressRefused, match="ADVISER_PRIVATE_HOSTS"):
        Guard(resolve=lambda *_: (number,)).addresses("a.example", 80)


@pytest.mark.parametrize("number", PUBLIC)
def test_a_public_number_is_let_through(number: str) -> None:
    assert why_not_public(ipaddress.ip_address(number)) == ""
    assert Guard(resolve=lambda *_: (number,)).addresses("a.example", 80) == (number,)


def test_one_private_number_among_public_ones_refuses_the_host() -> None:
    with pytest.raises(AddressRefused, match=r"10\.0\.0\.1"):
        Guard(resolve=lambda *_: ("8.8.8.8", "10.0.0.1")).addresses("a.example", 80)


@pytest.mark.parametrize("host", ["localhost", "2130706433", "0x7f.1", "127.1", "::1"])
def test_every_way_to_write_this_machine_is_seen_through(host: str) -> None:
    with pytest.raises(AddressRefused):
        Guard().addresses(host, 80)


@pytest.mark.parametrize(
    ("named", "host", "port", "is_let_through"),
    [
        ("127.0.0.1", "127.0.0.1", 8000, True),
        ("127.0.0.1:8000", "127.0.0.1", 8000, True),
        ("127.0.0.1:8000", "127.0.0.1", 22, False),
        ("Intranet.example", "intranet.EXAMPLE.", 443, True),
        ("intranet.example", "other.intranet.example", 443, False),
        ("[::1]:8000", "::1", 8000, True),
    ],
)
def test_a_setting_lets_a_host_through_and_no_other(
    named: str, host: str, port: int, is_let_through: bool
) -> None:
    guard = Guard([named], resolve=lambda *_: ("127.0.0.1",))
    if is_let_through:
        assert guard.addresses(host, port) == ("127.0.0.1",)
    else:
        with pytest.raises(AddressRefused):
            guard.addresses(host, port)
