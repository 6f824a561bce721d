"""What a schema.org offer asks, in the words of a price list."""

from collections.abc import Iterator, Mapping, Sequence

from corpus.importers.plain import as_text

_NAMES = ("price", "lowPrice", "highPrice")


def price_text(offers: Sequence[Mapping[str, object]]) -> str:
    """All prices of a course: "$395", "$395 to $440", "GBP 395", "Free"; "" for none.

    A number whose currency is not stated stays without one, so that nothing takes it for dollars.
    """
    found = dict.fromkeys(price for offer in offers for price in _prices(offer))
    amounts = sorted(amount for currency, amount in found if currency == "AUD")
    if len(amounts) == len(found) > 1:
        return f"{_spoken('AUD', amounts[0])} to {_spoken('AUD', amounts[-1])}"
    return "; ".join(dict.fromkeys(_spoken(*price) for price in found))


def _prices(offer: Mapping[str, object]) -> Iterator[tuple[str, float]]:
    currency = as_text(offer.get("priceCurrency")).strip().upper()
    for name in _NAMES:
        amount = _number(as_text(offer.get(name)))
        if amount is not None:
            yield currency, amount
    inner = offer.get("priceSpecification")
    for part in inner if isinstance(inner, list) else [inner]:
        if isinstance(part, dict):
            yield from _prices({"priceCurrency": currency, **part})
    if as_text(offer.get("category")).strip().lower() == "free" and not offer.get("price"):
        yield currency, 0.0


def _number(text: str) -> float | None:
    bare = text.strip().removeprefix("$").replace(",", "")
    if bare.lower() == "free":
        return 0.0
    try:
        amount = float(bare)
    except ValueError:
        return None
    return amount if 0 <= amount < 10**9 else None


def _spoken(currency: str, amount: float) -> str:
    if not amount:
        return "Free"
    digits = f"{amount:,.0f}" if amount == int(amount) else f"{amount:,.2f}"
    if currency == "AUD":
        return f"${digits}"
    return f"{currency} {digits}" if currency else f"{digits}, currency not stated"
