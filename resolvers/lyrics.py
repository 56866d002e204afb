"""Lyrics in the graph."""

from datetime import datetime
from typing import Any

import strawberry
from strawberry import UNSET

from beatgraph import models, verses
from beatgraph.drafts.lyrics import LyricChanges, LyricDraft
from beatgraph.services import lyrics
from loaders.lyrics import LyricById
from loaders.tracks import TrackById
from resolvers.base import ids
from resolvers.base.connections import After, Before, Connection, First, Last, window
from resolvers.base.context import Info
from resolvers.base.edges import edge, listed
from resolvers.base.inputs import Retried, given
from resolvers.base.node import By, Id, Node, RowView, meant
from resolvers.base.payloads import Payload, mutation
from resolvers.base.refs import LyricRef, TrackRef


@strawberry.type(description="One line of a lyric.")
class LyricLine(RowView):
    row = verses.Line

    at: int | None = strawberry.field(description="When it begins, in milliseconds; null where no time is given.")
    text: str = strawberry.field(description="What is sung, or a mark such as [Verse 1], without its time.")


@strawberry.type(description="Words of a track.")
class Lyric(Node):
    row = models.Lyric

    text: str = strawberry.field(description="All of it, with the times as they were written.")
    is_synced: bool = strawberry.field(description="Whether there are times in front of its lines.")
    created_at: datetime = strawberry.field(description="When it was written down.")
    updated_at: datetime = strawberry.field(description="When it was last changed.")
    track: TrackRef | None = edge(TrackById, key="track_id", type=TrackRef | None, description="Track it belongs to.")

    @strawberry.field(description=f"Its lines in their order. At most {verses.LINES_AT_MOST}.")
    def lines(root: Any) -> list[LyricLine]:
        return verses.lines(root.text)  # type: ignore[return-value]


@strawberry.type
class LyricQuery:
    @strawberry.field(description="One lyric.")
    async def lyric(self, info: Info, id: Id = UNSET, by: By = UNSET) -> LyricRef | None:
        return await info.context.loaders[LyricById].load(meant("Lyric", id, by))

    @strawberry.field(description="Lyrics of the caller's own tracks, latest first; to guests, those of public tracks.")
    async def lyrics(
        self, info: Info, first: First = UNSET, after: After = UNSET, last: Last = UNSET, before: Before = UNSET
    ) -> Connection[LyricRef]:
        return await listed(info, window(first, after, last, before), lyrics.window, lyrics.count)


@strawberry.input(description="Words of a track.")
class CreateLyricInput(Retried):
    track_id: strawberry.ID = strawberry.field(description="Which track.")
    text: str = strawberry.field(
        description="Words, at most 50 000 characters; a line may begin with its time, as [MM:SS] or [MM:SS.xx]."
    )
    is_synced: bool | None = strawberry.field(
        default=UNSET, description="Whether there are times; read off the text, and checked if given."
    )


@strawberry.input(description="Changes to a lyric. What is left out stays as it is.")
class UpdateLyricInput(Retried):
    id: strawberry.ID = strawberry.field(description="Which lyric.")
    text: str | None = strawberry.field(default=UNSET, description="Words, at most 50 000 characters.")
    is_synced: bool | None = strawberry.field(
        default=UNSET, description="Whether there are times; read off the text, and checked if given."
    )


@strawberry.input(description="Which lyrics.")
class DeleteLyricsInput(Retried):
    ids: list[strawberry.ID] = strawberry.field(description="Global ids. At most 100.")


@strawberry.type(description="Lyric as it is now.")
class LyricPayload(Payload):
    lyric: LyricRef | None = strawberry.field(default=None, description="Lyric, or null when it was refused.")


@strawberry.type(description="What is gone.")
class DeleteLyricsPayload(Payload):
    deleted_ids: list[strawberry.ID] = strawberry.field(
        default_factory=list, description="Global ids of the deleted lyrics. At most 100."
    )


@strawberry.type
class LyricMutation:
    @mutation(description="Write down the words of a track; a track has one lyric.")
    async def create_lyric(self, info: Info, input: CreateLyricInput) -> LyricPayload:
        draft = LyricDraft.read(given(input) | {"track_id": ids.row_id(input.track_id, "Track")})
        async with info.context.writing() as work:
            lyric = await lyrics.create(work, draft)
        return LyricPayload(lyric=lyric)

    @mutation(description="Change a lyric.")
    async def update_lyric(self, info: Info, input: UpdateLyricInput) -> LyricPayload:
        async with info.context.writing() as work:
            lyric = await lyrics.update(work, ids.row_id(input.id, "Lyric"), LyricChanges.read(given(input)))
        return LyricPayload(lyric=lyric)

    @mutation(description="Delete lyrics: all of them or, if one is not the caller's, none.")
    async def delete_lyrics(self, info: Info, input: DeleteLyricsInput) -> DeleteLyricsPayload:
        async with info.context.writing() as work:
            deleted = await lyrics.remove(work, ids.row_ids(input.ids, "Lyric"))
        return DeleteLyricsPayload(deleted_ids=[strawberry.ID(ids.encode("Lyric", each)) for each in deleted])
