"""What operators and their tools ask."""

from fastapi import APIRouter
from starlette.responses import Response

from bot.channels.web.errors import ApiError, documented
from bot.channels.web.metrics import CONTENT_TYPE
from bot.channels.web.models import Alive, Ready
from bot.channels.web.services import WebOf

router = APIRouter(tags=["operations"])


@router.get("/healthz", responses=documented())
async def healthz() -> Alive:
    """Whether the process answers."""
    return Alive()


@router.get("/readyz", responses=documented())
def readyz(web: WebOf) -> Ready:
    """Whether visitors can be answered; 503 says what keeps them from it."""
    readiness = web.services.readiness()
    if not readiness.ready:
        fault = readiness.fault or "something that the adviser needs is missing"
        raise ApiError(503, f"not ready: {fault}", code="not_ready")
    return Ready(corpus_version=readiness.corpus_version, fault=readiness.fault)


@router.get(
    "/metrics",
    response_class=Response,
    responses={
        **documented(),
        200: {
            "description": "Figures in Prometheus's text format",
            "content": {"text/plain": {"schema": {"type": "string"}}},
        },
    },
)
async def metrics(web: WebOf) -> Response:
    """Figures for Prometheus."""
    return Response(web.services.metrics.exposition(), headers={"Content-Type": CONTENT_TYPE})
