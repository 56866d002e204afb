"""Artists as label clients know them: by UUID, in camelCase, from page zero."""

from collections.abc import Sequence
from uuid import UUID

from pydantic import ConfigDict, Field
from pydantic.alias_generators import to_camel
from starlette.requests import Request
from starlette.responses import Response

from beatgraph.drafts.artists import RosterChanges, RosterDraft
from beatgraph.drafts.listings import ZeroPage
from beatgraph.models import Artist
from beatgraph.paging import Page
from beatgraph.rest import gates
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import as_uuid, caller, draft, query, uuid
from beatgraph.rest.responses import Millis, View, message_data
from beatgraph.rest.surfaces import LABEL_APP
from beatgraph.services import artists, roster
from beatgraph.work import Work


class RosterArtist(View):
    model_config = ConfigDict(alias_generator=to_camel)

    id: UUID
    name: str
    status: str
    user_id: UUID
    created_at: Millis
    updated_at: Millis


async def views(work: Work, rows: Sequence[Artist]) -> list[RosterArtist]:
    creators = await roster.creators(work, rows)
    return [
        RosterArtist(
            id=row.uuid,
            name=row.name,
            status=row.status,
            user_id=creators[row.user_id],
            created_at=row.created_at,
            updated_at=row.updated_at,
        )
        for row in rows
    ]


class RosterListing(ZeroPage):
    """Which page of the artists, from zero, and of which label."""

    label_id: str | None = Field(
        default=None, alias="labelId", description="UUID of a label.", json_schema_extra={"format": "uuid"}
    )


async def create_roster_artist(request: Request) -> Response:
    wanted = await draft(request, RosterDraft)
    async with caller(request).writing() as work:
        artist = await artists.create(work, wanted)
        (shown,) = await views(work, [artist])
    return message_data("Artist created successfully", shown, 201)


async def list_roster(request: Request) -> Response:
    wanted = query(request, RosterListing)
    label = as_uuid(wanted.label_id) if wanted.label_id is not None else None
    async with caller(request).reading() as work:
        found = await roster.page(work, label, Page(wanted.page + 1, wanted.size))
        shown = await views(work, found.rows)
    return message_data("Artists fetched successfully", shown)


async def get_roster_artist(request: Request) -> Response:
    async with caller(request).reading() as work:
        artist = await roster.shown(work, uuid(request, "id"))
        (shown,) = await views(work, [artist])
    return message_data("Artist fetched successfully", shown)


async def update_roster_artist(request: Request) -> Response:
    changes = await draft(request, RosterChanges)
    async with caller(request).writing() as work:
        artist = await artists.update(work, await roster.get(work, uuid(request, "id")), changes)
        (shown,) = await views(work, [artist])
    return message_data("Artist updated successfully", shown)


async def delete_roster_artist(request: Request) -> Response:
    async with caller(request).writing() as work:
        await artists.remove(work, await roster.get(work, uuid(request, "id")))
    return Response(status_code=204)


class RosterAnswer(View):
    message: str
    data: RosterArtist


class RosterPage(View):
    message: str
    data: list[RosterArtist]


OPERATIONS = [
    Operation(
        "POST",
        "/api/artists",
        create_roster_artist,
        "Create an artist.",
        surface=LABEL_APP,
        token=True,
        status=201,
        body=RosterDraft,
        response=RosterAnswer,
        errors=(400,),
    ),
    Operation(
        "GET",
        "/api/artists",
        list_roster,
        "List artists: one's own active ones, or for admins all.",
        surface=LABEL_APP,
        token=True,
        query=RosterListing,
        response=RosterPage,
        errors=(400,),
    ),
    Operation(
        "GET",
        "/api/artists/{id}",
        get_roster_artist,
        "One artist.",
        surface=LABEL_APP,
        token=True,
        response=RosterAnswer,
        errors=(400, 403, 404),
    ),
    Operation(
        "PATCH",
        "/api/artists/{id}",
        update_roster_artist,
        "Change an artist.",
        surface=LABEL_APP,
        token=True,
        body=RosterChanges,
        response=RosterAnswer,
        errors=(400, 403, 404),
        gate=gates.unique(roster.get, artists.hold),
    ),
    Operation(
        "DELETE",
        "/api/artists/{id}",
        delete_roster_artist,
        "Delete an artist.",
        surface=LABEL_APP,
        token=True,
        status=204,
        errors=(400, 403, 404),
    ),
]
