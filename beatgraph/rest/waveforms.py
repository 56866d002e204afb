"""Waveforms over REST."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from beatgraph.audio import bars_as_rectangles
from beatgraph.drafts import Draft
from beatgraph.models import Waveform
from beatgraph.rest.comments import CommentView
from beatgraph.rest.comments import views as comment_views
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, draft, row_id
from beatgraph.rest.responses import View, status_success
from beatgraph.services import comments, tracks, waveforms

IDS_AT_MOST = 100
Rectangle = list[float | int]


class WaveView(View):
    """A drawn waveform, `[x, y, width, height]` a bar on 1240 × 45, and its peaks from 0 to 1."""

    waveData: list[Rectangle] = Field(description="414 bars, or none.")
    comments: list[CommentView] = Field(
        default_factory=list,
        description="The latest with a place in the track, by that place. At most 100.",
    )
    peaks: list[float]


class WaveAnswer(WaveView):
    status: str = "success"


class BarsView(View):
    waveData: list[Rectangle]


class WavesAnswer(View):
    status: str = "success"
    waves: dict[str, BarsView]
    missing: list[int]


class WaveBatch(Draft):
    """Which tracks' waveforms."""

    ids: list[Annotated[int, Field(ge=1, le=2**63 - 1)]] = Field(min_length=1, max_length=IDS_AT_MOST)


def wave_view(row: Waveform | None, beside: Sequence[CommentView] = ()) -> WaveView:
    return WaveView(waveData=rectangles(row), comments=[*beside], peaks=waveforms.peaks(row) if row else [])


def rectangles(row: Waveform | None) -> list[Rectangle]:
    return [*bars_as_rectangles(row.bars)] if row else []


async def get_wave(request: Request) -> Response:
    async with caller(request).reading() as work:
        track = await tracks.get(work, row_id(request, "track"))
        found = await waveforms.of_uploads(work, [track.upload_id]) if track.upload_id else {}
        said = await comments.on_wave(work, track.id)
    beside = await comment_views(caller(request), said)
    return status_success(**wave_view(found.get(track.upload_id or 0), beside).model_dump(mode="json"))


async def get_waves(request: Request) -> Response:
    wanted = list(dict.fromkeys((await draft(request, WaveBatch)).ids))
    async with caller(request).reading() as work:
        found = await waveforms.of_tracks(work, wanted)
    return status_success(
        waves={str(each): BarsView(waveData=rectangles(found[each])) for each in wanted if each in found},
        missing=[each for each in wanted if each not in found],
    )


OPERATIONS = [
    Operation(
        "GET", "/api/v1/tracks/{track}/wave", get_wave, "The waveform of a track.", response=WaveAnswer, errors=(404,)
    ),
    Operation(
        "POST",
        "/api/v1/tracks/wave-batch",
        get_waves,
        "The waveforms of up to a hundred tracks.",
        body=WaveBatch,
        response=WavesAnswer,
        errors=(422,),
    ),
]
