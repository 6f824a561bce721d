"""How often one address or one conversation may ask, kept in bounded memory."""

import ipaddress
import math
from collections import OrderedDict
from collections.abc import Callable

SECONDS_PER_MINUTE = 60.0
# About 1 MB; beyond it the key that was idle longest is forgotten.
KEYS_MAX = 10_000


class RateLimiter:
    """Admits `per_minute` requests at once, and then one each time the next is due again.

    The generic cell rate algorithm: a key is remembered by one number, the time at which its
    allowance is whole again. `now` gives seconds that never go back.
    """

    def __init__(self, per_minute: int, now: Callable[[], float], keys_max: int = KEYS_MAX) -> None:
        self._interval_seconds = SECONDS_PER_MINUTE / per_minute
        self._now = now
        self._keys_max = keys_max
        self._whole_at: OrderedDict[str, float] = OrderedDict()

    def wait_seconds(self, key: str) -> int:
        """0 when the request is admitted, else the whole seconds after which one will be."""
        now = self._now()
        whole_at = max(self._whole_at.get(key, now), now) + self._interval_seconds
        over = whole_at - now - SECONDS_PER_MINUTE
        # The hundredth is for the rounding of a sum of intervals, which may exceed the minute.
        if over > self._interval_seconds / 100:
            return math.ceil(over)
        self._whole_at[key] = whole_at
        self._whole_at.move_to_end(key)
        if len(self._whole_at) > self._keys_max:
            self._whole_at.popitem(last=False)
        return 0


def address_key(host: str) -> str:
    """What counts as one client: an IPv4 address, or the /64 that one IPv6 customer is given."""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, 64), strict=False))
