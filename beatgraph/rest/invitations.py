"""Invitations to edit playlists over REST."""

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from beatgraph.drafts.playlists import EditorDraft
from beatgraph.rest import gates
from beatgraph.rest.operations import Operation
from beatgraph.rest.playlists import PlaylistAnswer, view
from beatgraph.rest.requests import caller, draft, row_id
from beatgraph.rest.responses import DoneAnswer, status_success
from beatgraph.services import invitations, playlists

INVITED = "Invitation sent successfully"
REMOVED = "Editor removed successfully"


class InvitationAnswer(DoneAnswer):
    message: str = Field(examples=[INVITED])


class EditorRemoved(PlaylistAnswer):
    message: str = Field(examples=[REMOVED])


async def invite_editor(request: Request) -> Response:
    wanted = await draft(request, EditorDraft)
    async with caller(request).writing() as work:
        await invitations.invite(work, row_id(request, "playlist"), wanted.user_id)
    return status_success(message=INVITED)


async def accept_invitation(request: Request) -> Response:
    async with caller(request).writing() as work:
        row = await invitations.accept(work, row_id(request, "playlist"))
    return status_success(playlist=await view(caller(request), row))


async def decline_invitation(request: Request) -> Response:
    async with caller(request).writing() as work:
        await invitations.decline(work, row_id(request, "playlist"))
    return status_success()


async def remove_editor(request: Request) -> Response:
    wanted = await draft(request, EditorDraft)
    async with caller(request).writing() as work:
        row = await invitations.remove(work, row_id(request, "playlist"), wanted.user_id)
    return status_success(message=REMOVED, playlist=await view(caller(request), row))


OPERATIONS = [
    Operation(
        "POST",
        "/api/v1/playlists/{playlist}/invite",
        invite_editor,
        "Invite somebody to edit a collaborative playlist.",
        token=True,
        body=EditorDraft,
        response=InvitationAnswer,
        errors=(403, 404, 409, 422, 429),
        gate=gates.thing(playlists.managed, "playlist"),
    ),
    Operation(
        "POST",
        "/api/v1/playlists/{playlist}/accept-invite",
        accept_invitation,
        "Accept an invitation, and edit the playlist from now on.",
        token=True,
        response=PlaylistAnswer,
        errors=(404, 410, 422),
    ),
    Operation(
        "POST",
        "/api/v1/playlists/{playlist}/decline-invite",
        decline_invitation,
        "Decline an invitation; the next one cannot be sent for a day.",
        token=True,
        response=DoneAnswer,
        errors=(404, 410),
    ),
    Operation(
        "POST",
        "/api/v1/playlists/{playlist}/remove-editor",
        remove_editor,
        "Take the right to edit from somebody, or withdraw their invitation.",
        token=True,
        body=EditorDraft,
        response=EditorRemoved,
        errors=(403, 404, 422),
        gate=gates.thing(playlists.managed, "playlist"),
    ),
]
