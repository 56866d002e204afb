"""Fingerprints and duplicates in the graph."""

from datetime import datetime
from typing import Annotated, Any

import strawberry
from strawberry import UNSET

from beatgraph import models
from beatgraph.arrivals import compare
from beatgraph.drafts.fingerprints import TRACKS_AT_MOST, DuplicatesDraft
from beatgraph.models import AnalysisState as State
from beatgraph.services import fingerprints
from beatgraph.services.matching import MATCHES_AT_MOST
from loaders.fingerprints import TextByFingerprint
from loaders.tracks import TrackById
from resolvers.base import ids
from resolvers.base.context import Info
from resolvers.base.edges import edge
from resolvers.base.enums import described
from resolvers.base.guards import refused
from resolvers.base.inputs import Retried, given
from resolvers.base.node import Node
from resolvers.base.payloads import Payload, mutation
from resolvers.base.refs import FingerprintRef, TrackRef
from resolvers.uploads import AnalysisState

MATCHES_IN_ALL = TRACKS_AT_MOST * MATCHES_AT_MOST

FingerprintStatus = described(
    models.FingerprintStatus,
    "How a fingerprint stands.",
    {
        models.FingerprintStatus.PENDING: "Waits for its turn, or for the analysis of its sound.",
        models.FingerprintStatus.PROCESSING: "Is being made.",
        models.FingerprintStatus.COMPLETED: "Is there: the track is found by its sound.",
        models.FingerprintStatus.FAILED: "Could not be made; `reason` says why.",
    },
)


@strawberry.type(description="What a track's sound is recognised by.")
class Fingerprint(Node):
    row = models.Fingerprint

    @strawberry.field(description="How it stands.")
    def status(root: Any) -> FingerprintStatus:  # type: ignore[valid-type]
        return models.FingerprintStatus(root.status)

    reason: str | None = strawberry.field(description="Why it failed, in one word, such as too_short or silent.")
    error: str | None = strawberry.field(description="Why it failed, in a sentence.")
    hash: str | None = strawberry.field(description="SHA-256 of the fingerprint in hexadecimal digits.")
    duration: int | None = strawberry.field(description="Length of the whole sound in milliseconds.")
    fingerprinted_at: datetime | None = strawberry.field(description="When it was made.")
    created_at: datetime = strawberry.field(description="When it was first asked for.")
    updated_at: datetime = strawberry.field(description="When it was last changed.")
    text: str | None = edge(
        TextByFingerprint, key="id", type=str | None, description="Fingerprint itself, as AcoustID takes it."
    )
    track: TrackRef | None = edge(TrackById, key="track_id", type=TrackRef | None, description="Track it belongs to.")


@strawberry.type(description="Track that sounds like what was asked about.")
class DuplicateMatch:
    track_id: strawberry.Private[int]
    compared_to_id: strawberry.Private[int | None]
    similarity: float = strawberry.field(description="1 for the same sound; from 0.72 on it is a duplicate.")
    is_duplicate: bool = strawberry.field(
        description="Whether it is taken for the same recording, and not only for something with the same loop."
    )
    track: TrackRef | None = edge(TrackById, key="track_id", type=TrackRef | None, description="Track that is alike.")
    compared_to: TrackRef | None = edge(
        TrackById,
        key="compared_to_id",
        type=TrackRef | None,
        description="Which of the tracks that were asked about it sounds like; null if a sound was.",
    )


@strawberry.type(description="What sounds like some tracks or an uploaded sound.")
class DuplicateCheck:
    is_duplicate: bool = strawberry.field(description="Whether any track is a duplicate, hidden ones too.")
    matches: list[DuplicateMatch] = strawberry.field(
        description=f"Tracks that sound alike, the most alike first. At most {MATCHES_IN_ALL}."
    )
    hidden: list[float] = strawberry.field(
        description=f"How alike private tracks of others are, which are not named. At most {MATCHES_IN_ALL}."
    )
    unchecked_ids: list[strawberry.ID] = strawberry.field(
        description="Global ids of those tracks that have no fingerprint yet: they were compared byte for byte only. "
        f"At most {TRACKS_AT_MOST}."
    )
    analysis_state: AnalysisState = strawberry.field(  # type: ignore[valid-type]
        description="How the analysis of the sound stands: until it is done nothing has been compared. Ask again."
    )


