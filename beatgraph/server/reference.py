"""The REST reference: an OpenAPI 3.1 document made from the table, once."""

from functools import cache
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from beatgraph.rest import openapi
from beatgraph.rest.responses import Json
from beatgraph.rest.table import OPERATIONS


@cache
def document() -> dict[str, Any]:
    return openapi.document(OPERATIONS)


async def reference(_request: Request) -> Response:
    return Json(document())


def routes() -> list[Route]:
    return [Route("/api/openapi.json", reference)]
