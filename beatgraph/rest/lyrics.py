"""Lyrics over REST."""

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from beatgraph.drafts.lyrics import LyricChanges, LyricDraft
from beatgraph.models import Lyric
from beatgraph.rest import gates
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, draft, page, row_id, row_ids
from beatgraph.rest.responses import DoneAnswer, Micros, View, page_of, status_success
from beatgraph.services import lyrics

PAGE_DEFAULT = 15


class LyricView(View):
    id: int
    track_id: int
    text: str
    is_synced: bool = Field(description="Whether there are times in front of its lines.")
    created_at: Micros
    updated_at: Micros
    model_type: str = "lyric"


class LyricAnswer(View):
    status: str = "success"
    lyric: LyricView


def view(row: Lyric) -> LyricView:
    return LyricView.model_validate(row)


async def list_lyrics(request: Request) -> Response:
    async with caller(request).reading() as work:
        found = await lyrics.page(work, page(request, default=PAGE_DEFAULT))
    return page_of("lyrics", found, map(view, found.rows))


async def get_lyrics_of_track(request: Request) -> Response:
    async with caller(request).reading() as work:
        row = await lyrics.of_track(work, row_id(request, "id", "Track"))
    return status_success(lyric=view(row))


async def create_lyric(request: Request) -> Response:
    wanted = await draft(request, LyricDraft)
    async with caller(request).writing() as work:
        row = await lyrics.create(work, wanted)
    return status_success(201, lyric=view(row))


async def update_lyric(request: Request) -> Response:
    changes = await draft(request, LyricChanges)
    async with caller(request).writing() as work:
        row = await lyrics.update(work, row_id(request, "id", "Lyric"), changes)
    return status_success(lyric=view(row))


async def delete_lyrics(request: Request) -> Response:
    async with caller(request).writing() as work:
        await lyrics.remove(work, row_ids(request))
    return status_success()


OPERATIONS = [
    Operation(
        "GET",
        "/api/v1/lyrics",
        list_lyrics,
        "Lyrics of one's own tracks, latest first; to guests, those of public tracks.",
        page_of=LyricView,
    ),
    Operation(
        "GET",
        "/api/v1/tracks/{id}/lyrics",
        get_lyrics_of_track,
        "The words of a track.",
        response=LyricAnswer,
        errors=(404,),
    ),
    Operation(
        "POST",
        "/api/v1/lyrics",
        create_lyric,
        "Write down the words of a track, which has one lyric.",
        token=True,
        status=201,
        body=LyricDraft,
        response=LyricAnswer,
        errors=(403, 409, 422),
    ),
    Operation(
        "PUT",
        "/api/v1/lyrics/{id}",
        update_lyric,
        "Change a lyric.",
        token=True,
        body=LyricChanges,
        response=LyricAnswer,
        errors=(403, 404, 422),
        gate=gates.thing(lyrics.owned, "id"),
    ),
    Operation(
        "DELETE",
        "/api/v1/lyrics/{ids}",
        delete_lyrics,
        "Delete lyrics: all of them or, if one is another's, none.",
        token=True,
        response=DoneAnswer,
        errors=(403, 404),
    ),
]
