"""Record labels in the graph."""

from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry
from strawberry import UNSET

from beatgraph import models
from beatgraph.drafts.labels import LabelChanges, LabelDraft
from beatgraph.services import labels
from loaders.labels import ArtistsByLabel, LabelById, LabelByUuid
from resolvers.base import ids
from resolvers.base.connections import After, Before, Connection, First, Last, window
from resolvers.base.context import Info
from resolvers.base.edges import listed, pages
from resolvers.base.guards import refused, with_token
from resolvers.base.inputs import Retried, given
from resolvers.base.node import By, Id, Node, public_one
from resolvers.base.payloads import Payload, mutation
from resolvers.base.refs import ArtistRef, LabelRef


@strawberry.type(description="Record label that artists are signed to.")
class Label(Node):
    row = models.Label

    name: str = strawberry.field(description="Name.")
    uuid: UUID | None = with_token(UUID, description="UUID that the label app's routes use.")
    description: str | None = with_token(str, description="Words about the label.")
    country: str | None = with_token(str, description="Two letters of its country.")
    created_at: datetime | None = with_token(datetime, description="When it was made.")
    updated_at: datetime | None = with_token(datetime, description="When it was last changed.")
    artists: Connection[ArtistRef] | None = pages(
        ArtistsByLabel, key="id", node=ArtistRef, token=True, description="Artists signed to it, oldest profile first."
    )

    @strawberry.field(description="Address to write to. Only for its owner and admins. Needs a token.")
    def email(root: Any, info: Info) -> str | None:
        if refused(info) or not labels.runs(info.context.viewer, root):
            return None
        email: str | None = root.email
        return email

    @strawberry.field(description="Whether the caller may change it.")
    def viewer_can_edit(root: Any, info: Info) -> bool:
        return labels.runs(info.context.viewer, root)


@strawberry.type
class LabelQuery:
    @strawberry.field(description="One label.")
    async def label(self, info: Info, id: Id = UNSET, by: By = UNSET) -> LabelRef | None:
        return await public_one(info, "Label", id, by, LabelById, LabelByUuid)

    @strawberry.field(description="Caller's own labels, to admins all, the oldest first. Needs a token.")
    async def labels(
        self, info: Info, first: First = UNSET, after: After = UNSET, last: Last = UNSET, before: Before = UNSET
    ) -> Connection[LabelRef] | None:
        if refused(info):
            return None
        return await listed(info, window(first, after, last, before), labels.window, labels.count)


@strawberry.input(description="What can be said of a label. What is left out stays as it is, null clears it.")
class LabelFields(Retried):
    email: str | None = strawberry.field(default=UNSET, description="Address to write to.")
    description: str | None = strawberry.field(
        default=UNSET, description="Words about the label, at most 255 characters."
    )
    country: str | None = strawberry.field(default=UNSET, description="Two letters of its country; RW if absent.")


@strawberry.input(description="Name of a new label, and what else is known.")
class CreateLabelInput(LabelFields):
    name: str = strawberry.field(description="Name, at most 255 characters.")


@strawberry.input(description="Changes to a label.")
class UpdateLabelInput(LabelFields):
    id: strawberry.ID = strawberry.field(description="Which label.")
    name: str | None = strawberry.field(default=UNSET, description="Name, at most 255 characters.")


@strawberry.input(description="Which label.")
class LabelInput(Retried):
    id: strawberry.ID = strawberry.field(description="Global id.")


@strawberry.input(description="Label and artist.")
class LabelArtistInput(Retried):
    label_id: strawberry.ID = strawberry.field(description="Which label.")
    artist_id: strawberry.ID = strawberry.field(description="Which artist.")


@strawberry.type(description="Label as it is now.")
class LabelPayload(Payload):
    label: LabelRef | None = strawberry.field(default=None, description="Label, or null when it was refused.")


@strawberry.type(description="What is gone.")
class DeleteLabelPayload(Payload):
    deleted_id: strawberry.ID | None = strawberry.field(default=None, description="Global id of the deleted label.")


@strawberry.type(description="Artist as it is now, with or without a label.")
class LabelArtistPayload(Payload):
    artist: ArtistRef | None = strawberry.field(default=None, description="Artist, or null when it was refused.")


def fields(input: LabelFields) -> dict[str, Any]:
    values = given(input)
    values.pop("id", None)
    return values


@strawberry.type
class LabelMutation:
    @mutation(description="Create a label, owned by the caller.")
    async def create_label(self, info: Info, input: CreateLabelInput) -> LabelPayload:
        async with info.context.writing() as work:
            label = await labels.create(work, LabelDraft.read(fields(input)))
        return LabelPayload(label=label)

    @mutation(description="Change a label.")
    async def update_label(self, info: Info, input: UpdateLabelInput) -> LabelPayload:
        async with info.context.writing() as work:
            label = await labels.get(work, ids.row_id(input.id, "Label"))
            await labels.update(work, label, LabelChanges.read(fields(input)))
        return LabelPayload(label=label)

    @mutation(description="Delete a label; its artists are signed to nobody then.")
    async def delete_label(self, info: Info, input: LabelInput) -> DeleteLabelPayload:
        async with info.context.writing() as work:
            await labels.remove(work, await labels.get(work, ids.row_id(input.id, "Label")))
        return DeleteLabelPayload(deleted_id=input.id)

    @mutation(description="Sign an artist to a label. For those who run both, and admins.")
    async def add_artist_to_label(self, info: Info, input: LabelArtistInput) -> LabelArtistPayload:
        label_id, artist_id = ids.row_id(input.label_id, "Label"), ids.row_id(input.artist_id, "Artist")
        async with info.context.writing() as work:
            artist = await labels.add_artist(work, label_id, artist_id)
        return LabelArtistPayload(artist=artist)

    @mutation(description="Let an artist go from a label. For those who run either, and admins.")
    async def remove_artist_from_label(self, info: Info, input: LabelArtistInput) -> LabelArtistPayload:
        label_id, artist_id = ids.row_id(input.label_id, "Label"), ids.row_id(input.artist_id, "Artist")
        async with info.context.writing() as work:
            artist = await labels.remove_artist(work, label_id, artist_id)
        return LabelArtistPayload(artist=artist)
