"""What is in a playlist, over REST."""

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from beatgraph.drafts.playlists import PlaylistOrder, PlaylistTracksDraft
from beatgraph.rest import gates
from beatgraph.rest.operations import Operation
from beatgraph.rest.playlists import TRACKS_DEFAULT, PlaylistAnswer, view
from beatgraph.rest.requests import caller, draft, page, row_id
from beatgraph.rest.responses import DoneAnswer, page_of, status_success
from beatgraph.rest.tracks import TRACK_ROWS
from beatgraph.rest.tracks import views as track_views
from beatgraph.services import playlist_tracks, playlists


class TracksAdded(PlaylistAnswer):
    added_count: int
    duplicate_count: int = Field(description="How many of those named had been there.")


class TracksRemoved(PlaylistAnswer):
    removed_count: int


async def list_tracks_of_playlist(request: Request) -> Response:
    async with caller(request).reading() as work:
        playlist = await playlists.get(work, row_id(request, "id", "Playlist"))
        found = await playlist_tracks.page_by_playlist(work, playlist, page(request, default=TRACKS_DEFAULT))
    return page_of("tracks", found, await track_views(caller(request), found.rows))


async def add_tracks_to_playlist(request: Request) -> Response:
    wanted = await draft(request, PlaylistTracksDraft)
    async with caller(request).writing() as work:
        done = await playlist_tracks.add(work, row_id(request, "playlist"), wanted.ids)
    shown = await view(caller(request), done.playlist)
    return status_success(playlist=shown, added_count=done.added, duplicate_count=done.duplicates)


async def remove_tracks_from_playlist(request: Request) -> Response:
    wanted = await draft(request, PlaylistTracksDraft)
    async with caller(request).writing() as work:
        done = await playlist_tracks.remove(work, row_id(request, "playlist"), wanted.ids)
    return status_success(playlist=await view(caller(request), done.playlist), removed_count=done.removed)


async def order_tracks_of_playlist(request: Request) -> Response:
    order = await draft(request, PlaylistOrder)
    async with caller(request).writing() as work:
        await playlist_tracks.reorder(work, row_id(request, "playlist"), order.ids)
    return status_success()


OPERATIONS = [
    Operation(
        "GET",
        "/api/v1/playlists/{id}/tracks",
        list_tracks_of_playlist,
        "A playlist's tracks in their order.",
        page_of=TRACK_ROWS,
        errors=(403, 404, 422),
    ),
    Operation(
        "POST",
        "/api/v1/playlists/{playlist}/tracks/add",
        add_tracks_to_playlist,
        "Put tracks on top of a playlist; those that are in it stay where they are.",
        token=True,
        body=PlaylistTracksDraft,
        response=TracksAdded,
        errors=(403, 404, 422, 429),
        gate=gates.thing(playlists.edited, "playlist"),
    ),
    Operation(
        "POST",
        "/api/v1/playlists/{playlist}/tracks/remove",
        remove_tracks_from_playlist,
        "Take tracks out of a playlist; those that are not in it are passed over.",
        token=True,
        body=PlaylistTracksDraft,
        response=TracksRemoved,
        errors=(403, 404, 422),
        gate=gates.thing(playlists.edited, "playlist"),
    ),
    Operation(
        "POST",
        "/api/v1/playlists/{playlist}/tracks/order",
        order_tracks_of_playlist,
        "Put tracks of a playlist first, in this order; the others follow as they were.",
        token=True,
        body=PlaylistOrder,
        response=DoneAnswer,
        errors=(403, 404, 422),
        gate=gates.thing(playlists.edited, "playlist"),
    ),
]
