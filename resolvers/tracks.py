"""Tracks in the graph."""

from datetime import datetime
from typing import Annotated, Any

import strawberry
from strawberry import UNSET

from beatgraph import models
from beatgraph.drafts.tracks import (
    ARTISTS_AT_MOST,
    CREDITS_AT_MOST,
    GENRES_AT_MOST,
    TAGS_AT_MOST,
    TrackChanges,
    TrackDraft,
    TrackFilterDraft,
)
from beatgraph.services import tracks
from beatgraph.services.tracks import TrackFilter
from loaders.albums import AlbumById
from loaders.artists import ArtistsByTrack
from loaders.comments import CommentCountByTrack, CommentsByTrack
from loaders.credits import CreditsByTrack
from loaders.fingerprints import FingerprintByTrack
from loaders.genres import GenresByTrack
from loaders.insights import AudienceByTrack, BreakdownByTrack, ChartByTrack, InsightByTrack
from loaders.likes import LikeCountByTrack, TrackLiked
from loaders.lyrics import LyricByTrack
from loaders.plays import PlayCountByTrack
from loaders.reposts import RepostCountByTrack, TrackReposted
from loaders.saves import SaveCountByTrack, TrackSaved
from loaders.shares import ShareCountByTrack
from loaders.tags import TagsByTrack
from loaders.tracks import TrackById, TrackEditable
from loaders.views import ViewCountByTrack
from loaders.waveforms import WaveformByUpload
from resolvers.base import ids
from resolvers.base.connections import After, Before, Connection, First, Last, window
from resolvers.base.context import Info
from resolvers.base.edges import edge, listed, pages
from resolvers.base.enums import described
from resolvers.base.guards import with_token
from resolvers.base.inputs import Retried, given
from resolvers.base.node import By, Id, Node, meant
from resolvers.base.payloads import Payload, mutation
from resolvers.base.refs import (
    AlbumRef,
    ArtistRef,
    CommentRef,
    FingerprintRef,
    GenreRef,
    LyricRef,
    TagRef,
    TrackCreditRef,
    TrackRef,
    WaveformRef,
)
from resolvers.breakdowns import audience_of, breakdowns_of
from resolvers.credits import CreditRole
from resolvers.engagement import Engagement, track_engagement
from resolvers.insights import charts_of, insights_of
from resolvers.placements import Recon, recon
from resolvers.realtime import Realtime, track_realtime
from resolvers.scales import Scale

TrackOrder = described(
    tracks.TrackOrder,
    "Order of a list of tracks.",
    {
        tracks.TrackOrder.NEWEST: "Latest upload first.",
        tracks.TrackOrder.OLDEST: "Earliest upload first.",
        tracks.TrackOrder.NAME: "By name.",
        tracks.TrackOrder.MOST_PLAYED: "Most plays first.",
    },
)


