"""Search in the graph."""

from typing import Annotated

import strawberry
from strawberry import UNSET

from beatgraph import finding
from beatgraph.drafts.search import FOUND_AT_MOST, TEXT_AT_MOST, SearchDraft, SearchType
from beatgraph.services.search import Found
from resolvers.base.context import Info
from resolvers.base.enums import described
from resolvers.base.node import RowView
from resolvers.base.refs import AlbumRef, ArtistRef, PlaylistRef, TrackRef

described(
    SearchType,
    "What can be searched for.",
    {
        SearchType.ARTIST: "Artists.",
        SearchType.TRACK: "Tracks, by their own names and those of their artists.",
        SearchType.ALBUM: "Albums.",
        SearchType.PLAYLIST: "Playlists.",
    },
)
UP_TO = f"At most {FOUND_AT_MOST}."
Text = Annotated[
    str,
    strawberry.argument(
        description=f"What somebody typed, at most {TEXT_AT_MOST} characters. Each of its words begins a word of a "
        "name, whatever the case and the accents."
    ),
]
Types = Annotated[
    list[SearchType] | None, strawberry.argument(description="What may be found; all if absent. At most 4.")
]
First = Annotated[int, strawberry.argument(description=f"How many of each type at most, 1 to {FOUND_AT_MOST}.")]


@strawberry.type(description="What a text finds: exact names first, then the most played, followed or newest.")
class SearchResults(RowView):
    row = Found

    query: str = strawberry.field(description="What was searched for.")
    corrected_query: str | None = strawberry.field(
        description="What was searched for instead, when the query found nothing: the nearest words that names have."
    )
    artists: list[ArtistRef] = strawberry.field(description=f"Artists. {UP_TO}")
    tracks: list[TrackRef] = strawberry.field(description=f"Tracks. {UP_TO}")
    albums: list[AlbumRef] = strawberry.field(description=f"Albums. {UP_TO}")
    playlists: list[PlaylistRef] = strawberry.field(description=f"Playlists. {UP_TO}")


@strawberry.type
class SearchQuery:
    @strawberry.field(description="Artists, tracks, albums and playlists that the caller may see, by their names.")
    async def search(self, info: Info, query: Text, types: Types = UNSET, first: First = 10) -> SearchResults:
        wanted = {"query": query, "limit": first} | ({"types": types} if types else {})
        return await finding.find(info.context, SearchDraft.read(wanted))  # type: ignore[return-value]