@strawberry.input(
    description="Whose sound to compare with all tracks: give one of `trackIds`, `uploadId` and `playbackUrl`."
)
class CheckDuplicatesInput:
    track_ids: list[strawberry.ID] | None = strawberry.field(
        default=UNSET, description=f"Tracks. At most {TRACKS_AT_MOST}."
    )
    upload_id: strawberry.ID | None = strawberry.field(default=UNSET, description="Uploaded sound of one's own.")
    playback_url: str | None = strawberry.field(
        default=UNSET, description="Address of ours: of a stored sound, a file entry or a track's download."
    )
    exclude_track_id: strawberry.ID | None = strawberry.field(
        default=UNSET, description="Track to be left out of the answer."
    )


Asked = Annotated[CheckDuplicatesInput, strawberry.argument(description="Whose sound.")]


@strawberry.type
class FingerprintQuery:
    @strawberry.field(
        description="What sounds like some tracks or an uploaded sound; waits for the sound's analysis, though not for "
        "ever. Needs a token."
    )
    async def check_duplicates(self, info: Info, input: Asked) -> DuplicateCheck | None:
        if refused(info):
            return None
        compared = await compare(info.context, DuplicatesDraft.read(_fields(input)))
        if compared.found is None:
            return DuplicateCheck(
                is_duplicate=False, matches=[], hidden=[], unchecked_ids=[], analysis_state=State(compared.state)
            )
        found = compared.found.matches
        return DuplicateCheck(
            is_duplicate=found.any_duplicate,
            matches=[
                DuplicateMatch(
                    track_id=each.track_id,
                    compared_to_id=each.compared_to,
                    similarity=each.similarity,
                    is_duplicate=each.certain,
                )
                for each in found.found
            ],
            hidden=found.hidden,
            unchecked_ids=[strawberry.ID(ids.encode("Track", each)) for each in compared.found.unchecked],
            analysis_state=State(compared.state),
        )


def _fields(input: CheckDuplicatesInput) -> dict[str, Any]:
    """The fields of a draft, with row ids for global ids."""
    values = given(input)
    if values.get("track_ids") is not None:
        values["track_ids"] = ids.row_ids(values["track_ids"], "Track")
    if values.get("exclude_track_id") is not None:
        values["exclude_track_id"] = ids.row_id(values["exclude_track_id"], "Track")
    if values.get("upload_id") is not None:
        values["file_entry_id"] = ids.row_id(values.pop("upload_id"), "FileEntry")
    return values


@strawberry.input(description="Whose fingerprint to make.")
class StartFingerprintInput(Retried):
    track_id: strawberry.ID = strawberry.field(description="Which track.")
    force_refresh: bool = strawberry.field(default=False, description="Whether to listen again although there is one.")


@strawberry.input(description="Which fingerprint.")
class RetryFingerprintInput(Retried):
    id: strawberry.ID = strawberry.field(description="Global id.")


@strawberry.type(description="Fingerprint as it is now.")
class FingerprintPayload(Payload):
    fingerprint: FingerprintRef | None = strawberry.field(
        default=None, description="Fingerprint, or null when it was refused."
    )


@strawberry.type
class FingerprintMutation:
    @mutation(description="Make a track's fingerprint; for its owner and administrators.")
    async def start_fingerprint(self, info: Info, input: StartFingerprintInput) -> FingerprintPayload:
        async with info.context.writing() as work:
            track_id = ids.row_id(input.track_id, "Track")
            row = await fingerprints.start(work, track_id, refresh=input.force_refresh)
        return FingerprintPayload(fingerprint=row)

    @mutation(description="Try a failed fingerprint again; for the track's owner and administrators.")
    async def retry_fingerprint(self, info: Info, input: RetryFingerprintInput) -> FingerprintPayload:
        async with info.context.writing() as work:
            row = await fingerprints.retry(work, ids.row_id(input.id, "Fingerprint"))
        return FingerprintPayload(fingerprint=row)
