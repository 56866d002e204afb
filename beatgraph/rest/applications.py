"""Backstage requests over REST: applications to the producer programme."""

from collections.abc import Awaitable, Callable
from typing import Any

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from beatgraph.drafts.applications import ApplicationDraft, ApplicationFilter, DecisionDraft
from beatgraph.models import Application
from beatgraph.rest import gates
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, draft, json_body, page, query, row_id
from beatgraph.rest.responses import Json, Micros, View, page_of, status_success
from beatgraph.services import applications
from beatgraph.services.applications import BlockReason
from beatgraph.work import Work


class SubmissionView(View):
    """Whether the caller may apply; nothing stands around it."""

    can_submit: bool
    block_reason: BlockReason | None
    message: str | None
    contact_url: str | None
    blocking_request_id: int | None


class ApplicationView(View):
    id: int
    type: str
    artist_name: str
    artist_id: int | None
    status: str
    data: dict[str, Any] = Field(description="What the form asked, as it was sent.")
    notes: str | None = Field(description="What the last decision was said with.")
    user_id: int
    handled_at: Micros | None
    created_at: Micros
    updated_at: Micros
    model_type: str = "backstageRequest"


class ApplicationAnswer(View):
    status: str = "success"
    request: ApplicationView


def view(row: Application) -> ApplicationView:
    return ApplicationView.model_validate(row)


def _id(request: Request) -> int:
    return row_id(request, "backstageRequest", "Backstage request")


async def get_submission_status(request: Request) -> Response:
    async with caller(request).reading() as work:
        found = await applications.submission(work)
    return Json(
        SubmissionView(
            can_submit=found.can_submit,
            block_reason=found.reason,
            message=found.message,
            contact_url=found.contact_url,
            blocking_request_id=found.blocking.id if found.blocking else None,
        )
    )


async def create_application(request: Request) -> Response:
    values = await json_body(request)
    async with caller(request).writing() as work:
        row = await applications.create(work, values)
    return status_success(201, request=view(row))


async def list_applications(request: Request) -> Response:
    wanted = query(request, ApplicationFilter)
    async with caller(request).reading() as work:
        found = await applications.page(work, wanted, page(request))
    return page_of("requests", found, map(view, found.rows))


async def get_application(request: Request) -> Response:
    async with caller(request).reading() as work:
        row = await applications.get(work, _id(request))
    return status_success(request=view(row))


Decide = Callable[[Work, int, DecisionDraft], Awaitable[Application]]


async def _decided(request: Request, decide: Decide) -> Response:
    decision = await draft(request, DecisionDraft)
    async with caller(request).writing() as work:
        row = await decide(work, _id(request), decision)
    return status_success(request=view(row))


async def approve_application(request: Request) -> Response:
    return await _decided(request, applications.approve)


async def deny_application(request: Request) -> Response:
    return await _decided(request, applications.deny)


async def revoke_application(request: Request) -> Response:
    return await _decided(request, applications.revoke)


def _decision(verb: str, handler: Any, summary: str) -> Operation:
    return Operation(
        "POST",
        f"/api/v1/backstage-request/{{backstageRequest}}/{verb}",
        handler,
        summary,
        token=True,
        body=DecisionDraft,
        response=ApplicationAnswer,
        errors=(403, 404, 409, 422),
        gate=gates.thing(applications.handled, "backstageRequest"),
    )


OPERATIONS = [
    Operation(
        "GET",
        "/api/v1/backstage-request/submission-status",
        get_submission_status,
        "Whether the caller may send a producer request, and if not, why.",
        token=True,
        response=SubmissionView,
    ),
    Operation(
        "POST",
        "/api/v1/backstage-request",
        create_application,
        "Send a producer request; refused while another one is pending or revoked.",
        token=True,
        status=201,
        body=ApplicationDraft,
        response=ApplicationAnswer,
        errors=(409, 422),
    ),
    Operation(
        "GET",
        "/api/v1/backstage-request",
        list_applications,
        "All producer requests for those who handle them, pending ones first; for others their own, newest first.",
        token=True,
        query=ApplicationFilter,
        page_of=ApplicationView,
        plural="requests",
        errors=(422,),
    ),
    Operation(
        "GET",
        "/api/v1/backstage-request/{backstageRequest}",
        get_application,
        "One producer request, of one's own or, for those who handle them, anybody's.",
        token=True,
        response=ApplicationAnswer,
        errors=(404,),
    ),
    _decision("approve", approve_application, "Approve what is pending, or again what was revoked."),
    _decision("deny", deny_application, "Deny what is pending."),
    _decision("revoke", revoke_application, "Revoke producer access that was approved."),
]
