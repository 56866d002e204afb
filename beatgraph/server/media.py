"""Stored files by signed address, uploaded pictures and covers by their public one."""

import re

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from beatgraph import studio
from beatgraph.errors import BeatgraphError, ForbiddenError, NotFoundError
from beatgraph.rest.files import FOREVER, PRIVATE, stored_file
from beatgraph.rest.requests import workshop
from beatgraph.rest.responses import Json
from beatgraph.rest.surfaces import CONTENT

PICTURE = re.compile(r"[0-9a-f]{32}\.(png|jpg|webp)")
MOMENT = re.compile(r"[0-9]{1,12}", re.ASCII)


async def media(request: Request) -> Response:
    """A file for whoever holds an address that was signed for it, this method, and a time not yet over."""
    key, shop = request.path_params["key"], workshop(request)
    until, signature = request.query_params.get("exp", ""), request.query_params.get("sig", "")
    signed = MOMENT.fullmatch(until) and shop.storage.verify(key, request.method, int(until), signature, shop.clock())
    try:
        if not signed:
            raise ForbiddenError("This address is not valid, or no longer.")
        return await stored_file(request, key, cache=PRIVATE)
    except BeatgraphError as error:
        return Json(CONTENT.failure(error), error.status)


async def sample(request: Request) -> Response:
    """A template of covers as it looks; drawn when it is first asked for."""
    try:
        key = await studio.sample(workshop(request), request.path_params["name"])
        return await stored_file(request, key, cache=FOREVER)
    except BeatgraphError as error:
        return Json(CONTENT.failure(error), error.status)


async def picture(request: Request) -> Response:
    """A picture that was uploaded; its name is as good as a secret, so covers of private tracks cannot be guessed."""
    name = request.path_params["name"]
    try:
        if not PICTURE.fullmatch(name):
            raise NotFoundError("Picture")
        return await stored_file(request, f"images/{name}", cache=FOREVER)
    except BeatgraphError as error:
        return Json(CONTENT.failure(error), error.status)


def routes() -> list[Route]:
    return [
        Route("/media/{key:path}", media, methods=["GET", "HEAD", "POST", "PUT", "DELETE"], include_in_schema=False),
        Route("/images/templates/{name}", sample, methods=["GET"], include_in_schema=False),
        Route("/images/{name}", picture, methods=["GET"], include_in_schema=False),
    ]
