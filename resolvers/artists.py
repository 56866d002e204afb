"""Artists in the graph."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
from strawberry import UNSET

from beatgraph import models
from beatgraph.analytics.levels import Action
from beatgraph.drafts.artists import ArtistChanges, ArtistDraft
from beatgraph.models import ArtistStatus
from beatgraph.services import artists
from beatgraph.services.achievements import LISTED
from beatgraph.services.artists import MEMBERS_AT_MOST
from beatgraph.services.dashboards import PERFORMANCE_AT_MOST
from beatgraph.services.genres import OF_ARTIST_AT_MOST
from beatgraph.services.similar import SIMILAR_AT_MOST
from loaders.albums import AlbumsByArtist
from loaders.artists import ArtistById, ArtistByUuid, ArtistEditable, LinksByArtist, MembersByArtist, SimilarArtists
from loaders.collaborations import CollaborativeTracksByArtist
from loaders.follows import ArtistFollowed, FollowerCountByArtist, FollowersByArtist
from loaders.genres import GenresByArtist
from loaders.insights import AudienceByArtist, BreakdownByArtist, ChartByArtist, InsightByArtist
from loaders.labels import LabelById
from loaders.levels import AchievementsByArtist, LevelByArtist, XpSourcesByArtist
from loaders.pins import PinnedTrackByArtist
from loaders.plays import PlayCountByArtist
from loaders.portfolios import CreditsByArtist
from loaders.tracks import TracksByArtist
from loaders.views import ViewCountByArtist
from resolvers.albums import AlbumOrder
from resolvers.base import ids
from resolvers.base.connections import After, Before, Connection, First, Last, window
from resolvers.base.context import Info
from resolvers.base.edges import edge, listed, pages
from resolvers.base.enums import described
from resolvers.base.guards import with_token
from resolvers.base.inputs import Retried, given
from resolvers.base.node import By, Id, Node, public_one
from resolvers.base.payloads import Payload, mutation
from resolvers.base.refs import (
    AlbumRef,
    ArtistLinkRef,
    ArtistMemberRef,
    ArtistRef,
    CreditRef,
    GenreRef,
    LabelRef,
    TrackRef,
    UserRef,
)
from resolvers.breakdowns import audience_of, breakdowns_of
from resolvers.dashboards import (
    DashboardStats,
    TrackPerformance,
    UploadInsights,
    dashboard_stats,
    track_performance,
    upload_insights,
)
from resolvers.download_figures import Downloaded, DownloadFigures, download_figures_of, downloads_of
from resolvers.insights import charts_of, insights_of
from resolvers.joint_work import Collaborations, collaborations
from resolvers.levels import Achievement, Level, XpSource
from resolvers.links import SocialNetwork
from resolvers.tracks import TrackOrder

described(
    ArtistStatus,
    "Whether an artist is shown.",
    {
        ArtistStatus.ACTIVE: "Shown to everyone.",
        ArtistStatus.INACTIVE: "Shown only to those who run it, and to admins.",
    },
)
described(
    artists.ArtistOrder,
    "Order of a list of artists.",
    {
        artists.ArtistOrder.NAME: "By name.",
        artists.ArtistOrder.NEWEST: "Latest profile first.",
    },
)


@strawberry.type(description="Producer or group of producers.")
class Artist(Node):
    row = models.Artist

    name: str = strawberry.field(description="Name on stage.")
    uuid: UUID | None = with_token(UUID, description="UUID that the label app's routes use.")
    bio: str | None = with_token(str, description="Words about the artist.")
    website: str | None = with_token(str, description="Address of their own site.")
    verified: bool | None = with_token(bool, description="Whether the platform has verified who this is.")
    upload_access: bool | None = with_token(bool, description="Whether tracks may be uploaded in its name.")
    status: ArtistStatus | None = with_token(ArtistStatus, description="Whether the artist is shown.")
    city: str | None = with_token(str, description="Where they live.")
    country: str | None = with_token(str, description="Which country that is in.")
    image: str | None = with_token(str, description="Address of a picture of them.")
    cover_image: str | None = with_token(str, description="Address of the wide picture atop their page.")
    created_at: datetime | None = with_token(datetime, description="When the profile was made.")
    updated_at: datetime | None = with_token(datetime, description="When it was last changed.")
    social_links: list[ArtistLinkRef] | None = edge(
        LinksByArtist,
        key="id",
        type=list[ArtistLinkRef],
        token=True,
        at_most=len(SocialNetwork),
        description="Where else they are found.",
    )
    label: LabelRef | None = edge(
        LabelById, key="label_id", type=LabelRef | None, token=True, description="Label they are signed to."
    )
    members: list[ArtistMemberRef] | None = edge(
        MembersByArtist,
        key="id",
        type=list[ArtistMemberRef],
        token=True,
        at_most=MEMBERS_AT_MOST,
        description="Who runs the artist; empty to all who do not.",
    )
    genres: list[GenreRef] | None = edge(
        GenresByArtist,
        key="id",
        type=list[GenreRef],
        token=True,
        at_most=OF_ARTIST_AT_MOST,
        description="What their music is, the kind of most tracks first.",
    )
    similar: list[ArtistRef] | None = edge(
        SimilarArtists,
        key="id",
        type=list[ArtistRef],
        token=True,
        at_most=SIMILAR_AT_MOST,
        description="Artists who share most genres with them.",
    )
    albums: Connection[AlbumRef] = pages(
        AlbumsByArtist, key="id", node=AlbumRef, options=AlbumOrder.NEWEST, order=True, description="Albums."
    )
    tracks: Connection[TrackRef] = pages(
        TracksByArtist, key="id", node=TrackRef, options=TrackOrder.NEWEST, order=True, description="Tracks."
    )
    collaborative_tracks: Connection[TrackRef] | None = pages(
        CollaborativeTracksByArtist,
        key="id",
        node=TrackRef,
        token=True,
        options=TrackOrder.NEWEST,
        order=True,
        description="Public tracks that credit others as well. For those with an artist profile.",
    )
    credits: Connection[CreditRef] = pages(
        CreditsByArtist, key="id", node=CreditRef, description="Releases elsewhere that they had a part in."
    )
    pinned_track: TrackRef | None = edge(
        PinnedTrackByArtist, key="id", type=TrackRef | None, description="Track that they put atop their page."
    )
    play_count: int | None = edge(
        PlayCountByArtist, key="id", type=int, token=True, description="Plays of all public tracks."
    )
    follower_count: int | None = edge(
        FollowerCountByArtist, key="id", type=int, token=True, description="People who follow them now."
    )
    followers: Connection[UserRef] = pages(
        FollowersByArtist, key="id", node=UserRef, description="People who follow them, the latest first."
    )
    view_count: int | None = edge(
        ViewCountByArtist, key="id", type=int, token=True, description="How often their own page was opened."
    )
    viewer_follows: bool | None = edge(
        ArtistFollowed, key="id", type=bool | None, description="Whether the caller follows them; null for nobody."
    )
    insights = insights_of(InsightByArtist, "Figures of a period, for those who may read them.")
    collaborations: Collaborations | None = strawberry.field(
        resolver=collaborations,
        description="With whom it makes tracks, for those who may read its figures. Needs a token.",
    )
    download_figures: DownloadFigures | None = strawberry.field(
        resolver=download_figures_of,
        description="How often its tracks were downloaded, for those who may read its figures. Needs a token.",
    )
    latest_downloads: list[Downloaded] | None = strawberry.field(
        resolver=downloads_of,
        description="Latest downloads of its tracks, for those who may read its figures. At most 20. Needs a token.",
    )
    breakdowns = breakdowns_of(
        BreakdownByArtist, "Plays of a period by device, place, source and listener, for those who may read them."
    )
    audience = audience_of(AudienceByArtist, "Who the listeners of a period are, for those who may read it.")
    charts = charts_of(ChartByArtist, "Curve over time, for those who may read it.")
    dashboard_stats: DashboardStats | None = strawberry.field(
        resolver=dashboard_stats, description="Figures for those who run the artist or its label. Needs a token."
    )
    track_performance: list[TrackPerformance] | None = strawberry.field(
        resolver=track_performance,
        description="Latest public tracks, newest first, for those who run the artist or its label. "
        f"At most {PERFORMANCE_AT_MOST}. Needs a token.",
    )
    upload_insights: UploadInsights | None = strawberry.field(
        resolver=upload_insights,
        description="How often the artist uploads, for those who run one with upload access, or its label. "
        "Needs a token.",
    )
    level: Level | None = edge(
        LevelByArtist, key="id", type=Level, token=True, description="Level, by the experience that they have earned."
    )
    achievements: list[Achievement] = edge(
        AchievementsByArtist,
        key="id",
        type=list[Achievement],
        at_most=LISTED,
        description="All there is to achieve, and what of it they have.",
    )
    xp_sources: list[XpSource] | None = edge(
        XpSourcesByArtist,
        key="id",
        type=list[XpSource],
        token=True,
        at_most=len(Action),
        description="What their experience was granted for; empty to all who do not run the artist.",
    )
    viewer_can_edit: bool = edge(ArtistEditable, key="id", type=bool, description="Whether the caller may change it.")


Named = Annotated[str | None, strawberry.argument(description="Words that words of the name begin with.")]
OrderBy = Annotated[artists.ArtistOrder, strawberry.argument(description="In which order.")]


@strawberry.type
class ArtistQuery:
    @strawberry.field(description="One artist.")
    async def artist(self, info: Info, id: Id = UNSET, by: By = UNSET) -> ArtistRef | None:
        return await public_one(info, "Artist", id, by, ArtistById, ArtistByUuid)

    @strawberry.field(description="Artists that the caller may see.")
    async def artists(
        self,
        info: Info,
        query: Named = UNSET,
        order_by: OrderBy = artists.ArtistOrder.NAME,
        first: First = UNSET,
        after: After = UNSET,
        last: Last = UNSET,
        before: Before = UNSET,
    ) -> Connection[ArtistRef]:
        return await listed(
            info,
            window(first, after, last, before),
            lambda work, piece: artists.window(work, query or None, order_by, piece),
            lambda work: artists.count(work, query or None),
        )


@strawberry.input(description="Where an artist is found on one network.")
class SocialLinkInput:
    network: SocialNetwork = strawberry.field(description="Which network.")
    address: str | None = strawberry.field(
        default=UNSET,
        description="Handle or web address; SoundCloud and YouTube take addresses only. Null takes it away.",
    )


@strawberry.input(description="What can be said of an artist. What is left out stays as it is, null clears it.")
class ArtistFields(Retried):
    status: ArtistStatus | None = strawberry.field(
        default=UNSET, description="Whether the artist is shown; what is inactive only admins change."
    )
    bio: str | None = strawberry.field(default=UNSET, description="Words about the artist, at most 1000 characters.")
    website: str | None = strawberry.field(default=UNSET, description="Address of their own site.")
    city: str | None = strawberry.field(default=UNSET, description="Where they live.")
    country: str | None = strawberry.field(default=UNSET, description="Which country that is in.")
    image: str | None = strawberry.field(default=UNSET, description="Address of a picture, or an upload's global id.")
    cover_image: str | None = strawberry.field(
        default=UNSET, description="Address of a wide picture, or an upload's global id."
    )
    social_links: list[SocialLinkInput] | None = strawberry.field(
        default=UNSET, description="Links to set; networks that are not named stay. At most 4."
    )


@strawberry.input(description="Name of a new artist, and what else is known.")
class CreateArtistInput(ArtistFields):
    name: str = strawberry.field(description="Name on stage.")


@strawberry.input(description="Changes to an artist.")
class UpdateArtistInput(ArtistFields):
    id: strawberry.ID = strawberry.field(description="Which artist.")
    name: str | None = strawberry.field(default=UNSET, description="Name on stage.")


@strawberry.input(description="What only the platform gives. What is left out stays as it is.")
class GrantArtistInput(Retried):
    id: strawberry.ID = strawberry.field(description="Which artist.")
    upload_access: bool | None = strawberry.field(default=UNSET, description="Whether tracks may be uploaded.")
    verified: bool | None = strawberry.field(default=UNSET, description="Whether it is who it says.")


@strawberry.input(description="Which artist.")
class ArtistInput(Retried):
    id: strawberry.ID = strawberry.field(description="Global id.")


@strawberry.type(description="Artist as it is now.")
class ArtistPayload(Payload):
    artist: ArtistRef | None = strawberry.field(default=None, description="Artist, or null when it was refused.")


@strawberry.type(description="What is gone.")
class DeleteArtistPayload(Payload):
    deleted_id: strawberry.ID | None = strawberry.field(default=None, description="Global id of the deleted artist.")


def fields(input: ArtistFields) -> dict[str, Any]:
    """The fields of a draft: pictures by row id or address, links by network."""
    values = given(input)
    values.pop("id", None)
    for name in ("image", "cover_image"):
        if name in values:
            values[name] = ids.picture(values[name])
    if values.get("social_links") is not None:
        values["social_links"] = {link["network"]: link.get("address") for link in values["social_links"]}
    return values


@strawberry.type
class ArtistMutation:
    @mutation(description="Create an artist, run by the caller.")
    async def create_artist(self, info: Info, input: CreateArtistInput) -> ArtistPayload:
        async with info.context.writing() as work:
            artist = await artists.create(work, ArtistDraft.read(fields(input)))
        return ArtistPayload(artist=artist)

    @mutation(description="Change an artist.")
    async def update_artist(self, info: Info, input: UpdateArtistInput) -> ArtistPayload:
        async with info.context.writing() as work:
            artist = await artists.get(work, ids.row_id(input.id, "Artist"))
            await artists.update(work, artist, ArtistChanges.read(fields(input)))
        return ArtistPayload(artist=artist)

    @mutation(description="Delete an artist; the tracks and albums it leads go private, and an admin can restore all.")
    async def delete_artist(self, info: Info, input: ArtistInput) -> DeleteArtistPayload:
        async with info.context.writing() as work:
            await artists.remove(work, await artists.get(work, ids.row_id(input.id, "Artist")))
        return DeleteArtistPayload(deleted_id=input.id)

    @mutation(description="Bring a deleted artist back, with what went private because of that. For admins.")
    async def restore_artist(self, info: Info, input: ArtistInput) -> ArtistPayload:
        async with info.context.writing() as work:
            artist = await artists.restore(work, ids.row_id(input.id, "Artist"))
        return ArtistPayload(artist=artist)

    @mutation(description="Give an artist upload access or the platform's word, or take them. For admins.")
    async def grant_artist(self, info: Info, input: GrantArtistInput) -> ArtistPayload:
        async with info.context.writing() as work:
            artist = await artists.grant(
                work,
                ids.row_id(input.id, "Artist"),
                upload_access=None if input.upload_access is UNSET else input.upload_access,
                verified=None if input.verified is UNSET else input.verified,
            )
        return ArtistPayload(artist=artist)
