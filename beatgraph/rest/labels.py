"""Record labels as label clients know them: by UUID, in camelCase, from page zero."""

from collections.abc import Sequence
from uuid import UUID

from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel
from starlette.requests import Request
from starlette.responses import Response

from beatgraph.drafts.labels import LabelChanges, LabelDraft
from beatgraph.drafts.listings import ZeroPage
from beatgraph.models import Label
from beatgraph.paging import Page
from beatgraph.rest import gates
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, draft, query, uuid
from beatgraph.rest.responses import Millis, View, message_data
from beatgraph.rest.surfaces import LABEL_APP
from beatgraph.services import labels
from beatgraph.work import Work


class LabelView(View):
    model_config = ConfigDict(alias_generator=to_camel)

    id: UUID
    name: str
    email: str | None = Field(description="Null to all but its owner and admins.")
    description: str | None
    country: str | None
    user_id: UUID
    created_at: Millis
    updated_at: Millis


async def views(work: Work, rows: Sequence[Label]) -> list[LabelView]:
    owners = await labels.owners(work, rows)
    return [
        LabelView(
            id=row.uuid,
            name=row.name,
            email=row.email if labels.runs(work.viewer, row) else None,
            description=row.description,
            country=row.country,
            user_id=owners[row.user_id],
            created_at=row.created_at,
            updated_at=row.updated_at,
        )
        for row in rows
    ]


class LabelListing(ZeroPage):
    """Which page of the labels, from zero."""


async def create_label(request: Request) -> Response:
    wanted = await draft(request, LabelDraft)
    async with caller(request).writing() as work:
        label = await labels.create(work, wanted)
        (shown,) = await views(work, [label])
    return message_data("Label created successfully", shown, 201)


async def list_labels(request: Request) -> Response:
    wanted = query(request, LabelListing)
    async with caller(request).reading() as work:
        found = await labels.page(work, Page(wanted.page + 1, wanted.size))
        shown = await views(work, found.rows)
    return message_data("Labels returned successfully", shown)


async def get_label(request: Request) -> Response:
    async with caller(request).reading() as work:
        label = await labels.by_uuid(work, uuid(request, "id"))
        (shown,) = await views(work, [label])
    return message_data("Label found successfully", shown)


async def update_label(request: Request) -> Response:
    changes = await draft(request, LabelChanges)
    async with caller(request).writing() as work:
        label = await labels.update(work, await labels.by_uuid(work, uuid(request, "id")), changes)
        (shown,) = await views(work, [label])
    return message_data("Label updated successfully", shown)


async def delete_label(request: Request) -> Response:
    async with caller(request).writing() as work:
        await labels.remove(work, await labels.by_uuid(work, uuid(request, "id")))
    return Response(status_code=204)


class LabelAnswer(View):
    message: str
    data: LabelView


class LabelPage(View):
    message: str
    data: list[LabelView]


OPERATIONS = [
    Operation(
        "POST",
        "/api/labels",
        create_label,
        "Create a label.",
        surface=LABEL_APP,
        token=True,
        status=201,
        body=LabelDraft,
        response=LabelAnswer,
        errors=(400, 403),
    ),
    Operation(
        "GET",
        "/api/labels",
        list_labels,
        "List labels: one's own, or for admins all.",
        surface=LABEL_APP,
        token=True,
        query=LabelListing,
        response=LabelPage,
        errors=(400,),
    ),
    Operation(
        "GET",
        "/api/labels/{id}",
        get_label,
        "One label.",
        surface=LABEL_APP,
        token=True,
        response=LabelAnswer,
        errors=(400, 404),
    ),
    Operation(
        "PATCH",
        "/api/labels/{id}",
        update_label,
        "Change a label.",
        surface=LABEL_APP,
        token=True,
        body=LabelChanges,
        response=LabelAnswer,
        errors=(400, 403, 404),
        gate=gates.unique(labels.by_uuid, labels.hold),
    ),
    Operation(
        "DELETE",
        "/api/labels/{id}",
        delete_label,
        "Delete a label.",
        surface=LABEL_APP,
        token=True,
        status=204,
        errors=(400, 403, 404),
    ),
]
