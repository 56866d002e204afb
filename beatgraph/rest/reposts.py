"""Reposts over REST."""

from collections.abc import Sequence
from typing import Literal

from starlette.requests import Request
from starlette.responses import Response

from beatgraph.drafts.reposts import RepostDraft
from beatgraph.models import Repost
from beatgraph.rest import albums, tracks
from beatgraph.rest.albums import AlbumView
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, draft, page
from beatgraph.rest.responses import Micros, View, page_of, status_success
from beatgraph.rest.tracks import AlbumBrief, OwnTrack, PublicTrack, TrackView
from beatgraph.rest.users import named_user
from beatgraph.services import reposts
from beatgraph.services.signals import ItemKind
from loaders.albums import AlbumById
from loaders.caller import Caller
from loaders.tracks import TrackById

PAGE_DEFAULT = 20


class RepostView(View):
    id: int
    user_id: int
    repostable_id: int
    repostable_type: Literal["track", "album"]
    repostable: OwnTrack | TrackView | PublicTrack | AlbumView | AlbumBrief | None
    created_at: Micros


class ToggleAnswer(View):
    """Whether it is reposted now, in the words of both generations of clients."""

    status: str = "success"
    reposted: bool
    action: Literal["added", "removed"]
    repost: RepostView | None


async def views(asking: Caller, rows: Sequence[Repost]) -> list[RepostView]:
    """Reposts with what is reposted, which is read once for all of them."""
    loaders = asking.loaders
    found_tracks = await loaders[TrackById].load_many([row.track_id for row in rows if row.track_id is not None])
    found_albums = await loaders[AlbumById].load_many([row.album_id for row in rows if row.album_id is not None])
    shown: dict[tuple[str, int], View] = {}
    for track in await tracks.views(asking, [each for each in found_tracks if each is not None]):
        shown["track", track.id] = track
    for album in await albums.views(asking, [each for each in found_albums if each is not None]):
        shown["album", album.id] = album
    return [_view(row, shown) for row in rows]


def _view(row: Repost, shown: dict[tuple[str, int], View]) -> RepostView:
    kind: Literal["track", "album"] = "track" if row.track_id is not None else "album"
    item_id = row.track_id or row.album_id or 0
    return RepostView.model_validate(
        {
            "id": row.id,
            "user_id": row.user_id,
            "repostable_id": item_id,
            "repostable_type": kind,
            "repostable": shown.get((kind, item_id)),
            "created_at": row.created_at,
        }
    )


async def toggle_repost(request: Request) -> Response:
    wanted = await draft(request, RepostDraft)
    async with caller(request).writing() as work:
        row = await reposts.toggle(work, ItemKind(wanted.item_type), wanted.item_id)
    return status_success(
        reposted=row is not None,
        action="added" if row is not None else "removed",
        repost=(await views(caller(request), [row]))[0] if row is not None else None,
    )


async def list_reposts(request: Request) -> Response:
    piece = page(request, default=PAGE_DEFAULT)
    async with caller(request).reading() as work:
        user = await named_user(request, work)
        found = await reposts.BY_USER.page(work, user.id, piece)
    return page_of("reposts", found, await views(caller(request), found.rows))


OPERATIONS = [
    Operation(
        "POST",
        "/api/v1/reposts/toggle",
        toggle_repost,
        "Repost a track or an album or, if one has, no longer; up to 20 times an hour and 100 times a day.",
        token=True,
        body=RepostDraft,
        response=ToggleAnswer,
        errors=(400, 404, 422, 429),
    ),
    Operation(
        "GET",
        "/api/v1/users/{user}/reposts",
        list_reposts,
        "Tracks and albums that somebody reposts, the latest first; `me` is the caller.",
        page_of=RepostView,
        page_default=PAGE_DEFAULT,
        errors=(404,),
    ),
]
