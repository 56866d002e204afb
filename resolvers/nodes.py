"""Nodes by their global ids, whatever they are."""

import asyncio
from typing import Annotated, Any

import strawberry

from beatgraph.errors import BadRequestError
from loaders.albums import AlbumById
from loaders.applications import ApplicationById
from loaders.artists import ArtistById
from loaders.base import One
from loaders.comments import CommentById
from loaders.exports import ExportById
from loaders.fingerprints import FingerprintById
from loaders.genres import GenreById
from loaders.labels import LabelById
from loaders.lyrics import LyricById
from loaders.notifications import NotificationById
from loaders.placements import PlacementById
from loaders.playlists import InvitationById, PlaylistById
from loaders.portfolios import CreditById
from loaders.posts import PostById
from loaders.reposts import RepostById
from loaders.tags import TagById
from loaders.tokens import TokenById
from loaders.tracks import TrackById
from loaders.uploads import UploadById
from loaders.users import UserById
from resolvers.base import ids
from resolvers.base.context import Info
from resolvers.base.node import Node

NODES_AT_MOST = 100
LOADERS: dict[str, type[One[int, Any]]] = {
    "AccessToken": TokenById,
    "Album": AlbumById,
    "Application": ApplicationById,
    "Artist": ArtistById,
    "Comment": CommentById,
    "Credit": CreditById,
    "Export": ExportById,
    "FileEntry": UploadById,
    "Fingerprint": FingerprintById,
    "Genre": GenreById,
    "Label": LabelById,
    "Lyric": LyricById,
    "Notification": NotificationById,
    "Placement": PlacementById,
    "Playlist": PlaylistById,
    "PlaylistInvitation": InvitationById,
    "Post": PostById,
    "Repost": RepostById,
    "Tag": TagById,
    "Track": TrackById,
    "User": UserById,
}
"""How each type is read by row id; a noun with a global id adds its line."""


async def load(info: Info, global_id: str) -> Node | None:
    """The row behind a global id, or None if the caller may not see it or it is gone."""
    typename, row_id = ids.decode(global_id)
    if typename not in LOADERS:
        raise BadRequestError(f"`{global_id[:40]}` is not the id of a node.", field="id")
    found: Node | None = await info.context.loaders[LOADERS[typename]].load(row_id)
    return found


@strawberry.type
class NodeQuery:
    @strawberry.field(description="Anything that has a global id; null if the caller may not see it.")
    async def node(
        self, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="Global id.")]
    ) -> Node | None:
        return await load(info, id)

    @strawberry.field(
        description="Many things by their global ids, in the order of the ids; null for what the caller may not see. "
        "At most 100."
    )
    async def nodes(
        self,
        info: Info,
        ids: Annotated[list[strawberry.ID], strawberry.argument(description="Global ids. At most 100.")],
    ) -> list[Node | None]:
        if len(ids) > NODES_AT_MOST:
            raise BadRequestError(f"At most {NODES_AT_MOST} ids at once.", field="ids")
        return await asyncio.gather(*(load(info, each) for each in ids))
