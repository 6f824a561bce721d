"""What is a web address in a cell."""

from pydantic import TypeAdapter, ValidationError

from corpus.models import WebAddress

_ADDRESS: TypeAdapter[str] = TypeAdapter(WebAddress)


def web_address(text: str) -> str | None:
    """The text, if it is an http address that an item can carry."""
    try:
        return _ADDRESS.validate_python(text)
    except ValidationError:
        return None
