"""Uploads and what was found in them, in the graph."""

from collections.abc import AsyncGenerator
from datetime import datetime
from typing import Annotated, Any

import strawberry
from strawberry import UNSET
from strawberry.file_uploads import Upload as File

from beatgraph import models
from beatgraph.arrivals import extract, receive
from beatgraph.errors import BadRequestError
from beatgraph.services import analyses, receiving, uploads
from beatgraph.services.analyses import Extracted
from beatgraph.services.receiving import Incoming
from beatgraph.work import Work
from loaders.uploads import AnalysisByUpload, UploadById
from resolvers.base import ids
from resolvers.base.connections import After, Before, Connection, First, Last, window
from resolvers.base.context import Info
from resolvers.base.edges import edge, listed
from resolvers.base.enums import described
from resolvers.base.guards import refused
from resolvers.base.inputs import Retried
from resolvers.base.news import Seen, news
from resolvers.base.node import By, Id, Node, RowView, meant
from resolvers.base.payloads import Payload, mutation
from resolvers.base.refs import AlbumRef, AnalysisRef, ArtistRef, MetadataRef, UploadRef, WaveformRef

UploadKind = described(
    models.UploadKind,
    "What a file holds.",
    {models.UploadKind.AUDIO: "Sound.", models.UploadKind.IMAGE: "Picture."},
)
AnalysisState = described(
    models.AnalysisState,
    "How an analysis stands.",
    {
        models.AnalysisState.QUEUED: "Waits for its turn.",
        models.AnalysisState.RUNNING: "Goes on.",
        models.AnalysisState.DONE: "Has found what there was.",
        models.AnalysisState.FAILED: "Could not be done; `reason` says why.",
    },
)


@strawberry.type(description="What was measured in an uploaded sound.")
class Analysis(RowView):
    row = models.Analysis

    @strawberry.field(description="How it stands.")
    def state(root: Any) -> AnalysisState:  # type: ignore[valid-type]
        return models.AnalysisState(root.state)

    reason: str | None = strawberry.field(description="Why it failed, in one word.")
    bpm: float | None = strawberry.field(description="Measured tempo in beats a minute.")
    bpm_confidence: float = strawberry.field(description="How sure the tempo is, 0 to 1.")
    bpm_alternatives: list[float] = strawberry.field(description="Other readings of the tempo. At most 4.")
    key: str | None = strawberry.field(description="Measured key note, such as C or F#.")
    scale: models.Scale | None = strawberry.field(description="Major or minor.")
    key_confidence: float = strawberry.field(description="How sure the key is, 0 to 1.")
    tuning_cents: float | None = strawberry.field(description="How far from 440 Hz it is tuned, in cents.")
    finished_at: datetime | None = strawberry.field(description="When it ended.")

    @strawberry.field(description="Key on the Camelot wheel, such as 8A.")
    def camelot(root: Any) -> str | None:
        key = analyses.key_of(root)
        return key.camelot if key else None

    @strawberry.field(description="Key as Open Key writes it, such as 1m.")
    def open_key(root: Any) -> str | None:
        key = analyses.key_of(root)
        return key.open_key if key else None


@strawberry.type(name="FileEntry", description="File that the caller has uploaded.")
class Upload(Node):
    row = models.Upload

    name: str = strawberry.field(description="File name as it was sent.")
    mime: str = strawberry.field(description="Media type, by the file's content.")
    extension: str = strawberry.field(description="Ending that belongs to the content, such as wav.")
    duration: int | None = strawberry.field(description="Length of a sound in milliseconds.")
    created_at: datetime = strawberry.field(description="When it was uploaded.")

    @strawberry.field(description="Sound or picture.")
    def kind(root: Any) -> UploadKind:  # type: ignore[valid-type]
        return models.UploadKind(root.kind)

    @strawberry.field(description="Bytes.")
    def size(root: Any) -> float:
        return float(root.size)

    @strawberry.field(description="Address of its bytes, good for an hour.")
    async def url(root: Any, info: Info) -> str:
        with receiving.storing():
            return await info.context.workshop.storage.url(root.storage_key, expires_in=uploads.LINK_LIVES)

    analysis: Analysis | None = edge(
        AnalysisByUpload, key="id", type=Analysis | None, description="What was measured in it, if it is a sound."
    )


@strawberry.type(description="Where a value comes from.")
class MetadataSource:
    field: str = strawberry.field(description="Which value.")
    source: str = strawberry.field(description="`tag`, `analysis` or `file_name`.")


