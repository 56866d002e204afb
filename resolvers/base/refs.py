"""Where types that point at each other meet; to a type checker a reference is the row behind it."""

from typing import TYPE_CHECKING, Annotated, TypeAlias

import strawberry

from beatgraph import models
from beatgraph.covers import Template
from beatgraph.services.analyses import Extracted
from beatgraph.services.covers import Cover

if TYPE_CHECKING:
    AccessTokenRef: TypeAlias = models.AccessToken
    AlbumRef: TypeAlias = models.Album
    AnalysisRef: TypeAlias = models.Analysis
    ApplicationRef: TypeAlias = models.Application
    ArtistLinkRef: TypeAlias = models.ArtistLink
    ArtistMemberRef: TypeAlias = models.ArtistMember
    ArtistRef: TypeAlias = models.Artist
    CommentRef: TypeAlias = models.Comment
    CoverRef: TypeAlias = Cover
    CoverTemplateRef: TypeAlias = Template
    CreditRef: TypeAlias = models.ArtistCredit
    ExportRef: TypeAlias = models.Export
    FingerprintRef: TypeAlias = models.Fingerprint
    GenreRef: TypeAlias = models.Genre
    LabelRef: TypeAlias = models.Label
    LyricRef: TypeAlias = models.Lyric
    MetadataRef: TypeAlias = Extracted
    NotificationRef: TypeAlias = models.Notification
    PlacementRef: TypeAlias = models.Placement
    PlaylistInvitationRef: TypeAlias = models.PlaylistInvitation
    PlaylistRef: TypeAlias = models.Playlist
    PostRef: TypeAlias = models.Post
    RepostRef: TypeAlias = models.Repost
    TagRef: TypeAlias = models.Tag
    TrackCreditRef: TypeAlias = models.TrackCredit
    TrackRef: TypeAlias = models.Track
    UploadRef: TypeAlias = models.Upload
    UserRef: TypeAlias = models.User
    WaveformRef: TypeAlias = models.Waveform
else:
    AccessTokenRef = Annotated["AccessToken", strawberry.lazy("resolvers.tokens")]
    AlbumRef = Annotated["Album", strawberry.lazy("resolvers.albums")]
    AnalysisRef = Annotated["Analysis", strawberry.lazy("resolvers.uploads")]
    ApplicationRef = Annotated["Application", strawberry.lazy("resolvers.applications")]
    ArtistLinkRef = Annotated["SocialLink", strawberry.lazy("resolvers.links")]
    ArtistMemberRef = Annotated["ArtistMember", strawberry.lazy("resolvers.members")]
    ArtistRef = Annotated["Artist", strawberry.lazy("resolvers.artists")]
    CommentRef = Annotated["Comment", strawberry.lazy("resolvers.comments")]
    CoverRef = Annotated["Cover", strawberry.lazy("resolvers.covers")]
    CoverTemplateRef = Annotated["CoverTemplate", strawberry.lazy("resolvers.covers")]
    CreditRef = Annotated["Credit", strawberry.lazy("resolvers.portfolios")]
    ExportRef = Annotated["Export", strawberry.lazy("resolvers.exports")]
    FingerprintRef = Annotated["Fingerprint", strawberry.lazy("resolvers.fingerprints")]
    GenreRef = Annotated["Genre", strawberry.lazy("resolvers.genres")]
    LabelRef = Annotated["Label", strawberry.lazy("resolvers.labels")]
    LyricRef = Annotated["Lyric", strawberry.lazy("resolvers.lyrics")]
    MetadataRef = Annotated["Metadata", strawberry.lazy("resolvers.uploads")]
    NotificationRef = Annotated["Notification", strawberry.lazy("resolvers.notifications")]
    PlacementRef = Annotated["Placement", strawberry.lazy("resolvers.placements")]
    PlaylistInvitationRef = Annotated["PlaylistInvitation", strawberry.lazy("resolvers.invitations")]
    PlaylistRef = Annotated["Playlist", strawberry.lazy("resolvers.playlists")]
    PostRef = Annotated["Post", strawberry.lazy("resolvers.posts")]
    RepostRef = Annotated["Repost", strawberry.lazy("resolvers.reposts")]
    TagRef = Annotated["Tag", strawberry.lazy("resolvers.tags")]
    TrackCreditRef = Annotated["TrackCredit", strawberry.lazy("resolvers.credits")]
    TrackRef = Annotated["Track", strawberry.lazy("resolvers.tracks")]
    UploadRef = Annotated["Upload", strawberry.lazy("resolvers.uploads")]
    UserRef = Annotated["User", strawberry.lazy("resolvers.users")]
    WaveformRef = Annotated["Waveform", strawberry.lazy("resolvers.waveforms")]
