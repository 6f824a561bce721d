"""Staff's page of insights, behind a token that is typed once and stays in no address.

The token is sent in a form's body, or as bearer by scripts. What the browser keeps is a signed
time at which it ends: a cookie that only this service can make, and that ends with the token.
"""

import asyncio
import hashlib
import hmac
from datetime import timedelta
from typing import Annotated
from urllib.parse import parse_qs, urlsplit

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.channels.web.access import (
    Credentials,
    digest,
    is_same_secret,
    limit_address,
    limit_sign_ins,
)
from bot.channels.web.errors import MESSAGES, ApiError, documented
from bot.channels.web.pages import CONTENT_SECURITY_POLICY
from bot.channels.web.services import InsightsReports, Web, WebOf
from bot.channels.web.staff_page import insights_page, sign_in_page
from bot.insights.since import WEEK, first_day

PATH = "/staff/insights"
COOKIE = "adviser_staff"
SESSION_HOURS = 8
# With the usual "no-referrer" browsers hide where a form comes from, which is looked at here.
_HEADERS = {"Content-Security-Policy": CONTENT_SECURITY_POLICY, "Referrer-Policy": "same-origin"}
_PAGE = {
    "description": "A page for staff",
    "content": {"text/html": {"schema": {"type": "string"}}},
}
_AGAIN = {**documented(401)[401], "description": "The form", "content": _PAGE["content"]}
_FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "application/x-www-form-urlencoded": {
                "schema": {"type": "object", "properties": {"token": {"type": "string"}}}
            }
        },
    }
}
Since = Annotated[str, Query(max_length=40, description="a date, or days such as 7d")]


def reports(web: WebOf) -> InsightsReports:
    """The reports. Raises ApiError with status 404, as for any address, where no token is set."""
    found = web.services.insights
    if found is None or not web.services.settings.insights_token:
        raise ApiError(404, MESSAGES[404])
    return found


Reports = Annotated[InsightsReports, Depends(reports)]
router = APIRouter(
    prefix="/staff", tags=["staff"], dependencies=[Depends(reports), Depends(limit_address)]
)


@router.get(
    "/insights", response_class=Response, responses={**documented(404), 200: _PAGE, 401: _AGAIN}
)
async def insights(
    request: Request, web: WebOf, desk: Reports, credentials: Credentials, since: Since = WEEK
) -> Response:
    """What visitors asked; without a sign-in, the form for it."""
    if credentials is not None:
        limit_sign_ins(request, web)
        if not _is_token(web, credentials.credentials):
            return _sign_in(web, "That is not the token.")
    elif not _is_open(web, request.cookies.get(COOKIE, "")):
        return _sign_in(web)
    try:
        first = first_day(since, desk.today)
    except ValueError as error:
        raise ApiError(422, str(error)) from None
    report = await asyncio.to_thread(desk.report, first)
    return _html(insights_page(web.services.pages.site_name, report))


@router.post(
    "/insights",
    response_class=Response,
    status_code=303,
    responses={**documented(403, 404), 401: _AGAIN, 303: {"description": "To the page"}},
    openapi_extra=_FORM,
)
async def sign_in(request: Request, web: WebOf) -> Response:
    """Take the token from the form; the page follows."""
    _refuse_other_sites(request)
    limit_sign_ins(request, web)
    given = parse_qs((await request.body()).decode("utf-8", "replace")).get("token", [""])[0]
    if not _is_token(web, given):
        return _sign_in(web, "That is not the token.")
    response = RedirectResponse(PATH, 303, _HEADERS)
    response.set_cookie(
        COOKIE,
        _session(web),
        max_age=SESSION_HOURS * 3600,
        path="/staff",
        secure=web.services.settings.effective_public_url.startswith("https:"),
        httponly=True,
        samesite="strict",
    )
    return response


@router.post(
    "/sign-out",
    response_class=Response,
    status_code=303,
    responses={**documented(403, 404), 303: {"description": "To the form"}},
)
async def sign_out(request: Request) -> Response:
    """Let the cookie go."""
    _refuse_other_sites(request)
    response = RedirectResponse(PATH, 303, _HEADERS)
    response.delete_cookie(COOKIE, path="/staff", httponly=True, samesite="strict")
    return response


def _html(page: str, status: int = 200) -> HTMLResponse:
    return HTMLResponse(page, status, _HEADERS)


def _sign_in(web: Web, fault: str = "") -> Response:
    return _html(sign_in_page(web.services.pages.site_name, fault), 401)


def _is_token(web: Web, given: str) -> bool:
    return is_same_secret(given, web.services.settings.insights_token)


def _session(web: Web) -> str:
    ends_at = web.services.clock() + timedelta(hours=SESSION_HOURS)
    seconds = str(int(ends_at.timestamp()))
    return f"{seconds}.{_signature(web, seconds)}"


def _is_open(web: Web, cookie: str) -> bool:
    seconds, _, signature = cookie.partition(".")
    if not (seconds.isascii() and seconds.isdigit() and len(seconds) <= 12):
        return False
    is_ours = hmac.compare_digest(signature.encode(), _signature(web, seconds).encode())
    return is_ours and int(seconds) > web.services.clock().timestamp()


def _signature(web: Web, seconds: str) -> str:
    key = digest(f"session of {web.services.settings.insights_token}")
    return hmac.new(key, seconds.encode(), hashlib.sha256).hexdigest()


def _refuse_other_sites(request: Request) -> None:
    """Raises ApiError with status 403 for a form on another site's page."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin")
    host = request.headers.get("host", "").lower()
    is_own = origin is None or urlsplit(origin).netloc.lower() == host
    if site not in {"same-origin", "none"} or not is_own:
        raise ApiError(403, "expected the form of this service's own page; open it and try there")
