"""Plays over REST."""

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from beatgraph.drafts.plays import PlaybackReport, PlayDraft
from beatgraph.rest import gates
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, draft, row_id
from beatgraph.rest.responses import View, status_success
from beatgraph.services import plays, tracks


class PlayAnswer(View):
    status: str = "success"
    play_token: str


class PlaybackAnswer(PlayAnswer):
    duration: float = Field(description="Seconds reported so far; numbers count no more than time has passed.")
    completion_percentage: float | None


async def record_play(request: Request) -> Response:
    wanted = await draft(request, PlayDraft)
    recorded = await caller(request).record_play(row_id(request, "track"), wanted)
    return status_success(play_token=recorded.play_token)


async def log_play(request: Request) -> Response:
    return await record_play(request)


async def update_play_duration(request: Request) -> Response:
    report = await draft(request, PlaybackReport)
    async with caller(request).writing() as work:
        play = await plays.update_duration(work, report, row_id(request, "track"))
    return status_success(
        play_token=play.play_token, duration=play.duration, completion_percentage=play.completion_percentage
    )


OPERATIONS = [
    Operation(
        "POST",
        "/api/v1/tracks/{track}/plays",
        record_play,
        "Record that a track is being played; with the same idempotency key, once.",
        body=PlayDraft,
        response=PlayAnswer,
        errors=(404, 422),
        gate=gates.thing(tracks.get, "track"),
    ),
    Operation(
        "POST",
        "/api/v1/tracks/plays/{track}/log",
        log_play,
        "Record that a track is being played, as at `/tracks/{track}/plays`.",
        body=PlayDraft,
        response=PlayAnswer,
        errors=(404, 422),
        gate=gates.thing(tracks.get, "track"),
    ),
    Operation(
        "POST",
        "/api/v1/tracks/plays/{track}/update-duration",
        update_play_duration,
        "Report how long one's own open play has been listened to, in seconds.",
        body=PlaybackReport,
        response=PlaybackAnswer,
        errors=(404, 422),
        gate=gates.thing(tracks.get, "track"),
    ),
]
