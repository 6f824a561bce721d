"""The HTML pages behind the links in our mail: one heading, one sentence, at most one button."""

from dataclasses import dataclass
from html import escape

from starlette.responses import HTMLResponse

STYLESHEET = "/pages.css"
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        # A page with a button is not to be laid under another site's own.
        "frame-ancestors 'none'",
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page says. `button` sends a POST to the page's own address; empty: there is none."""

    language: str
    site_name: str
    title: str
    text: str
    button: str = ""


def page_response(page: Page, status: int = 200) -> HTMLResponse:
    """The page with the headers that keep it to itself."""
    headers = {"Content-Security-Policy": CONTENT_SECURITY_POLICY}
    return HTMLResponse(render(page), status, headers)


def render(page: Page) -> str:
    """The page as HTML; every word of it is escaped."""
    return f"""<!doctype html>
<html lang="{escape(page.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{escape(page.title)} · {escape(page.site_name)}</title>
<link rel="stylesheet" href="{STYLESHEET}">
</head>
<body>
<main>
<p class="site">{escape(page.site_name)}</p>
<h1>{escape(page.title)}</h1>
<p>{escape(page.text)}</p>
{_button(page.button)}</main>
</body>
</html>
"""


def _button(label: str) -> str:
    # Without an action, the form goes to the address of its page: the token is not repeated.
    return f'<form method="post"><button>{escape(label)}</button></form>\n' if label else ""
