"""Look-ups on Spotify in the graph."""

from collections.abc import Sequence
from typing import Annotated

import strawberry
from strawberry import UNSET

from beatgraph import lookups, providers
from beatgraph.drafts.portfolios import FOUND_AT_MOST, TRACKS_AT_MOST, SpotifyAlbum, SpotifySearch
from beatgraph.models import ReleaseType
from resolvers.base.context import Info
from resolvers.base.guards import refused

Text = Annotated[str, strawberry.argument(description="What to look for, 2 to 255 characters.")]
Types = Annotated[
    list[ReleaseType] | None, strawberry.argument(description="What may be found; both if absent. At most 2.")
]
First = Annotated[
    int, strawberry.argument(description=f"How many of each type at most, 1 to {FOUND_AT_MOST}; 10 if absent.")
]
SpotifyId = Annotated[str, strawberry.argument(description="Spotify's id of the album.")]


@strawberry.type(description="Release on Spotify, in the words in which it can be added as a credit.")
class SpotifyRelease:
    spotify_id: str = strawberry.field(description="Spotify's id of it.")
    type: ReleaseType = strawberry.field(description="What was released.")
    title: str = strawberry.field(description="Title of the song or album.")
    artist_name: str | None = strawberry.field(description="Whose release it is.")
    album_name: str | None = strawberry.field(description="Album that the song is on.")
    image: str | None = strawberry.field(description="Address of the cover.")
    release_year: int | None = strawberry.field(description="Year of its release.")
    spotify_url: str | None = strawberry.field(description="Address to hear it at.")
    popularity: int | None = strawberry.field(description="How popular it is, 0 to 100, where Spotify still tells it.")


@strawberry.type(description="Song of an album on Spotify.")
class SpotifySong:
    spotify_id: str = strawberry.field(description="Spotify's id of it.")
    title: str = strawberry.field(description="Title of the song.")
    artist_name: str | None = strawberry.field(description="Whose song it is.")
    disc: int | None = strawberry.field(description="Disc that it is on, from 1.")
    number: int | None = strawberry.field(description="Place on its disc, from 1.")
    duration: int | None = strawberry.field(description="Length in milliseconds.")
    spotify_url: str | None = strawberry.field(description="Address to hear it at.")


@strawberry.type(description="Album on Spotify.")
class SpotifyAlbumDetails:
    release: SpotifyRelease = strawberry.field(description="Album itself.")
    songs: list[SpotifySong] = strawberry.field(description=f"Its songs, in their order. At most {TRACKS_AT_MOST}.")


def release(found: providers.Release) -> SpotifyRelease:
    return SpotifyRelease(
        spotify_id=found.spotify_id,
        type=ReleaseType(found.type),
        title=found.title,
        artist_name=found.artist_name,
        album_name=found.album_name,
        image=found.image,
        release_year=found.release_year,
        spotify_url=found.spotify_url,
        popularity=found.popularity,
    )


def songs(found: Sequence[providers.Song]) -> list[SpotifySong]:
    return [
        SpotifySong(
            spotify_id=each.spotify_id,
            title=each.title,
            artist_name=each.artist_name,
            disc=each.disc,
            number=each.number,
            duration=each.duration,
            spotify_url=each.spotify_url,
        )
        for each in found
    ]


@strawberry.type
class SpotifyQuery:
    @strawberry.field(
        description="Songs and albums on Spotify, songs first; refused where no provider is configured. "
        f"At most {2 * FOUND_AT_MOST}. Needs a token."
    )
    async def search_spotify(
        self, info: Info, query: Text, types: Types = UNSET, first: First = 10
    ) -> list[SpotifyRelease] | None:
        if refused(info):
            return None
        words = {ReleaseType.SONG: "track", ReleaseType.ALBUM: "album"}
        wanted = {"query": query, "limit": first} | ({"type": [words[each] for each in types]} if types else {})
        found = await lookups.search(info.context, SpotifySearch.read(wanted))
        return [release(each) for each in found]

    @strawberry.field(
        description="Album on Spotify with its songs; refused where no provider is configured. Needs a token."
    )
    async def spotify_album(self, info: Info, spotify_id: SpotifyId) -> SpotifyAlbumDetails | None:
        if refused(info):
            return None
        found = await lookups.album(info.context, SpotifyAlbum.read({"id": spotify_id}))
        return SpotifyAlbumDetails(release=release(found.release), songs=songs(found.songs))
