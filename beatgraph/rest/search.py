"""Search over REST."""

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from beatgraph import finding
from beatgraph.drafts.search import SearchDraft, SearchType
from beatgraph.rest import albums, artists, playlists, tracks
from beatgraph.rest.operations import Operation
from beatgraph.rest.playlists import PublicPlaylist
from beatgraph.rest.requests import caller, query
from beatgraph.rest.responses import View, status_success
from beatgraph.rest.tracks import AlbumBrief, ArtistBrief, PublicTrack


class ResultsView(View):
    artists: list[ArtistBrief] = Field(default_factory=list)
    tracks: list[PublicTrack] = Field(default_factory=list)
    albums: list[AlbumBrief] = Field(default_factory=list)
    playlists: list[PublicPlaylist] = Field(default_factory=list)


class SearchAnswer(View):
    query: str
    corrected_query: str | None = Field(description="What was searched for instead, when the query found nothing.")
    results: ResultsView


async def search(request: Request) -> Response:
    asking, wanted = caller(request), query(request, SearchDraft)
    found = await finding.find(asking, wanted)
    views = {
        SearchType.ARTIST: ("artists", artists.views, found.artists),
        SearchType.TRACK: ("tracks", tracks.views, found.tracks),
        SearchType.ALBUM: ("albums", albums.views, found.albums),
        SearchType.PLAYLIST: ("playlists", playlists.views, found.playlists),
    }
    results = {}
    for kind in wanted.types:
        name, show, rows = views[kind]
        results[name] = await show(asking, rows)  # type: ignore[operator]
    return status_success(query=found.query, corrected_query=found.corrected_query, results=results)


OPERATIONS = [
    Operation(
        "GET",
        "/api/v1/search",
        search,
        "Artists, tracks, albums and playlists whose names have words that begin as typed; one typo is forgiven.",
        query=SearchDraft,
        response=SearchAnswer,
        errors=(422,),
    ),
]