@strawberry.type(description="One beat in the catalogue.")
class Track(Node):
    row = models.Track

    name: str = strawberry.field(description="Name of the track.")
    image: str | None = strawberry.field(description="Address of the cover.")
    created_at: datetime = strawberry.field(description="When it was uploaded.")
    updated_at: datetime = strawberry.field(description="When it was last changed.")
    description: str | None = with_token(str, description="Words about the track.")
    duration: int | None = with_token(int, description="Length in milliseconds.")
    bpm: float | None = with_token(float, description="Tempo in beats a minute.")
    key: str | None = with_token(str, description="Key note, such as C or F#.")
    scale: models.Scale | None = with_token(Scale, description="Major or minor.")
    number: int | None = with_token(int, description="Place on its album, from 1.")
    insights = insights_of(InsightByTrack, "Figures of a period, for those who may read them.")
    breakdowns = breakdowns_of(
        BreakdownByTrack, "Plays of a period by device, place, source and listener, for those who may read them."
    )
    audience = audience_of(AudienceByTrack, "Who the listeners of a period are, for those who may read it.")
    charts = charts_of(ChartByTrack, "Curve over time, for those who may read it.")
    engagement: Engagement | None = strawberry.field(
        resolver=track_engagement,
        description="How it is listened to and taken to, for those who may read its figures. Needs a token.",
    )
    realtime: Realtime | None = strawberry.field(
        resolver=track_realtime,
        description="What happens to it just now, for those who may read its figures. Needs a token.",
    )
    private: bool | None = with_token(bool, description="Whether only its artists see it.")
    published_at: datetime | None = with_token(datetime, description="When it became public.")
    artists: list[ArtistRef] = edge(
        ArtistsByTrack,
        key="id",
        type=list[ArtistRef],
        at_most=ARTISTS_AT_MOST,
        description="Credited producers, the main one first.",
    )
    genres: list[GenreRef] = edge(
        GenresByTrack, key="id", type=list[GenreRef], at_most=GENRES_AT_MOST, description="Genres."
    )
    tags: list[TagRef] | None = edge(
        TagsByTrack, key="id", type=list[TagRef], at_most=TAGS_AT_MOST, token=True, description="Tags."
    )
    credits: list[TrackCreditRef] | None = edge(
        CreditsByTrack,
        key="id",
        type=list[TrackCreditRef],
        at_most=CREDITS_AT_MOST,
        token=True,
        description="Who did what.",
    )
    waveform: WaveformRef | None = edge(
        WaveformByUpload, key="upload_id", type=WaveformRef | None, description="Shape of its sound."
    )
    fingerprint: FingerprintRef | None = edge(
        FingerprintByTrack,
        key="id",
        type=FingerprintRef | None,
        token=True,
        description="What its sound is recognised by.",
    )
    lyric: LyricRef | None = edge(LyricByTrack, key="id", type=LyricRef | None, description="Its words.")
    album: AlbumRef | None = edge(
        AlbumById, key="album_id", type=AlbumRef | None, token=True, description="Album it is on."
    )
    play_count: int | None = edge(
        PlayCountByTrack, key="id", type=int, token=True, description="Plays since its beginning."
    )
    like_count: int | None = edge(
        LikeCountByTrack, key="id", type=int, token=True, description="People who like it now."
    )
    viewer_has_liked: bool | None = edge(
        TrackLiked, key="id", type=bool | None, description="Whether the caller likes it; null for nobody."
    )
    recon: Recon | None = strawberry.field(
        resolver=recon,
        description="Where else it is heard, for its credited producers; refused to anybody else. Needs a token.",
    )
    repost_count: int | None = edge(
        RepostCountByTrack, key="id", type=int, token=True, description="People who repost it now."
    )
    save_count: int | None = edge(
        SaveCountByTrack, key="id", type=int, token=True, description="People who keep it for later now."
    )
    share_count: int | None = edge(
        ShareCountByTrack, key="id", type=int, token=True, description="How often it was passed on."
    )
    comment_count: int | None = edge(
        CommentCountByTrack, key="id", type=int, token=True, description="Comments by others than its producers."
    )
    view_count: int | None = edge(
        ViewCountByTrack, key="id", type=int, token=True, description="How often its page was opened."
    )
    comments: Connection[CommentRef] = pages(
        CommentsByTrack, key="id", node=CommentRef, description="Comments, each answer under what it answers."
    )
    viewer_has_reposted: bool | None = edge(
        TrackReposted, key="id", type=bool | None, description="Whether the caller reposts it; null for nobody."
    )
    viewer_has_saved: bool | None = edge(
        TrackSaved, key="id", type=bool | None, description="Whether the caller keeps it for later; null for nobody."
    )
    viewer_can_edit: bool = edge(TrackEditable, key="id", type=bool, description="Whether the caller may change it.")


@strawberry.input(description="Which tracks; every condition that is given must hold.")
class TrackFilterInput:
    text: str | None = strawberry.field(
        default=UNSET, description="Words that words of the name, or of an artist's, begin with."
    )
    genre: str | None = strawberry.field(default=UNSET, description="Genre, by its name.")
    tag: str | None = strawberry.field(default=UNSET, description="Tag, by its name.")
    bpm_min: float | None = strawberry.field(default=UNSET, description="Slowest tempo, in beats a minute.")
    bpm_max: float | None = strawberry.field(default=UNSET, description="Fastest tempo, in beats a minute.")
    key: str | None = strawberry.field(default=UNSET, description="Key note, such as C or F#.")
    scale: models.Scale | None = strawberry.field(default=UNSET, description="Major or minor.")
    duration_min: int | None = strawberry.field(default=UNSET, description="Shortest, in milliseconds.")
    duration_max: int | None = strawberry.field(default=UNSET, description="Longest, in milliseconds.")


Filter = Annotated[TrackFilterInput | None, strawberry.argument(description="Which tracks.")]
OrderBy = Annotated[tracks.TrackOrder, strawberry.argument(description="In which order.")]


@strawberry.type
class TrackQuery:
    @strawberry.field(description="One track.")
    async def track(self, info: Info, id: Id = UNSET, by: By = UNSET) -> TrackRef | None:
        return await info.context.loaders[TrackById].load(meant("Track", id, by))

    @strawberry.field(description="Tracks that the caller may see.")
    async def tracks(
        self,
        info: Info,
        filter: Filter = UNSET,
        order_by: OrderBy = tracks.TrackOrder.NEWEST,
        first: First = UNSET,
        after: After = UNSET,
        last: Last = UNSET,
        before: Before = UNSET,
    ) -> Connection[TrackRef]:
        wanted = TrackFilter(**TrackFilterDraft.read(given(filter)).given) if filter else tracks.EVERYTHING
        return await listed(
            info,
            window(first, after, last, before),
            lambda work, piece: tracks.window(work, wanted, order_by, piece),
            lambda work: tracks.count(work, wanted),
        )


@strawberry.input(description="Role on a track, given to an artist or to a name.")
class TrackCreditInput:
    role: CreditRole = strawberry.field(description="What was done.")  # type: ignore[valid-type]
    artist_id: strawberry.ID | None = strawberry.field(default=UNSET, description="Artist of the platform.")
    name: str | None = strawberry.field(default=UNSET, description="Name of a person who has no profile here.")


