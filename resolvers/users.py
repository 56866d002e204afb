"""Users in the graph."""

from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry
from strawberry import UNSET

from beatgraph import models
from beatgraph.services import users
from beatgraph.services.artists import PROFILES_AT_MOST
from beatgraph.services.contents import TOP_AT_MOST
from loaders.applications import ApplicationsByUser
from loaders.artists import ArtistByUser, ArtistsByUser
from loaders.follows import (
    FollowedArtistsByUser,
    FollowedUsersByUser,
    FollowersByUser,
    FollowingCountByUser,
    UserFollowed,
)
from loaders.likes import LikedAlbumsByUser, LikedTracksByUser
from loaders.notifications import NotificationsByUser, UnreadCountByUser
from loaders.playlists import InvitationsByInvitee, PlaylistsByEditor, PlaylistsByFollower, PlaylistsByOwner
from loaders.posts import PostsByUser
from loaders.profiles import (
    CollaborationCountByUser,
    FollowerCountByUser,
    PublicArtistByUser,
    PublishedCountByUser,
    TopContentByUser,
)
from loaders.reposts import RepostsByUser
from loaders.saves import SavedTracksByUser
from loaders.tokens import TokensByUser
from loaders.users import UserById, UserByUuid
from resolvers.base.connections import Connection
from resolvers.base.context import Info
from resolvers.base.edges import edge, pages
from resolvers.base.guards import refused, with_token
from resolvers.base.inputs import Retried
from resolvers.base.node import By, Id, Node, public_one
from resolvers.base.payloads import Payload, mutation
from resolvers.base.refs import (
    AccessTokenRef,
    AlbumRef,
    ApplicationRef,
    ArtistRef,
    NotificationRef,
    PlaylistInvitationRef,
    PlaylistRef,
    PostRef,
    RepostRef,
    TrackRef,
    UserRef,
)
from resolvers.personal_dashboards import PersonalDashboard, dashboard
from resolvers.playlists import PlaylistOrder
from resolvers.profiles import TopContent


def own(type: Any, *, description: str) -> Any:
    """A plain field of the row, for its own user and admins; null to everybody else."""

    def resolve(root: Any, info: Info) -> Any:
        if refused(info) or not users.is_private_to(info.context.viewer, root):
            return None
        return getattr(root, info.python_name)

    resolve.__annotations__["return"] = type | None
    return strawberry.field(resolver=resolve, description=f"{description} Only for oneself and admins. Needs a token.")


