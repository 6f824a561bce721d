"""Why something could not be fetched: for good, or this time."""

from corpus.errors import SourceError


class AddressRefused(SourceError):
    """An address that is not fetched, or whose answer is not taken, at any other time either."""


class ForbiddenByRobots(AddressRefused):
    """An address that its site asks not to read."""


class FetchFailed(SourceError):
    """A site that did not answer as it should this time."""
