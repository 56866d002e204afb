"""Tables, a file a noun; no relationships: an edge is a loader."""

from sqlmodel import SQLModel

from beatgraph.models.albums import Album, AlbumArtist
from beatgraph.models.answers import KeptAnswer
from beatgraph.models.applications import Application, ApplicationStatus, ApplicationType
from beatgraph.models.artists import Artist, ArtistLink, ArtistMember, ArtistStatus, MemberRole, SocialNetwork
from beatgraph.models.base import BigId, EventId, UtcDateTime
from beatgraph.models.comments import Comment
from beatgraph.models.contributions import ContributionSnapshot
from beatgraph.models.credits import CREDIT_GROUPS, CreditGroup, CreditRole, TrackCredit
from beatgraph.models.downloads import Download
from beatgraph.models.engagements import Engagement, EngagementKind, SeenEvent
from beatgraph.models.experience import AchievementUnlock, ArtistProgress, XpEntry
from beatgraph.models.exports import Export, ExportState
from beatgraph.models.fingerprints import Fingerprint, FingerprintStatus, FingerprintWord, SoundPrint
from beatgraph.models.follows import Follow, UserFollow
from beatgraph.models.genres import AlbumGenre, Genre, TrackGenre
from beatgraph.models.labels import Label
from beatgraph.models.leaderboards import LeaderboardEntry, LeaderboardSnapshot
from beatgraph.models.lifetimes import AlbumLifetime, PostLifetime, UserLifetime
from beatgraph.models.likes import AlbumLike, Like, PostLike
from beatgraph.models.listeners import (
    ArtistBreakdown,
    ArtistLifetimeSketch,
    ArtistListenerMonth,
    ArtistMonthSketch,
    ArtistSketch,
    Dimension,
    TrackBreakdown,
    TrackLifetimeSketch,
    TrackListenerMonth,
    TrackMonthSketch,
    TrackSketch,
)
from beatgraph.models.lyrics import Lyric
from beatgraph.models.notifications import Notification, NotificationKind
from beatgraph.models.numbers import (
    ArtistDay,
    ArtistMonth,
    ArtistSlot,
    MergedMonth,
    PostDay,
    TrackDay,
    TrackMonth,
    TrackSlot,
)
from beatgraph.models.placements import Placement, ReconScan, ScanStatus
from beatgraph.models.playlists import (
    InvitationState,
    Playlist,
    PlaylistEditor,
    PlaylistFollower,
    PlaylistInvitation,
    PlaylistTrack,
)
from beatgraph.models.plays import (
    ACTIVE_SOURCES,
    ArtistLifetime,
    Device,
    ListenerSalt,
    Platform,
    Play,
    PlayFlag,
    Source,
    TrackLifetime,
)
from beatgraph.models.portfolios import ArtistCredit, ArtistCreditRole, ReleaseType
from beatgraph.models.posts import Post
from beatgraph.models.reposts import Repost
from beatgraph.models.saves import Save
from beatgraph.models.scores import ArtistScore
from beatgraph.models.shares import Share
from beatgraph.models.tags import AlbumTag, Tag, TrackTag
from beatgraph.models.tokens import AccessToken, RefreshToken, RevokedSession
from beatgraph.models.tracks import Scale, Track, TrackArtist
from beatgraph.models.uploads import Analysis, AnalysisState, Upload, UploadKind
from beatgraph.models.users import User, UserPermission
from beatgraph.models.views import PageView
from beatgraph.models.waveforms import Waveform

metadata = SQLModel.metadata

__all__ = [
    "ACTIVE_SOURCES",
    "CREDIT_GROUPS",
    "AccessToken",
    "AchievementUnlock",
    "Album",
    "AlbumArtist",
    "AlbumGenre",
    "AlbumLifetime",
    "AlbumLike",
    "AlbumTag",
    "Analysis",
    "AnalysisState",
    "Application",
    "ApplicationStatus",
    "ApplicationType",
    "Artist",
    "ArtistBreakdown",
    "ArtistCredit",
    "ArtistCreditRole",
    "ArtistDay",
    "ArtistLifetime",
    "ArtistLifetimeSketch",
    "ArtistLink",
    "ArtistListenerMonth",
    "ArtistMember",
    "ArtistMonth",
    "ArtistMonthSketch",
    "ArtistProgress",
    "ArtistScore",
    "ArtistSketch",
    "ArtistSlot",
    "ArtistStatus",
    "BigId",
    "Comment",
    "ContributionSnapshot",
    "CreditGroup",
    "CreditRole",
    "Device",
    "Dimension",
    "Download",
    "Engagement",
    "EngagementKind",
    "EventId",
    "Export",
    "ExportState",
    "Fingerprint",
    "FingerprintStatus",
    "FingerprintWord",
    "Follow",
    "Genre",
    "InvitationState",
    "KeptAnswer",
    "Label",
    "LeaderboardEntry",
    "LeaderboardSnapshot",
    "Like",
    "ListenerSalt",
    "Lyric",
    "MemberRole",
    "MergedMonth",
    "Notification",
    "NotificationKind",
    "PageView",
    "Placement",
    "Platform",
    "Play",
    "PlayFlag",
    "Playlist",
    "PlaylistEditor",
    "PlaylistFollower",
    "PlaylistInvitation",
    "PlaylistTrack",
    "Post",
    "PostDay",
    "PostLifetime",
    "PostLike",
    "ReconScan",
    "RefreshToken",
    "ReleaseType",
    "Repost",
    "RevokedSession",
    "Save",
    "Scale",
    "ScanStatus",
    "SeenEvent",
    "Share",
    "SocialNetwork",
    "SoundPrint",
    "Source",
    "Tag",
    "Track",
    "TrackArtist",
    "TrackBreakdown",
    "TrackCredit",
    "TrackDay",
    "TrackGenre",
    "TrackLifetime",
    "TrackLifetimeSketch",
    "TrackListenerMonth",
    "TrackMonth",
    "TrackMonthSketch",
    "TrackSketch",
    "TrackSlot",
    "TrackTag",
    "Upload",
    "UploadKind",
    "User",
    "UserFollow",
    "UserLifetime",
    "UserPermission",
    "UtcDateTime",
    "Waveform",
    "XpEntry",
    "metadata",
]
