"""Newsletter sign-up by address, and the links in our mail.

A GET shows a page and changes nothing, since mail scanners follow every link; a POST acts.
"""

import asyncio
import re
from collections.abc import Callable
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Request
from starlette.responses import JSONResponse, Response

from bot.channels.web.access import limit_address
from bot.channels.web.errors import ApiError, documented
from bot.channels.web.json_body import StrictJsonRoute
from bot.channels.web.limits import API
from bot.channels.web.models import ConsentOut, SignUpIn, SignUpOut, TokenOutcome
from bot.channels.web.pages import Page, page_response
from bot.channels.web.services import Web, WebOf
from bot.errors import InvalidAddress, OutdatedConsent

router = APIRouter(prefix=f"{API}/newsletter", tags=["newsletter"], route_class=StrictJsonRoute)

Token = Annotated[str, Path(description="as it stands in the link")]
# Whatever else comes is no token of ours, and goes no further.
_TOKEN = re.compile(r"[A-Za-z0-9._~=-]{1,1000}")
_PAGE = {
    "description": "A page for people",
    "content": {"text/html": {"schema": {"type": "string"}}},
}
_OUTCOME = {"description": "Done; a page unless only JSON is accepted", "model": TokenOutcome}


@router.get("", responses=documented(), dependencies=[Depends(limit_address)])
async def consent(web: WebOf) -> ConsentOut:
    """The consent to show before anybody signs up."""
    wording = web.services.site.wording
    return ConsentOut(consent_version=wording.consent_version, consent_text=wording.consent_text)


@router.post(
    "",
    status_code=202,
    responses=documented(400, 415),
    dependencies=[Depends(limit_address)],
)
async def sign_up(form: SignUpIn, web: WebOf) -> SignUpOut:
    """Ask for the newsletter; a mail with a link to confirm goes to the address."""
    newsletter = web.services.newsletter
    try:
        await asyncio.to_thread(
            newsletter.request, form.email, consent_version=form.consent_version, source="web"
        )
    except (InvalidAddress, OutdatedConsent) as error:
        raise ApiError(422, str(error)) from None
    web.running.start("newsletter_mail", newsletter.send_due_mail())
    return SignUpOut(message=web.services.pages.signed_up)


@router.get("/confirm/{token}", responses={**documented(), 200: _PAGE}, response_class=Response)
async def ask_to_confirm(token: Token, web: WebOf) -> Response:
    """The page with the button that confirms; changes nothing."""
    words = web.services.pages
    return _page(web, words.confirm_title, words.confirm_text, words.confirm_button)


@router.get("/unsubscribe/{token}", responses={**documented(), 200: _PAGE}, response_class=Response)
async def ask_to_unsubscribe(token: Token, web: WebOf) -> Response:
    """The page with the button that unsubscribes; changes nothing."""
    words = web.services.pages
    return _page(web, words.unsubscribe_title, words.unsubscribe_text, words.unsubscribe_button)


@router.post("/confirm/{token}", responses={**documented(404), 200: _OUTCOME})
async def confirm(token: Token, request: Request, web: WebOf) -> Response:
    """Confirm the sign-up that the link belongs to."""
    is_done = await _use(token, web.services.newsletter.confirm)
    if not is_done:
        return _invalid(request, web)
    words = web.services.pages
    return _done(request, web, "confirmed", words.confirmed_title, words.confirmed_text)


@router.post("/unsubscribe/{token}", responses={**documented(404), 200: _OUTCOME})
async def unsubscribe(token: Token, request: Request, web: WebOf) -> Response:
    """Unsubscribe; a mail program's one-click request (RFC 8058) is the same request."""
    is_done = await _use(token, web.services.newsletter.unsubscribe)
    if not is_done:
        return _invalid(request, web)
    words = web.services.pages
    return _done(request, web, "unsubscribed", words.unsubscribed_title, words.unsubscribed_text)


async def _use(token: str, act: Callable[[str], str]) -> bool:
    """Whether the token was one of ours, and did what it is for."""
    return bool(_TOKEN.fullmatch(token)) and await asyncio.to_thread(act, token) != "invalid"


def _done(
    request: Request,
    web: Web,
    outcome: Literal["confirmed", "unsubscribed"],
    title: str,
    text: str,
) -> Response:
    if _wants_json(request):
        return JSONResponse(TokenOutcome(outcome=outcome).model_dump())
    return _page(web, title, text)


def _invalid(request: Request, web: Web) -> Response:
    words = web.services.pages
    if _wants_json(request):
        raise ApiError(404, words.invalid_text, code="invalid_link")
    return _page(web, words.invalid_title, words.invalid_text, status=404)


def _page(web: Web, title: str, text: str, button: str = "", status: int = 200) -> Response:
    words = web.services.pages
    return page_response(
        Page(
            language=words.language,
            site_name=words.site_name,
            title=title,
            text=text,
            button=button,
        ),
        status,
    )


def _wants_json(request: Request) -> bool:
    accepted = request.headers.get("accept", "").lower()
    return "application/json" in accepted and "text/html" not in accepted
