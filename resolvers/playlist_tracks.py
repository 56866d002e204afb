"""What is in a playlist, changed in the graph."""

import strawberry

from beatgraph.drafts.playlists import TRACKS_AT_MOST, PlaylistOrder, PlaylistTracksDraft
from beatgraph.services import playlist_tracks
from resolvers.base import ids
from resolvers.base.context import Info
from resolvers.base.inputs import Retried
from resolvers.base.payloads import mutation
from resolvers.playlists import PlaylistPayload


@strawberry.input(description="Tracks to add to a playlist, or to remove from it.")
class PlaylistTracksInput(Retried):
    playlist_id: strawberry.ID = strawberry.field(description="Which playlist.")
    ids: list[strawberry.ID] = strawberry.field(description=f"Global ids of the tracks. At most {TRACKS_AT_MOST}.")


@strawberry.input(description="Another order of a playlist.")
class ReorderPlaylistTracksInput(Retried):
    playlist_id: strawberry.ID = strawberry.field(description="Which playlist.")
    ids: list[strawberry.ID] = strawberry.field(
        description="Global ids of the tracks that are to come first, each once; the others follow as they were. "
        f"At most {TRACKS_AT_MOST}."
    )


@strawberry.type(description="Playlist with its new tracks, which are on top.")
class AddPlaylistTracksPayload(PlaylistPayload):
    added_count: int = strawberry.field(default=0, description="How many tracks are new in it.")
    duplicate_count: int = strawberry.field(default=0, description="How many of those named had been there.")


@strawberry.type(description="Playlist without the removed tracks.")
class RemovePlaylistTracksPayload(PlaylistPayload):
    removed_count: int = strawberry.field(default=0, description="How many tracks were removed.")


def named(track_ids: list[strawberry.ID]) -> dict[str, list[int]]:
    """The fields of a draft."""
    return {"ids": [ids.row_id(each, "Track") for each in track_ids]}


@strawberry.type
class PlaylistTrackMutation:
    @mutation(description="Put tracks on top of a playlist; those that are in it stay where they are.")
    async def add_playlist_tracks(self, info: Info, input: PlaylistTracksInput) -> AddPlaylistTracksPayload:
        draft = PlaylistTracksDraft.read(named(input.ids))
        async with info.context.writing() as work:
            done = await playlist_tracks.add(work, ids.row_id(input.playlist_id, "Playlist"), draft.ids)
        return AddPlaylistTracksPayload(playlist=done.playlist, added_count=done.added, duplicate_count=done.duplicates)

    @mutation(description="Take tracks out of a playlist; those that are not in it are passed over.")
    async def remove_playlist_tracks(self, info: Info, input: PlaylistTracksInput) -> RemovePlaylistTracksPayload:
        draft = PlaylistTracksDraft.read(named(input.ids))
        async with info.context.writing() as work:
            done = await playlist_tracks.remove(work, ids.row_id(input.playlist_id, "Playlist"), draft.ids)
        return RemovePlaylistTracksPayload(playlist=done.playlist, removed_count=done.removed)

    @mutation(description="Put tracks of a playlist in another order. Only for its owner and admins.")
    async def reorder_playlist_tracks(self, info: Info, input: ReorderPlaylistTracksInput) -> PlaylistPayload:
        order = PlaylistOrder.read(named(input.ids))
        async with info.context.writing() as work:
            playlist = await playlist_tracks.reorder(work, ids.row_id(input.playlist_id, "Playlist"), order.ids)
        return PlaylistPayload(playlist=playlist)
