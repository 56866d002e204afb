"""Tags over REST."""

from starlette.requests import Request
from starlette.responses import Response

from beatgraph.rest.genres import PAGE_DEFAULT
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, page
from beatgraph.rest.responses import page_of
from beatgraph.rest.tracks import TagView
from beatgraph.services import tags


async def list_tags(request: Request) -> Response:
    async with caller(request).reading() as work:
        found = await tags.page(work, page(request, default=PAGE_DEFAULT))
    return page_of("tags", found, map(TagView.model_validate, found.rows))


OPERATIONS = [
    Operation("GET", "/api/v1/tags", list_tags, "List tags by name.", page_of=TagView),
]
