"""The schema: every noun's queries and mutations, gathered."""

import strawberry
from graphql import GraphQLError
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

from resolvers.albums import AlbumMutation, AlbumQuery
from resolvers.applications import ApplicationMutation, ApplicationQuery
from resolvers.artists import ArtistMutation, ArtistQuery
from resolvers.base.documents import Documents
from resolvers.base.scalars import SCALARS
from resolvers.comments import CommentMutation
from resolvers.contributions import ContributionMutation
from resolvers.covers import CoverMutation, CoverQuery
from resolvers.credits import TrackCredit
from resolvers.downloads import DownloadMutation
from resolvers.events import EventMutation
from resolvers.exports import ExportMutation, ExportQuery, ExportSubscription
from resolvers.fingerprints import FingerprintMutation, FingerprintQuery
from resolvers.follows import FollowMutation
from resolvers.genres import GenreQuery
from resolvers.invitations import InvitationMutation
from resolvers.labels import LabelMutation, LabelQuery
from resolvers.leaderboards import LeaderboardQuery
from resolvers.likes import LikeMutation
from resolvers.lyrics import LyricMutation, LyricQuery
from resolvers.nodes import NodeQuery
from resolvers.notifications import NotificationMutation
from resolvers.pins import PinMutation
from resolvers.playlist_tracks import PlaylistTrackMutation
from resolvers.playlists import PlaylistMutation, PlaylistQuery
from resolvers.plays import PlayMutation
from resolvers.portfolios import CreditMutation, CreditQuery
from resolvers.posts import PostMutation, PostQuery
from resolvers.realtime import RealtimeSubscription
from resolvers.reposts import RepostMutation
from resolvers.saves import SaveMutation
from resolvers.search import SearchQuery
from resolvers.sessions import SessionMutation
from resolvers.shares import ShareMutation
from resolvers.spotify import SpotifyQuery
from resolvers.tags import TagQuery
from resolvers.tokens import TokenMutation
from resolvers.tracks import TrackMutation, TrackQuery
from resolvers.uploads import UploadMutation, UploadQuery, UploadSubscription
from resolvers.users import UserMutation, UserQuery
from resolvers.views import ViewMutation


@strawberry.type(description="Everything that can be read.")
class Query(
    AlbumQuery,
    ApplicationQuery,
    ArtistQuery,
    CoverQuery,
    CreditQuery,
    ExportQuery,
    FingerprintQuery,
    GenreQuery,
    LabelQuery,
    LeaderboardQuery,
    LyricQuery,
    NodeQuery,
    PlaylistQuery,
    PostQuery,
    SearchQuery,
    SpotifyQuery,
    TagQuery,
    TrackQuery,
    UploadQuery,
    UserQuery,
):
    pass


@strawberry.type(description="Everything that can be changed.")
class Mutation(
    AlbumMutation,
    ApplicationMutation,
    ArtistMutation,
    CommentMutation,
    ContributionMutation,
    CoverMutation,
    CreditMutation,
    ExportMutation,
    EventMutation,
    FingerprintMutation,
    DownloadMutation,
    FollowMutation,
    InvitationMutation,
    LabelMutation,
    LikeMutation,
    LyricMutation,
    NotificationMutation,
    PinMutation,
    PlayMutation,
    PlaylistMutation,
    PlaylistTrackMutation,
    PostMutation,
    RepostMutation,
    SaveMutation,
    SessionMutation,
    ShareMutation,
    TokenMutation,
    TrackMutation,
    UploadMutation,
    UserMutation,
    ViewMutation,
):
    pass


@strawberry.type(description="Everything that can be followed as it happens, over a WebSocket (graphql-transport-ws).")
class Subscription(ExportSubscription, RealtimeSubscription, UploadSubscription):
    pass


class Discreet(strawberry.Schema):
    """A schema that writes no log of its own: documents may carry passwords, and the door reports faults."""

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        pass


schema = Discreet(
    query=Query,
    mutation=Mutation,
    subscription=Subscription,
    types=[TrackCredit],
    extensions=[Documents],
    config=StrawberryConfig(scalar_map=SCALARS),
)
