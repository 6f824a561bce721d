"""What browsers fetch: the widget's bundle, the demo page, style sheets."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from bot.channels.web.errors import documented
from bot.channels.web.static_files import load, respond

router = APIRouter(tags=["site"])

WIDGET_PACKAGE, PAGES_PACKAGE = "bot", "bot.channels.web"
# The address never changes, so a new bundle has to reach pages soon; the old one may serve
# while it is fetched.
WIDGET_CACHE = "public, max-age=300, stale-while-revalidate=86400"
PAGE_CACHE = "no-cache"
DEMO_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
    )
)


def _documented(media_type: str, description: str) -> dict[int | str, dict[str, object]]:
    content = {media_type: {"schema": {"type": "string"}}}
    found: dict[str, object] = {"description": description, "content": content}
    return {**documented(), 200: found, 304: {"description": "Not changed"}}


@router.get(
    "/widget.js",
    response_class=Response,
    responses=_documented("text/javascript", "The widget, for any page"),
)
def widget(request: Request) -> Response:
    """The widget's bundle."""
    headers = {
        "Cache-Control": WIDGET_CACHE,
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    file = load(WIDGET_PACKAGE, "widget.js")
    return respond(file, request.headers, "text/javascript; charset=utf-8", headers)


@router.get(
    "/demo", response_class=Response, responses=_documented("text/html", "A page with the widget")
)
def demo(request: Request) -> Response:
    """A page with the widget on it."""
    headers = {"Cache-Control": PAGE_CACHE, "Content-Security-Policy": DEMO_POLICY}
    return respond(load(WIDGET_PACKAGE, "demo.html"), request.headers, "text/html", headers)


@router.get("/demo.css", response_class=Response, responses=_documented("text/css", "Its styles"))
def demo_styles(request: Request) -> Response:
    """The demo page's style sheet."""
    headers = {"Cache-Control": PAGE_CACHE}
    return respond(load(WIDGET_PACKAGE, "demo.css"), request.headers, "text/css", headers)


@router.get("/palette.css", response_class=Response, responses=_documented("text/css", "Colours"))
def palette(request: Request) -> Response:
    """The colours of our own pages."""
    return _page_styles("palette.css", request)


@router.get("/pages.css", response_class=Response, responses=_documented("text/css", "Styles"))
def page_styles(request: Request) -> Response:
    """The style sheet of the pages behind the links in mail."""
    return _page_styles("pages.css", request)


@router.get("/staff.css", response_class=Response, responses=_documented("text/css", "Styles"))
def staff_styles(request: Request) -> Response:
    """The style sheet of staff's page."""
    return _page_styles("staff.css", request)


def _page_styles(name: str, request: Request) -> Response:
    headers = {"Cache-Control": PAGE_CACHE}
    return respond(load(PAGES_PACKAGE, name), request.headers, "text/css", headers)


@router.get(
    "/",
    status_code=307,
    response_class=RedirectResponse,
    responses={**documented(), 307: {"description": "To the demo page"}},
)
async def root() -> RedirectResponse:
    """The way to the demo page."""
    return RedirectResponse("/demo", 307)


@router.get("/favicon.ico", status_code=204, include_in_schema=False)
async def no_icon() -> Response:
    """Browsers ask for one by themselves; there is none, and that is no error."""
    return Response(status_code=204, headers={"Cache-Control": "public, max-age=86400"})
