"""HTML pages of our own, such as those behind the links in mail: a heading and what is below it."""

from dataclasses import dataclass
from html import escape

from starlette.responses import HTMLResponse

PALETTE, STYLESHEET = "/palette.css", "/pages.css"
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
    body = f"<p>{escape(page.text)}</p>\n{_button(page.button)}"
    return document(page.language, page.site_name, page.title, body, STYLESHEET)


def document(language: str, site_name: str, title: str, body: str, stylesheet: str) -> str:
    """A whole page of this service's own. `body` is HTML; every other word is escaped."""
    return f"""<!doctype html>
<html lang="{escape(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{escape(title)} · {escape(site_name)}</title>
<link rel="stylesheet" href="{PALETTE}">
<link rel="stylesheet" href="{stylesheet}">
</head>
<body>
<main>
<p class="site">{escape(site_name)}</p>
<h1>{escape(title)}</h1>
{body}</main>
</body>
</html>
"""


def _button(label: str) -> str:
    # Without an action, the form goes to the address of its page: the token is not repeated.
    return f'<form method="post"><button>{escape(label)}</button></form>\n' if label else ""
