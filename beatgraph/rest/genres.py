"""Genres over REST."""

from starlette.requests import Request
from starlette.responses import Response

from beatgraph.models import Genre
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, page
from beatgraph.rest.responses import View, page_of
from beatgraph.services import genres

PAGE_DEFAULT = 15


class GenreView(View):
    id: int
    name: str
    display_name: str
    model_type: str = "genre"


def view(row: Genre) -> GenreView:
    return GenreView.model_validate(row)


async def list_genres(request: Request) -> Response:
    async with caller(request).reading() as work:
        found = await genres.page(work, page(request, default=PAGE_DEFAULT))
    return page_of("genres", found, map(view, found.rows))


OPERATIONS = [
    Operation("GET", "/api/v1/genres", list_genres, "List genres by name.", page_of=GenreView),
]
