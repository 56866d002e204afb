"""Genres in the graph."""

import strawberry
from strawberry import UNSET

from beatgraph import models
from beatgraph.services import genres
from loaders.genres import GenreById
from resolvers.base.connections import After, Before, Connection, First, Last, window
from resolvers.base.context import Info
from resolvers.base.edges import listed
from resolvers.base.node import By, Id, Node, meant
from resolvers.base.refs import GenreRef


@strawberry.type(description="Kind of music.")
class Genre(Node):
    row = models.Genre

    name: str = strawberry.field(description="Lower case words joined by dashes.")
    display_name: str = strawberry.field(description="Name as people write it.")


@strawberry.type
class GenreQuery:
    @strawberry.field(description="One genre.")
    async def genre(self, info: Info, id: Id = UNSET, by: By = UNSET) -> GenreRef | None:
        return await info.context.loaders[GenreById].load(meant("Genre", id, by))

    @strawberry.field(description="All genres, by name.")
    async def genres(
        self, info: Info, first: First = UNSET, after: After = UNSET, last: Last = UNSET, before: Before = UNSET
    ) -> Connection[GenreRef]:
        return await listed(info, window(first, after, last, before), genres.window, genres.count)
