"""Fingerprints and duplicates over REST."""

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from beatgraph.arrivals import compare
from beatgraph.drafts.fingerprints import DuplicatesDraft, FingerprintDraft
from beatgraph.models import Fingerprint, FingerprintStatus
from beatgraph.rest import gates
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, draft, row_id
from beatgraph.rest.responses import Micros, View, status_success
from beatgraph.rest.uploads import ProgressAnswer
from beatgraph.services import fingerprints
from beatgraph.services.matching import Match


class FingerprintView(View):
    """How a track's fingerprint stands."""

    id: int
    track_id: int
    status: FingerprintStatus
    fingerprinted_at: Micros | None
    error_message: str | None = Field(validation_alias="error")
    error_reason: str | None = Field(
        validation_alias="reason", description="Why it failed, in one word: too_short, silent, truncated, missing, …"
    )
    fingerprint_hash: str | None = Field(
        validation_alias="hash", description="SHA-256 of the fingerprint, in hexadecimal digits; when completed."
    )
    duration: int | None = Field(description="Milliseconds of the whole sound; when completed.")


class FingerprintAnswer(View):
    status: str = "success"
    success: bool = True
    message: str
    fingerprint: FingerprintView


class StatusAnswer(View):
    """Null, both of them, before the track has audio."""

    status: str = "success"
    success: bool = True
    fingerprint_status: FingerprintStatus | None
    fingerprint: FingerprintView | None


class DuplicateView(View):
    """A track that is one recording with the sound that was asked about."""

    track_id: int
    name: str
    similarity: float = Field(description="1 for the same sound; from 0.72 on it is a duplicate.")
    compared_to: int | None = Field(description="Which of `track_ids` it sounds like.")


class MatchView(DuplicateView):
    """A track that sounds alike."""

    verdict: str = Field(description="`duplicate`, or `possible` from 0.6 on: it may only share a loop.")


class ResultView(View):
    is_duplicate: bool = Field(description="Whether any track is a duplicate, those in `hidden` too.")
    matches: list[MatchView] = Field(description="The most alike first; at most 10 for each sound.")
    hidden: list[float] = Field(description="How alike private tracks of others are; they are not named.")
    unchecked: list[int] = Field(
        description="Those of `track_ids` that have no fingerprint yet: they were compared byte for byte only."
    )


class DuplicatesAnswer(View):
    status: str = "success"
    success: bool = True
    duplicates: list[DuplicateView]
    result: ResultView


STARTED, THERE, RETRIED = (
    "Fingerprint generation started",
    "There is a fingerprint already",
    "Fingerprint generation started again",
)


def view(row: Fingerprint) -> FingerprintView:
    return FingerprintView.model_validate(row)


async def start_fingerprint(request: Request) -> Response:
    wanted = await draft(request, FingerprintDraft)
    async with caller(request).writing() as work:
        row = await fingerprints.start(work, row_id(request, "track"), refresh=wanted.force_refresh)
    message = THERE if row.status == FingerprintStatus.COMPLETED else STARTED
    return status_success(success=True, message=message, fingerprint=view(row))


async def get_fingerprint_status(request: Request) -> Response:
    async with caller(request).reading() as work:
        row = await fingerprints.status(work, row_id(request, "track"))
    shown = view(row) if row else None
    return status_success(success=True, fingerprint_status=row.status if row else None, fingerprint=shown)


async def retry_fingerprint(request: Request) -> Response:
    async with caller(request).writing() as work:
        row = await fingerprints.retry(work, row_id(request, "fingerprint"))
    return status_success(success=True, message=RETRIED, fingerprint=view(row))


async def check_duplicates(request: Request) -> Response:
    compared = await compare(caller(request), await draft(request, DuplicatesDraft))
    if compared.found is None:
        return status_success(202, job_id=compared.job_id, analysis_state=compared.state)
    matches, unchecked = compared.found.matches, compared.found.unchecked
    result = ResultView(
        is_duplicate=matches.any_duplicate,
        matches=[_match(each) for each in matches.found],
        hidden=matches.hidden,
        unchecked=unchecked,
    )
    return status_success(
        success=True, duplicates=[DuplicateView.model_validate(each) for each in matches.duplicates], result=result
    )


def _match(match: Match) -> MatchView:
    return MatchView(
        track_id=match.track_id,
        name=match.name,
        similarity=match.similarity,
        compared_to=match.compared_to,
        verdict="duplicate" if match.certain else "possible",
    )


OPERATIONS = [
    Operation(
        "POST",
        "/api/v1/tracks/{track}/fingerprint",
        start_fingerprint,
        "Make a track's fingerprint, or with `force_refresh` make it anew; for its owner and administrators.",
        token=True,
        body=FingerprintDraft,
        response=FingerprintAnswer,
        errors=(403, 404, 422),
        gate=gates.thing(fingerprints.governed, "track"),
    ),
    Operation(
        "GET",
        "/api/v1/tracks/{track}/fingerprint/status",
        get_fingerprint_status,
        "How a track's fingerprint stands.",
        token=True,
        response=StatusAnswer,
        errors=(404,),
    ),
    Operation(
        "POST",
        "/api/v1/tracks/check-duplicates",
        check_duplicates,
        "Which tracks sound like some tracks or an uploaded sound; 202 while that sound is being analysed.",
        token=True,
        body=DuplicatesDraft,
        response=DuplicatesAnswer,
        accepted=ProgressAnswer,
        errors=(403, 422),
    ),
    Operation(
        "POST",
        "/api/v1/fingerprints/{fingerprint}/retry",
        retry_fingerprint,
        "Try a failed fingerprint again; for the track's owner and administrators.",
        token=True,
        response=FingerprintAnswer,
        errors=(403, 404, 409),
    ),
]