@strawberry.type(description="Somebody with an account.")
class User(Node):
    row = models.User

    display_name: str = strawberry.field(description="Name that others see.")
    uuid: UUID | None = with_token(UUID, description="UUID that the label app's routes use.")
    avatar: str | None = strawberry.field(description="Address of a picture.")
    email: str | None = own(str, description="Address that the user signs in with.")
    username: str | None = own(str, description="Short name.")
    phone: str | None = own(str, description="Telephone number.")
    is_admin: bool | None = own(bool, description="Whether this is an administrator.")
    email_verified_at: datetime | None = own(datetime, description="When the e-mail address was confirmed.")
    created_at: datetime | None = own(datetime, description="When the account was made.")
    listens_privately: bool | None = own(
        bool, description="Whether artists see the plays as a guest's, without a name."
    )
    artist: ArtistRef | None = edge(
        ArtistByUser,
        key="id",
        type=ArtistRef | None,
        token=True,
        description="Oldest artist profile that the user runs. Only for oneself and admins.",
    )
    artists: list[ArtistRef] | None = edge(
        ArtistsByUser,
        key="id",
        type=list[ArtistRef],
        token=True,
        at_most=PROFILES_AT_MOST,
        description="Artist profiles that the user runs, the oldest first. Only for oneself and admins.",
    )
    access_tokens: Connection[AccessTokenRef] | None = pages(
        TokensByUser,
        key="id",
        node=AccessTokenRef,
        token=True,
        description="Personal access tokens in force, newest first; no secrets. Only for oneself.",
    )
    playlists: Connection[PlaylistRef] = pages(
        PlaylistsByOwner,
        key="id",
        node=PlaylistRef,
        options=PlaylistOrder.NEWEST,
        order=True,
        description="Playlists that the user owns, as far as the caller may see them.",
    )
    shared_playlists: Connection[PlaylistRef] | None = pages(
        PlaylistsByEditor,
        key="id",
        node=PlaylistRef,
        token=True,
        options=PlaylistOrder.NEWEST,
        order=True,
        description="Playlists of others that the user edits. Only for oneself and admins.",
    )
    followed_playlists: Connection[PlaylistRef] | None = pages(
        PlaylistsByFollower,
        key="id",
        node=PlaylistRef,
        token=True,
        description="Playlists that the user follows and may see, the latest follow first. "
        "Only for oneself and admins.",
    )
    invitations: Connection[PlaylistInvitationRef] | None = pages(
        InvitationsByInvitee,
        key="id",
        node=PlaylistInvitationRef,
        token=True,
        description="Open invitations to edit others' playlists, newest first. Only for oneself and admins.",
    )
    applications: Connection[ApplicationRef] | None = pages(
        ApplicationsByUser,
        key="id",
        node=ApplicationRef,
        token=True,
        description="Applications to the producer programme, newest first. "
        "Only for oneself and those who decide on them.",
    )
    notifications: Connection[NotificationRef] | None = pages(
        NotificationsByUser,
        key="id",
        node=NotificationRef,
        token=True,
        description="What the platform told the user, newest first. Only for oneself.",
    )
    unread_notification_count: int | None = edge(
        UnreadCountByUser,
        key="id",
        type=int,
        token=True,
        description="How many of the notifications are not read yet; null to all but the user.",
    )
    public_artist: ArtistRef | None = edge(
        PublicArtistByUser,
        key="id",
        type=ArtistRef | None,
        description="Artist that the user is to everybody: the oldest active profile that they own.",
    )
    follower_count: int = edge(
        FollowerCountByUser,
        key="id",
        type=int,
        description="People who follow the user or the artist that they are, each once.",
    )
    following_count: int = edge(
        FollowingCountByUser,
        key="id",
        type=int,
        description="Artists and people whom the user follows, without those who are hidden.",
    )
    published_count: int = edge(
        PublishedCountByUser,
        key="id",
        type=int,
        description="Public tracks of the artist that the user is, and the user's posts.",
    )
    collaboration_count: int = edge(
        CollaborationCountByUser,
        key="id",
        type=int,
        description="Public tracks that the artist that the user is made together with others.",
    )
    top_content: list[TopContent] = edge(
        TopContentByUser,
        key="id",
        type=list[TopContent],
        at_most=TOP_AT_MOST,
        description="Tracks and posts that most is made of: by score, then plays, views, and the newest first.",
    )
    dashboard: PersonalDashboard | None = strawberry.field(
        resolver=dashboard,
        description="What the user's tracks and posts bring them. Only for oneself. Needs a token.",
    )
    followers: Connection[UserRef] = pages(
        FollowersByUser, key="id", node=UserRef, description="People who follow the user, the latest first."
    )
    following: Connection[UserRef] = pages(
        FollowedUsersByUser, key="id", node=UserRef, description="People whom the user follows, the latest first."
    )
    followed_artists: Connection[ArtistRef] = pages(
        FollowedArtistsByUser, key="id", node=ArtistRef, description="Artists whom the user follows, the latest first."
    )
    posts: Connection[PostRef] = pages(PostsByUser, key="id", node=PostRef, description="Posts, newest first.")
    reposts: Connection[RepostRef] = pages(
        RepostsByUser, key="id", node=RepostRef, description="Tracks and albums that the user reposts, latest first."
    )
    liked_tracks: Connection[TrackRef] = pages(
        LikedTracksByUser, key="id", node=TrackRef, description="Tracks that the user likes, the latest like first."
    )
    liked_albums: Connection[AlbumRef] = pages(
        LikedAlbumsByUser, key="id", node=AlbumRef, description="Albums that the user likes, the latest like first."
    )
    saved_tracks: Connection[TrackRef] | None = pages(
        SavedTracksByUser,
        key="id",
        node=TrackRef,
        token=True,
        description="Tracks that the user keeps for later, the latest first. Only for oneself and admins.",
    )
    viewer_follows: bool | None = edge(
        UserFollowed, key="id", type=bool | None, description="Whether the caller follows them; null for nobody."
    )


@strawberry.type
class UserQuery:
    @strawberry.field(description="Caller's own account. Needs a token.")
    async def me(self, info: Info) -> UserRef | None:
        user_id = info.context.viewer.user_id
        return None if refused(info) or user_id is None else await info.context.loaders[UserById].load(user_id)

    @strawberry.field(description="One user.")
    async def user(self, info: Info, id: Id = UNSET, by: By = UNSET) -> UserRef | None:
        return await public_one(info, "User", id, by, UserById, UserByUuid)


@strawberry.input(description="Whether artists may see who listens.")
class SetListeningPrivacyInput(Retried):
    privately: bool = strawberry.field(description="Whether one's plays are a guest's to artists, past ones as well.")


@strawberry.type(description="Caller with the changed setting.")
class SetListeningPrivacyPayload(Payload):
    user: UserRef | None = strawberry.field(default=None, description="Caller's own account.")


@strawberry.type
class UserMutation:
    @mutation(description="Say whether artists may see that it was oneself who listened.")
    async def set_listening_privacy(self, info: Info, input: SetListeningPrivacyInput) -> SetListeningPrivacyPayload:
        async with info.context.writing() as work:
            user = await users.listen_privately(work, privately=input.privately)
        return SetListeningPrivacyPayload(user=user)