@strawberry.type(description="What a form about a new track can be filled in with.")
class Metadata:
    title: str = strawberry.field(description="Title in the tags, or the file's name.")
    duration: int = strawberry.field(description="Length in milliseconds.")
    bpm: float | None = strawberry.field(description="Tempo in beats a minute.")
    bpm_confidence: float = strawberry.field(description="How sure the measured tempo is, 0 to 1.")
    bpm_alternatives: list[float] = strawberry.field(description="Other readings of the tempo. At most 4.")
    key: str | None = strawberry.field(description="Key note, such as C or F#.")
    scale: models.Scale | None = strawberry.field(description="Major or minor.")
    camelot: str | None = strawberry.field(description="Key on the Camelot wheel, such as 8A.")
    open_key: str | None = strawberry.field(description="Key as Open Key writes it, such as 1m.")
    genres: list[str] = strawberry.field(description="Genres in the tags. At most 50.")
    artist_name: str | None = strawberry.field(description="Artist in the tags.")
    artist: ArtistRef | None = strawberry.field(description="Caller's own profile of that name.")
    album_name: str | None = strawberry.field(description="Album in the tags.")
    album: AlbumRef | None = strawberry.field(description="Caller's own album of that name, if it was to be matched.")
    release_date: str | None = strawberry.field(description="Date in the tags: YYYY, YYYY-MM or YYYY-MM-DD.")
    lyrics: str | None = strawberry.field(description="Lyrics in the tags.")
    image: str | None = strawberry.field(description="Address of the cover inside the file.")
    waveform: WaveformRef | None = strawberry.field(description="Shape of the sound.")

    @strawberry.field(description="Where each value comes from. At most 20.")
    def sources(root: Any) -> list[MetadataSource]:
        return [MetadataSource(field=name, source=source) for name, source in root.sources.items()]

    @classmethod
    def is_type_of(cls, obj: Any, _info: Any) -> bool:
        return isinstance(obj, Extracted)


@strawberry.type
class UploadQuery:
    @strawberry.field(description="One of the caller's own files. Needs a token.")
    async def upload(self, info: Info, id: Id = UNSET, by: By = UNSET) -> UploadRef | None:
        if refused(info):
            return None
        return await info.context.loaders[UploadById].load(meant("FileEntry", id, by))

    @strawberry.field(description="Caller's own files, newest first. Needs a token.")
    async def uploads(
        self, info: Info, first: First = UNSET, after: After = UNSET, last: Last = UNSET, before: Before = UNSET
    ) -> Connection[UploadRef] | None:
        if refused(info):
            return None
        return await listed(info, window(first, after, last, before), uploads.window, uploads.count)


@strawberry.input(description="File to upload.")
class UploadFileInput(Retried):
    file: File = strawberry.field(description="Part of the multipart request.")


@strawberry.type(description="Uploaded file.")
class UploadFilePayload(Payload):
    upload: UploadRef | None = strawberry.field(default=None, description="Uploaded file.")


@strawberry.input(description="Whose metadata.")
class ExtractMetadataInput(Retried):
    upload_id: strawberry.ID = strawberry.field(description="Uploaded sound.")
    auto_match_album: bool = strawberry.field(
        default=False, description="Whether to look for the caller's album of the name in the tags."
    )


@strawberry.type(description="What a sound says about itself, or how far its analysis is.")
class ExtractMetadataPayload(Payload):
    metadata: MetadataRef | None = strawberry.field(default=None, description="Null while the analysis goes on.")
    analysis: AnalysisRef | None = strawberry.field(default=None, description="How the analysis stands.")


@strawberry.type
class UploadMutation:
    @mutation(description="Upload an audio file or a picture; it is decoded before it is taken.")
    async def upload_file(self, info: Info, input: UploadFileInput) -> UploadFilePayload:
        incoming = input.file
        if not isinstance(incoming, Incoming):
            raise BadRequestError("Send the file as the multipart request spec says.", field="file")
        return UploadFilePayload(upload=await receive(info.context, incoming))

    @mutation(description="What an uploaded sound says about itself; waits for its analysis, though not for ever.")
    async def extract_metadata(self, info: Info, input: ExtractMetadataInput) -> ExtractMetadataPayload:
        upload_id = ids.row_id(input.upload_id, "FileEntry")
        found = await extract(info.context, upload_id, match_album=input.auto_match_album)
        return ExtractMetadataPayload(metadata=found.extracted, analysis=found.analysis)


@strawberry.type
class UploadSubscription:
    @strawberry.subscription(
        description="One of the caller's own files: at once, and whenever its analysis has got on. It ends when the "
        "analysis is done or has failed, or with the token that began it."
    )
    def upload_progress(
        self, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="Global id of the file.")]
    ) -> AsyncGenerator[UploadRef, None]:
        upload_id = ids.row_id(id, "FileEntry")

        async def look(work: Work) -> Seen[Any]:
            upload = await uploads.owned(work, upload_id)
            analysis = (await analyses.of_uploads(work, [upload_id])).get(upload_id)
            if analysis is None:
                return Seen(upload, models.AnalysisState.DONE, ends=True)
            return Seen(upload, analysis.state, analyses.finished(analysis))

        return news(info, look)
