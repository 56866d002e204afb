"""Events over REST: what a client reports, many at a time."""

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from beatgraph.drafts.reports import ReportDraft
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, json_body
from beatgraph.rest.responses import View, status_success
from beatgraph.services.reporting import Outcome

BODY_BYTES = 1024 * 1024


class EventAnswer(View):
    event_id: str | None = Field(description="Null if it was no UUID.")
    status: Outcome
    counted: bool = Field(description="Whether it counts in the numbers.")
    reason: str | None = Field(description="Why it was rejected.")


class EventAnswers(View):
    status: str = "success"
    accepted: int
    duplicates: int
    rejected: int
    events: list[EventAnswer] = Field(description="One for each event, in their order.")


async def record_events(request: Request) -> Response:
    wanted = ReportDraft.read(await json_body(request, BODY_BYTES))
    answers = await caller(request).report(wanted.events)
    outcomes = [each.outcome for each in answers]
    return status_success(
        accepted=outcomes.count(Outcome.ACCEPTED),
        duplicates=outcomes.count(Outcome.DUPLICATE),
        rejected=outcomes.count(Outcome.REJECTED),
        events=[
            EventAnswer(event_id=each.event_id, status=each.outcome, counted=each.counted, reason=each.reason)
            for each in answers
        ],
    )


OPERATIONS = [
    Operation(
        "POST",
        "/api/v1/events",
        record_events,
        "Report 1 to 500 events, each taken or rejected on its own; guests may report plays, views and shares.",
        body=ReportDraft,
        response=EventAnswers,
        errors=(413, 422),
    ),
]
