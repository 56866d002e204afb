"""Is it alive, and is it ready: its database answers and its tables are current."""

from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from beatgraph import migrations
from beatgraph.rest.requests import workshop
from beatgraph.rest.responses import Json


async def livez(_request: Request) -> Response:
    return Json({"status": "ok"})


async def readyz(request: Request) -> Response:
    try:
        async with workshop(request).database.reading() as session:
            found = (await session.execute(text("select version_num from alembic_version"))).scalar()
    except Exception:
        return Json({"status": "unavailable", "database": "unreachable"}, 503)
    if found != migrations.head():
        return Json({"status": "unavailable", "database": "not migrated"}, 503)
    return Json({"status": "ok"})


def routes() -> list[Route]:
    return [Route("/livez", livez), Route("/readyz", readyz)]
