"""A course as schema.org describes it (https://schema.org/Course) to the fields of a course."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias
from urllib.parse import urljoin

from corpus.importers.iso_durations import in_words
from corpus.importers.plain import as_text, as_texts, plain_line
from corpus.importers.schema_offers import price_text

Node: TypeAlias = Mapping[str, object]
_AUSTRALIA = frozenset({"au", "aus", "australia"})
_REPEATED = {"daily": "days", "weekly": "weeks", "monthly": "months", "p1d": "days",
             "p1w": "weeks", "p1m": "months"}  # fmt: skip
_NAMES = ("name", "headline", "title", "credentialCategory", "@value", "value")


class Reader:
    """Reads nodes of one document; `abroad` gathers the places that lie outside Australia."""

    def __init__(self, by_id: Mapping[str, Node], base: str) -> None:
        self._by_id = by_id
        self._base = base
        self.abroad: list[str] = []

    def fields(self, node: Node) -> dict[str, object]:
        """The node's fields under the names that a catalogue's columns have."""
        instances = [node, *self._nodes(node, "hasCourseInstance", "subjectOf")]
        provider = ("provider", "offeredBy", "sourceOrganization", "publisher", "creator")
        url = self._url(node)
        stated = as_text(node.get("@id"))
        return {
            "id": "" if url or ":" not in stated or stated.startswith("_:") else stated,
            "title": self._first([node], "name", "headline"),
            "provider": self._first([node], *provider) or self._first(instances[1:2], *provider),
            "code": self._first([node], "courseCode", "identifier"),
            "subjects": self._texts([node], "about", "category", "articulationBody"),
            "level": self._level(node),
            "delivery": self._texts(instances, "courseMode", "educationalProgramMode"),
            "states": [place for one in instances for place in self._places(one)],
            "duration": self._duration(instances),
            "price": self._price(instances),
            "entry": self._texts(
                [node], "coursePrerequisites", "programPrerequisites", "competencyRequired"
            ),
            "start_dates": [t[:10] for t in self._texts(instances, "startDate")],
            "language": self._texts(instances, "inLanguage"),
            "summary": self._first([node], "abstract", "disambiguatingDescription"),
            "description": as_text(node.get("description")),
            "url": url,
            "updated_on": self._first([node], "dateModified"),
        }

    def _level(self, node: Node) -> str:
        return self._first(
            [node], "educationalCredentialAwarded", "educationalLevel", "programType",
            "occupationalCredentialAwarded",
        )  # fmt: skip

    def _url(self, node: Node) -> str:
        for name in ("url", "mainEntityOfPage", "sameAs"):
            for value in self._values(node, name):
                text = as_text(value.get("@id") if isinstance(value, dict) else value).strip()
                whole = urljoin(self._base, text) if text else ""
                if whole.startswith(("http://", "https://")):
                    return whole
        return ""

    def _duration(self, instances: Sequence[Node]) -> str:
        names = ("timeRequired", "timeToComplete", "duration", "courseWorkload")
        found = [in_words(t) for name in names for t in self._texts(instances, name)[:1]]
        scheduled = (self._scheduled(one) for one in instances)
        return next(filter(None, (*scheduled, *found)), "")

    def _scheduled(self, instance: Node) -> str:
        """`repeatCount` 12 with `repeatFrequency` weekly is 12 weeks."""
        for schedule in self._nodes(instance, "courseSchedule"):
            unit = _REPEATED.get(as_text(schedule.get("repeatFrequency")).lower())
            count = as_text(schedule.get("repeatCount"))
            if unit and count:
                return f"{count} {unit}"
        return ""

    def _price(self, instances: Sequence[Node]) -> str:
        offers = [offer for one in instances for offer in self._nodes(one, "offers")]
        is_free = any(as_text(one.get("isAccessibleForFree")).lower() in {"yes", "true"}
                      for one in instances)  # fmt: skip
        return price_text(offers) or ("Free" if is_free else "")

    def _places(self, instance: Node) -> Iterator[str]:
        for place in (*self._values(instance, "location"), *self._values(instance, "areaServed")):
            if not isinstance(place, dict):
                yield plain_line(as_text(place))
                continue
            address = next(iter(self._values(place, "address")), place)
            if not isinstance(address, dict):
                yield plain_line(as_text(address))
                continue
            country = self._first([address], "addressCountry")
            names = ("addressRegion", "addressLocality", "name", "streetAddress")
            text = self._first([address], *names) or self._first([place], "name")
            if country and country.lower() not in _AUSTRALIA:
                self.abroad.append(f"{text}, {country}".removeprefix(", "))
            elif text:
                yield text

    def _first(self, nodes: Sequence[Node], *names: str) -> str:
        """The first text under some names of the nodes; "" without any."""
        return next(iter(self._texts(nodes, *names)), "")

    def _texts(self, nodes: Sequence[Node], *names: str) -> list[str]:
        """Every text under some names, an object's being its own name."""
        texts: dict[str, None] = {}
        for node in nodes:
            for name in names:
                for value in self._values(node, name):
                    if isinstance(value, dict):
                        value = next((v for n in _NAMES if (v := value.get(n))), "")
                    texts |= dict.fromkeys(as_texts(value))
        return list(texts)

    def _nodes(self, node: Node, *names: str) -> list[Node]:
        values = [value for name in names for value in self._values(node, name)]
        return [value for value in values if isinstance(value, dict)]

    def _values(self, node: Node, name: str) -> list[object]:
        """The values under a name, references followed."""
        value = node.get(name, node.get(f"schema:{name}", node.get(f"http://schema.org/{name}")))
        values = value if isinstance(value, list) else [] if value is None else [value]
        return [self._followed(one) for one in values]

    def _followed(self, value: object) -> object:
        if isinstance(value, dict) and len(value) == 1 and isinstance(value.get("@id"), str):
            return self._by_id.get(value["@id"], value)
        return value