@strawberry.input(description="What can be said of a track. What is left out stays as it is.")
class TrackFields(Retried):
    description: str | None = strawberry.field(default=UNSET, description="Words about the track.")
    image: str | None = strawberry.field(
        default=UNSET, description="Address of a cover, a made cover's reference, or an upload's global id."
    )
    duration: int | None = strawberry.field(default=UNSET, description="Length in milliseconds; measured if absent.")
    bpm: float | None = strawberry.field(default=UNSET, description="Tempo, 50 to 200; measured if absent.")
    key: str | None = strawberry.field(default=UNSET, description="Key note, such as C or F#; measured if absent.")
    scale: models.Scale | None = strawberry.field(default=UNSET, description="Major or minor; measured if absent.")
    artist_ids: list[strawberry.ID] | None = strawberry.field(
        default=UNSET, description="Credited producers, the main one first; the caller's profile if absent. At most 20."
    )
    genres: list[str] | None = strawberry.field(default=UNSET, description="Genres by name. At most 10.")
    tags: list[str] | None = strawberry.field(default=UNSET, description="Tags by name. At most 30.")
    credits: list[TrackCreditInput] | None = strawberry.field(default=UNSET, description="Who did what. At most 50.")
    album_id: strawberry.ID | None = strawberry.field(default=UNSET, description="Album to put it on.")
    number: int | None = strawberry.field(default=UNSET, description="Place on the album, from 1.")
    private: bool | None = strawberry.field(default=UNSET, description="Whether to keep it to its artists.")


@strawberry.input(description="Name and uploaded sound of a new track.")
class CreateTrackInput(TrackFields):
    name: str = strawberry.field(description="Name of the track.")
    upload_id: strawberry.ID = strawberry.field(description="Uploaded sound.")
    confirm_duplicate: bool = strawberry.field(
        default=False, description="Go on although the very same sound is there already."
    )


@strawberry.input(description="Changes to a track.")
class UpdateTrackInput(TrackFields):
    id: strawberry.ID = strawberry.field(description="Which track.")
    name: str | None = strawberry.field(default=UNSET, description="Name of the track.")


@strawberry.input(description="Which track.")
class TrackInput(Retried):
    id: strawberry.ID = strawberry.field(description="Global id.")


@strawberry.input(description="Which tracks.")
class DeleteTracksInput(Retried):
    ids: list[strawberry.ID] = strawberry.field(description="Global ids. At most 100.")


@strawberry.type(description="Track as it is now.")
class TrackPayload(Payload):
    track: TrackRef | None = strawberry.field(default=None, description="Track, or null when it was refused.")


@strawberry.type(description="What is gone.")
class DeleteTracksPayload(Payload):
    deleted_ids: list[strawberry.ID] = strawberry.field(
        default_factory=list, description="Global ids of the deleted tracks. At most 100."
    )


def fields(input: TrackFields) -> dict[str, Any]:
    """The fields of a draft, with row ids for global ids."""
    values = given(input)
    values.pop("id", None)
    for name, typename in (("album_id", "Album"), ("upload_id", "FileEntry")):
        if values.get(name):
            values[name] = ids.row_id(values[name], typename)
    if values.get("artist_ids") is not None:
        values["artists"] = ids.row_ids(values.pop("artist_ids"), "Artist")
    if "image" in values:
        values["image"] = ids.picture(values["image"])
    if "upload_id" in values:
        values["file_entry_id"] = values.pop("upload_id")
    for credit in values.get("credits") or []:
        if credit.get("artist_id"):
            credit["artist_id"] = ids.row_id(credit["artist_id"], "Artist")
    return values


@strawberry.type
class TrackMutation:
    @mutation(description="Create a track from an uploaded sound; it is public at once unless it is to be private.")
    async def create_track(self, info: Info, input: CreateTrackInput) -> TrackPayload:
        async with info.context.writing() as work:
            track = await tracks.create(work, TrackDraft.read(fields(input)))
        return TrackPayload(track=track)

    @mutation(description="Change a track.")
    async def update_track(self, info: Info, input: UpdateTrackInput) -> TrackPayload:
        async with info.context.writing() as work:
            track = await tracks.update(work, ids.row_id(input.id, "Track"), TrackChanges.read(fields(input)))
        return TrackPayload(track=track)

    @mutation(description="Make a track public.")
    async def publish_track(self, info: Info, input: TrackInput) -> TrackPayload:
        async with info.context.writing() as work:
            track = await tracks.publish(work, ids.row_id(input.id, "Track"))
        return TrackPayload(track=track)

    @mutation(description="Keep a track to its artists again.")
    async def unpublish_track(self, info: Info, input: TrackInput) -> TrackPayload:
        async with info.context.writing() as work:
            track = await tracks.unpublish(work, ids.row_id(input.id, "Track"))
        return TrackPayload(track=track)

    @mutation(description="Delete tracks: all of them or, if one is not the caller's, none.")
    async def delete_tracks(self, info: Info, input: DeleteTracksInput) -> DeleteTracksPayload:
        async with info.context.writing() as work:
            deleted = await tracks.delete(work, ids.row_ids(input.ids, "Track"))
        return DeleteTracksPayload(deleted_ids=[strawberry.ID(ids.encode("Track", each)) for each in deleted])
