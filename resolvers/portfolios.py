"""Portfolio credits in the graph."""

from datetime import datetime
from typing import Any

import strawberry
from strawberry import UNSET

from beatgraph import models
from beatgraph.drafts.portfolios import (
    CREDITS_AT_MOST,
    TRACKS_AT_MOST,
    AlbumCreditsDraft,
    CreditChanges,
    CreditDraft,
    CreditOrder,
)
from beatgraph.models import CREDIT_GROUPS, ReleaseType
from beatgraph.services import portfolios
from loaders.artists import ArtistById
from loaders.portfolios import RolesByCredit
from resolvers.artists import ArtistPayload
from resolvers.base import ids
from resolvers.base.context import Info
from resolvers.base.edges import edge
from resolvers.base.enums import described
from resolvers.base.inputs import Retried, given
from resolvers.base.node import Node
from resolvers.base.payloads import Payload, mutation
from resolvers.base.refs import ArtistRef, CreditRef
from resolvers.credits import CreditRole

ROLES_AT_MOST = len(models.CreditRole)
described(
    ReleaseType,
    "What was released.",
    {ReleaseType.SONG: "One song.", ReleaseType.ALBUM: "Whole album."},
)


@strawberry.type(description="Release elsewhere that an artist had a part in; it grants nothing here.")
class Credit(Node):
    row = models.ArtistCredit

    spotify_id: str = strawberry.field(description="Spotify's id of the release.")
    spotify_album_id: str | None = strawberry.field(description="Spotify's id of the album that it was added with.")
    title: str | None = strawberry.field(description="Title of the song or album.")
    artist_name: str | None = strawberry.field(description="Whose release it is.")
    album_name: str | None = strawberry.field(description="Album that the song is on.")
    image: str | None = strawberry.field(description="Address of the cover.")
    release_year: int | None = strawberry.field(description="Year of its release.")
    spotify_url: str | None = strawberry.field(description="Address to hear it at.")
    popularity: int | None = strawberry.field(description="How popular it is on Spotify, 0 to 100.")
    available: bool = strawberry.field(description="Whether Spotify still has it, as far as is known.")
    position: int = strawberry.field(description="Place in the portfolio, from 1.")
    created_at: datetime = strawberry.field(description="When it was added.")
    artist: ArtistRef | None = edge(
        ArtistById, key="artist_id", type=ArtistRef | None, description="Whose portfolio it is in."
    )
    roles: list[models.CreditRole] = edge(
        RolesByCredit,
        key="id",
        type=list[CreditRole],  # type: ignore[valid-type]
        at_most=ROLES_AT_MOST,
        description="What the artist did on it.",
    )

    @strawberry.field(description="What was released.")
    def type(root: Any) -> ReleaseType:
        return ReleaseType(root.type)


@strawberry.type(description="Role that a credit can have, and how it is written.")
class NamedCreditRole:
    role: CreditRole = strawberry.field(description="Role.")  # type: ignore[valid-type]
    slug: str = strawberry.field(description="Word that the REST routes use for it.")
    name: str = strawberry.field(description="How it is written for people.")


@strawberry.type(description="Roles of one kind of work.")
class CreditRoleGroup:
    name: str = strawberry.field(description="Kind of work, such as Production.")
    roles: list[NamedCreditRole] = strawberry.field(description=f"Its roles. At most {ROLES_AT_MOST}.")


@strawberry.type
class CreditQuery:
    @strawberry.field(description=f"Roles that a credit can have, in groups. At most {len(CREDIT_GROUPS)}.")
    def credit_roles(self) -> list[CreditRoleGroup]:
        return [
            CreditRoleGroup(
                name=group, roles=[NamedCreditRole(role=role, slug=role, name=name) for role, name in named.items()]
            )
            for group, named in CREDIT_GROUPS.items()
        ]


@strawberry.input(description="How a release is described. What is left out stays as it is, null clears it.")
class CreditFields(Retried):
    title: str | None = strawberry.field(default=UNSET, description="Title of the song or album.")
    artist_name: str | None = strawberry.field(default=UNSET, description="Whose release it is.")
    album_name: str | None = strawberry.field(default=UNSET, description="Album that the song is on.")
    image: str | None = strawberry.field(
        default=UNSET, description="Address of a cover, a made cover's reference, or an upload's global id."
    )
    release_year: int | None = strawberry.field(default=UNSET, description="Year of its release.")
    spotify_url: str | None = strawberry.field(default=UNSET, description="Address to hear it at.")
    popularity: int | None = strawberry.field(default=UNSET, description="How popular it is on Spotify, 0 to 100.")


@strawberry.input(description="Release to add to a portfolio, and what the artist did on it.")
class AddCreditInput(CreditFields):
    artist_id: strawberry.ID = strawberry.field(description="Whose portfolio.")
    type: ReleaseType = strawberry.field(description="What was released.")
    spotify_id: str = strawberry.field(description="Spotify's id of the release.")
    roles: list[CreditRole] = strawberry.field(  # type: ignore[valid-type]
        description=f"What the artist did on it. At most {ROLES_AT_MOST}."
    )


