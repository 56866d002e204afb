"""Uploads (file entries) over REST."""

from typing import Any

from pydantic import AliasChoices, Field
from starlette.requests import Request
from starlette.responses import Response

from beatgraph.arrivals import extract, receive
from beatgraph.drafts import Draft
from beatgraph.errors import BadRequestError, InvalidError, TooLargeError
from beatgraph.models import Upload
from beatgraph.rest import gates
from beatgraph.rest.files import stored_file
from beatgraph.rest.forms import received
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, draft, row_id
from beatgraph.rest.responses import Micros, View, status_success
from beatgraph.rest.waveforms import WaveView, wave_view
from beatgraph.services import receiving, uploads
from beatgraph.services.analyses import Extracted
from loaders.caller import Caller

NOUN = "File entry"


class FileEntryView(View):
    """A file that was uploaded; the address is good for an hour."""

    id: int
    name: str
    file_name: str
    mime: str
    extension: str
    file_size: int
    type: str
    url: str
    created_at: Micros


class FileEntryAnswer(View):
    status: str = "success"
    fileEntry: FileEntryView


async def view(asking: Caller, row: Upload) -> FileEntryView:
    with receiving.storing():
        url = await asking.workshop.storage.url(row.storage_key, expires_in=uploads.LINK_LIVES)
    return FileEntryView(
        id=row.id,
        name=row.name,
        file_name=row.storage_key.rpartition("/")[2],
        mime=row.mime,
        extension=row.extension,
        file_size=row.size,
        type=row.kind,
        url=url,
        created_at=row.created_at,
    )


async def upload_file(request: Request) -> Response:
    asking = caller(request)
    try:
        async with received(request) as form:
            incoming = form.files.get("file")
            if incoming is None:
                raise UploadRefusedError("Send one file in a part named “file”.")
            row = await receive(asking, incoming)
    except (BadRequestError, TooLargeError) as error:
        raise UploadRefusedError(error.text, code=error.code) from error
    return status_success(201, fileEntry=await view(asking, row))


async def upload_file_entry(request: Request) -> Response:
    return await upload_file(request)


class UploadRefusedError(InvalidError):
    """A body that holds no single file within bounds."""

    def __init__(self, message: str, *, code: str = InvalidError.code) -> None:
        super().__init__(message, field="file")
        self.code = code


async def get_file(request: Request) -> Response:
    async with caller(request).reading() as work:
        row = await uploads.owned(work, row_id(request, "fileEntry", NOUN))
    return await stored_file(request, row.storage_key)


async def get_file_model(request: Request) -> Response:
    async with caller(request).reading() as work:
        row = await uploads.owned(work, row_id(request, "fileEntry", NOUN))
    return status_success(fileEntry=await view(caller(request), row))


class ExtractDraft(Draft):
    """How to extract."""

    auto_match_album: bool = Field(
        default=False,
        validation_alias=AliasChoices("autoMatchAlbum", "auto_match_album"),
        description="Whether to look for the caller's album of the name in the tags.",
    )


class ArtistMatch(View):
    id: int
    name: str
    model_type: str = "artist"


class AlbumMatch(View):
    id: int
    name: str
    image: str | None
    model_type: str = "album"


class MetadataView(View):
    """What a form about a new track can be filled in with."""

    title: str
    duration: int = Field(description="Milliseconds.")
    bpm: float | int | None
    bpm_confidence: float
    bpm_alternatives: list[float | int]
    key: str | None
    scale: str | None
    camelot: str | None
    open_key: str | None
    genres: list[str]
    artist_name: str | None
    artist: ArtistMatch | None
    album_name: str | None
    album: AlbumMatch | None
    release_date: str | None
    lyrics: str | None
    image: str | None
    tags: dict[str, Any] = Field(description="Tags of the file as they were read.")
    waveform: WaveView | None
    sources: dict[str, str] = Field(description="Where each value comes from: tag, analysis or file_name.")


class MetadataAnswer(View):
    status: str = "success"
    metadata: MetadataView


class ProgressAnswer(View):
    """How far an analysis is that has not ended."""

    status: str = "success"
    job_id: str
    analysis_state: str


def metadata_view(found: Extracted) -> MetadataView:
    return MetadataView(
        title=found.title,
        duration=found.duration,
        bpm=_whole(found.bpm),
        bpm_confidence=found.bpm_confidence,
        bpm_alternatives=[_whole(bpm) or bpm for bpm in found.bpm_alternatives],
        key=found.key,
        scale=found.scale,
        camelot=found.camelot,
        open_key=found.open_key,
        genres=found.genres,
        artist_name=found.artist_name,
        artist=ArtistMatch.model_validate(found.artist) if found.artist else None,
        album_name=found.album_name,
        album=AlbumMatch.model_validate(found.album) if found.album else None,
        release_date=found.release_date,
        lyrics=found.lyrics,
        image=found.image,
        tags=found.tags,
        waveform=wave_view(found.waveform) if found.waveform else None,
        sources=found.sources,
    )


def _whole(value: float | None) -> float | int | None:
    return int(value) if value is not None and value == int(value) else value


async def extract_metadata(request: Request) -> Response:
    upload_id = row_id(request, "fileEntry", NOUN)
    wanted = await draft(request, ExtractDraft)
    found = await extract(caller(request), upload_id, match_album=wanted.auto_match_album)
    if found.extracted is None:
        return status_success(202, job_id=found.job_id, analysis_state=found.state)
    return status_success(metadata=metadata_view(found.extracted))


UPLOADED = "Upload an audio file or a picture; it is decoded before it is taken."

OPERATIONS = [
    Operation(
        "POST",
        "/api/v1/uploads",
        upload_file,
        UPLOADED,
        token=True,
        status=201,
        upload=True,
        response=FileEntryAnswer,
        errors=(422, 507),
    ),
    Operation(
        "POST",
        "/api/v1/file-entries",
        upload_file_entry,
        UPLOADED,
        token=True,
        status=201,
        upload=True,
        response=FileEntryAnswer,
        errors=(422, 507),
    ),
    Operation(
        "GET",
        "/api/v1/file-entries/{fileEntry}",
        get_file,
        "The bytes of one's own file, or a range of them.",
        token=True,
        media="audio/*, image/*",
        errors=(403, 404, 416),
    ),
    Operation(
        "GET",
        "/api/v1/file-entries/{fileEntry}/model",
        get_file_model,
        "One's own file, without its bytes.",
        token=True,
        response=FileEntryAnswer,
        errors=(403, 404),
    ),
    Operation(
        "POST",
        "/api/v1/tracks/{fileEntry}/extract-metadata",
        extract_metadata,
        "What an uploaded sound says about itself; 202 while its analysis goes on.",
        token=True,
        body=ExtractDraft,
        response=MetadataAnswer,
        accepted=ProgressAnswer,
        errors=(403, 404, 422),
        gate=gates.thing(uploads.owned, "fileEntry"),
    ),
]
