"""Plays in the graph."""

import strawberry
from strawberry import UNSET

from beatgraph.drafts.plays import PlaybackReport, PlayDraft
from beatgraph.models import Source
from beatgraph.services import plays
from resolvers.base import ids
from resolvers.base.context import Info
from resolvers.base.inputs import Retried, given
from resolvers.base.payloads import Payload, mutation
from resolvers.base.refs import TrackRef


@strawberry.input(description="Play that begins. Sent again with the same key, it is the same play.")
class RecordPlayInput:
    track_id: strawberry.ID = strawberry.field(description="Track that is being played.")
    idempotency_key: str | None = strawberry.field(default=UNSET, description="UUID of this play, made by the client.")
    play_token: str | None = strawberry.field(default=UNSET, description="Token of a play of one's own that goes on.")
    queue_id: str | None = strawberry.field(default=UNSET, description="Where it is played from.")
    position: float | None = strawberry.field(default=UNSET, description="Where it starts, in seconds.")
    source: Source | None = strawberry.field(default=UNSET, description="From where it was begun.")


@strawberry.type(description="Play that has been recorded.")
class RecordPlayPayload(Payload):
    play_token: str | None = strawberry.field(default=None, description="Token to report on this play with.")
    track: TrackRef | None = strawberry.field(default=None, description="Track with its plays as they are now.")


@strawberry.input(description="How far a play of one's own has come.")
class UpdatePlayDurationInput(Retried):
    play_token: str = strawberry.field(description="Token that recording the play gave.")
    duration: float = strawberry.field(description="Seconds listened so far, 0 to 86400; it only grows.")
    completed: bool = strawberry.field(default=False, description="Whether the play has ended.")
    position_ms: float | None = strawberry.field(
        default=UNSET, description="Furthest position in milliseconds; what was listened to if absent."
    )


@strawberry.type(description="Play as it is now.")
class UpdatePlayDurationPayload(Payload):
    play_token: str | None = strawberry.field(default=None, description="Token of the play.")
    duration: float | None = strawberry.field(
        default=None, description="Seconds reported so far; numbers count no more than time has passed."
    )
    completion_percentage: float | None = strawberry.field(
        default=None, description="Part of the track that was listened to, in per cent; null if its length is unknown."
    )
    track: TrackRef | None = strawberry.field(default=None, description="Track that is being played.")


@strawberry.type
class PlayMutation:
    @mutation(description="Record that a track is being played. Guests may do so too.")
    async def record_play(self, info: Info, input: RecordPlayInput) -> RecordPlayPayload:
        draft = PlayDraft.read(given(input))
        recorded = await info.context.record_play(ids.row_id(input.track_id, "Track"), draft)
        return RecordPlayPayload(play_token=recorded.play_token, track=recorded.track)

    @mutation(description="Report how long a play of one's own has been listened to.")
    async def update_play_duration(self, info: Info, input: UpdatePlayDurationInput) -> UpdatePlayDurationPayload:
        async with info.context.writing() as work:
            play = await plays.update_duration(work, PlaybackReport.read(given(input)))
        return UpdatePlayDurationPayload(
            play_token=play.play_token,
            duration=play.duration,
            completion_percentage=play.completion_percentage,
            track=play.track,
        )