@strawberry.input(description="Song of an album, and what the artist did on it.")
class AlbumTrackInput:
    spotify_id: str = strawberry.field(description="Spotify's id of the song.")
    roles: list[CreditRole] | None = strawberry.field(  # type: ignore[valid-type]
        default=UNSET,
        description=f"What the artist did on it; without roles it is passed over. At most {ROLES_AT_MOST}.",
    )
    title: str | None = strawberry.field(default=UNSET, description="Title of the song.")
    artist_name: str | None = strawberry.field(default=UNSET, description="Whose song it is, if not the album's.")
    spotify_url: str | None = strawberry.field(default=UNSET, description="Address to hear it at.")
    popularity: int | None = strawberry.field(default=UNSET, description="How popular it is on Spotify, 0 to 100.")


@strawberry.input(description="Album whose songs are to be added to a portfolio.")
class AddAlbumCreditsInput(Retried):
    artist_id: strawberry.ID = strawberry.field(description="Whose portfolio.")
    spotify_album_id: str = strawberry.field(description="Spotify's id of the album.")
    tracks: list[AlbumTrackInput] = strawberry.field(description=f"Its songs. At most {TRACKS_AT_MOST}.")
    album_name: str | None = strawberry.field(default=UNSET, description="Title of the album.")
    artist_name: str | None = strawberry.field(default=UNSET, description="Whose album it is.")
    image: str | None = strawberry.field(
        default=UNSET, description="Address of a cover, a made cover's reference, or an upload's global id."
    )
    release_year: int | None = strawberry.field(default=UNSET, description="Year of its release.")


@strawberry.input(description="Corrections to a credit. What is left out stays as it is.")
class UpdateCreditInput(CreditFields):
    id: strawberry.ID = strawberry.field(description="Which credit.")
    roles: list[CreditRole] | None = strawberry.field(  # type: ignore[valid-type]
        default=UNSET, description=f"What the artist did on it; as it was if absent. At most {ROLES_AT_MOST}."
    )


@strawberry.input(description="Which credit.")
class DeleteCreditInput(Retried):
    id: strawberry.ID = strawberry.field(description="Global id.")


@strawberry.input(description="Another order of a portfolio.")
class ReorderCreditsInput(Retried):
    artist_id: strawberry.ID = strawberry.field(description="Whose portfolio.")
    ids: list[strawberry.ID] = strawberry.field(
        description=f"Global ids of all its credits, each once. At most {CREDITS_AT_MOST}."
    )


@strawberry.type(description="Credit as it is now.")
class CreditPayload(Payload):
    credit: CreditRef | None = strawberry.field(default=None, description="Credit, or null when it was refused.")


@strawberry.type(description="Credits of an album's songs as they are now.")
class AlbumCreditsPayload(Payload):
    credits: list[CreditRef] = strawberry.field(
        default_factory=list, description=f"Credits of the songs with roles. At most {TRACKS_AT_MOST}."
    )
    created: int = strawberry.field(default=0, description="How many of them are new in the portfolio.")


@strawberry.type(description="What is gone.")
class DeleteCreditPayload(Payload):
    deleted_id: strawberry.ID | None = strawberry.field(default=None, description="Global id of the deleted credit.")


def fields(input: Any) -> dict[str, Any]:
    """The fields of a draft; a picture by row id or address."""
    values = given(input)
    if "image" in values:
        values["image"] = ids.picture(values["image"])
    return values


@strawberry.type
class CreditMutation:
    @mutation(description="Add a release to a portfolio, or more roles on one that is there.")
    async def add_credit(self, info: Info, input: AddCreditInput) -> CreditPayload:
        async with info.context.writing() as work:
            credit = await portfolios.add(work, ids.row_id(input.artist_id, "Artist"), CreditDraft.read(fields(input)))
        return CreditPayload(credit=credit)

    @mutation(description="Add the songs of an album to a portfolio; songs without roles are passed over.")
    async def add_album_credits(self, info: Info, input: AddAlbumCreditsInput) -> AlbumCreditsPayload:
        async with info.context.writing() as work:
            added = await portfolios.add_album(
                work, ids.row_id(input.artist_id, "Artist"), AlbumCreditsDraft.read(fields(input))
            )
        return AlbumCreditsPayload(credits=list(added.credits), created=added.created)

    @mutation(description="Correct a credit, and replace its roles if any are given.")
    async def update_credit(self, info: Info, input: UpdateCreditInput) -> CreditPayload:
        async with info.context.writing() as work:
            credit = await portfolios.change(work, ids.row_id(input.id, "Credit"), CreditChanges.read(fields(input)))
        return CreditPayload(credit=credit)

    @mutation(description="Take a release out of a portfolio, with all its roles.")
    async def delete_credit(self, info: Info, input: DeleteCreditInput) -> DeleteCreditPayload:
        async with info.context.writing() as work:
            await portfolios.remove(work, ids.row_id(input.id, "Credit"))
        return DeleteCreditPayload(deleted_id=input.id)

    @mutation(description="Put a portfolio in another order.")
    async def reorder_credits(self, info: Info, input: ReorderCreditsInput) -> ArtistPayload:
        order = CreditOrder.read({"ids": [ids.row_id(each, "Credit") for each in input.ids]})
        async with info.context.writing() as work:
            artist = await portfolios.reorder(work, ids.row_id(input.artist_id, "Artist"), order.ids)
        return ArtistPayload(artist=artist)
