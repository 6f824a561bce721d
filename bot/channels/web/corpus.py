"""A content system says that something has changed: registered sources are looked at again."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from bot.channels.web.access import Credentials, is_same_secret, limit_address
from bot.channels.web.errors import ApiError, documented
from bot.channels.web.limits import API
from bot.channels.web.models import Accepted
from bot.channels.web.services import WebOf

router = APIRouter(prefix=f"{API}/corpus", tags=["corpus"], dependencies=[Depends(limit_address)])

SourceParameter = Annotated[
    str | None, Query(max_length=2000, description="one registered source; all of them if absent")
]


@router.post("/changed", status_code=202, responses=documented(401, 404))
async def changed(web: WebOf, credentials: Credentials, source: SourceParameter = None) -> Accepted:
    """Say that sources have changed; they are synced soon. The body, if any, is not read."""
    desk, settings = web.services.corpus, web.services.settings
    if desk is None or not settings.corpus_token:
        raise ApiError(404, "this is off here; ADVISER_CORPUS_TOKEN and ADVISER_SOURCES turn it on")
    given = credentials.credentials if credentials else ""
    if not is_same_secret(given, settings.corpus_token):
        raise ApiError(
            401,
            "expected the token that ADVISER_CORPUS_TOKEN holds, as bearer",
            headers={"WWW-Authenticate": "Bearer"},
        )
    # Which sources there are is told to nobody: a stranger has to know their names.
    if source is not None and source not in settings.sources:
        raise ApiError(404, "expected a source that is registered in ADVISER_SOURCES; leave it out")
    sources = settings.sources if source is None else (source,)
    desk.look_at(sources)
    return Accepted(sources=sources)
