"""The application: one workshop, three doors."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from beatgraph.errors import BeatgraphError, MethodNotAllowedError, NoRouteError
from beatgraph.rest import dispatch
from beatgraph.rest.buckets import Buckets
from beatgraph.rest.responses import Json
from beatgraph.rest.surfaces import surface_of
from beatgraph.rest.table import OPERATIONS
from beatgraph.server import explorer, graphql, health, media, reference, subscriptions
from beatgraph.server.limits import RateLimits
from beatgraph.workshop import Workshop

SHIM = dispatch.routes(OPERATIONS)


def create_app(workshop: Workshop) -> Starlette:
    """The whole server over a workshop, which it opens when it starts and closes when it ends."""

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with workshop.running():
            yield

    app = Starlette(
        routes=[
            Route("/", _home),
            *health.routes(),
            *graphql.routes(),
            *subscriptions.routes(),
            *media.routes(),
            *reference.routes(),
            *explorer.routes(),
            *SHIM,
        ],
        middleware=_middleware(workshop),
        exception_handlers={HTTPException: _refused},
        lifespan=lifespan,
    )
    # A path with a slash too many is none of ours, and is told so by its surface.
    app.router.redirect_slashes = False
    app.state.workshop = workshop
    return app


def _middleware(workshop: Workshop) -> list[Middleware]:
    """Whoever comes through a trusted proxy is known by their own address; then they are counted."""
    proxies = [part.strip() for part in workshop.settings.trusted_proxies.split(",") if part.strip()]
    limits = Middleware(RateLimits, workshop=workshop, buckets=Buckets(OPERATIONS))
    return [Middleware(ProxyHeadersMiddleware, trusted_hosts=proxies), limits] if proxies else [limits]


async def _home(_request: Request) -> Response:
    return RedirectResponse("/explorer/")


async def _refused(request: Request, error: Exception) -> Response:
    """No such path or method, in the words of the surface that the path belongs to."""
    assert isinstance(error, HTTPException)  # noqa: S101
    refusals: dict[int, BeatgraphError] = {404: NoRouteError(), 405: MethodNotAllowedError()}
    refusal = refusals.get(error.status_code, BeatgraphError(error.detail))
    return Json(surface_of(request.url.path).failure(refusal), error.status_code, headers=dict(error.headers or {}))
