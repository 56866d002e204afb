"""Invitations to edit playlists in the graph."""

from datetime import datetime
from typing import Any

import strawberry

from beatgraph import models
from beatgraph.models import InvitationState
from beatgraph.services import invitations
from loaders.playlists import PlaylistById, PlaylistNameByInvitation
from loaders.users import UserById
from resolvers.base import ids
from resolvers.base.context import Info
from resolvers.base.edges import edge
from resolvers.base.enums import described
from resolvers.base.inputs import Retried
from resolvers.base.node import Node
from resolvers.base.payloads import Payload, mutation
from resolvers.base.refs import PlaylistInvitationRef, PlaylistRef, UserRef
from resolvers.playlists import PlaylistPayload

described(
    InvitationState,
    "What became of an invitation.",
    {
        InvitationState.PENDING: "Not answered; until it expires, it can be.",
        InvitationState.ACCEPTED: "Accepted: an editor since then.",
        InvitationState.DECLINED: "Declined.",
        InvitationState.WITHDRAWN: "Taken back before it was answered.",
        InvitationState.REMOVED: "Accepted, and the editor was removed later.",
    },
)


@strawberry.type(description="Invitation to edit the tracks of a playlist; only who got it and its owner see it.")
class PlaylistInvitation(Node):
    row = models.PlaylistInvitation

    created_at: datetime = strawberry.field(description="When it was sent.")
    expires_at: datetime = strawberry.field(description="Until when it can be accepted.")
    user: UserRef | None = edge(UserById, key="user_id", type=UserRef | None, description="Who is invited.")
    invited_by: UserRef | None = edge(UserById, key="invited_by", type=UserRef | None, description="Who invites them.")
    playlist: PlaylistRef | None = edge(
        PlaylistById,
        key="playlist_id",
        type=PlaylistRef | None,
        description="Playlist, or null while it is private to the caller.",
    )
    playlist_name: str | None = edge(
        PlaylistNameByInvitation,
        key="id",
        type=str | None,
        description="Title of the playlist, which who is invited may know.",
    )

    @strawberry.field(description="What became of it.")
    def state(root: Any) -> InvitationState:
        return InvitationState(root.state)

    @strawberry.field(description="Whether it was never answered and no longer can be.")
    def has_expired(root: Any, info: Info) -> bool:
        return invitations.has_expired(root, info.context.workshop.clock())


@strawberry.input(description="Whom to invite to a playlist.")
class InviteEditorInput(Retried):
    playlist_id: strawberry.ID = strawberry.field(description="Which playlist.")
    user_id: strawberry.ID = strawberry.field(description="Who is to edit its tracks.")


@strawberry.input(description="Invitation to answer.")
class AnswerInvitationInput(Retried):
    id: strawberry.ID = strawberry.field(description="Global id of the invitation.")


@strawberry.input(description="Who is to edit a playlist no longer.")
class RemoveEditorInput(Retried):
    playlist_id: strawberry.ID = strawberry.field(description="Which playlist.")
    user_id: strawberry.ID = strawberry.field(description="Editor to remove, or whose invitation to withdraw.")


@strawberry.type(description="Invitation as it is now.")
class InvitationPayload(Payload):
    invitation: PlaylistInvitationRef | None = strawberry.field(
        default=None, description="Invitation, or null when it was refused."
    )


@strawberry.type
class InvitationMutation:
    @mutation(description="Invite somebody to edit a collaborative playlist. Only for its owner and admins.")
    async def invite_editor(self, info: Info, input: InviteEditorInput) -> InvitationPayload:
        playlist_id, user_id = ids.row_id(input.playlist_id, "Playlist"), ids.row_id(input.user_id, "User")
        async with info.context.writing() as work:
            invitation = await invitations.invite(work, playlist_id, user_id)
        return InvitationPayload(invitation=invitation)

    @mutation(description="Accept an invitation, and edit the playlist from now on.")
    async def accept_invitation(self, info: Info, input: AnswerInvitationInput) -> PlaylistPayload:
        async with info.context.writing() as work:
            invitation = await invitations.get(work, ids.row_id(input.id, "PlaylistInvitation"))
            playlist = await invitations.accept(work, invitation.playlist_id, invitation_id=invitation.id)
        return PlaylistPayload(playlist=playlist)

    @mutation(description="Decline an invitation; the next one cannot be sent for a day.")
    async def decline_invitation(self, info: Info, input: AnswerInvitationInput) -> InvitationPayload:
        async with info.context.writing() as work:
            invitation = await invitations.get(work, ids.row_id(input.id, "PlaylistInvitation"))
            declined = await invitations.decline(work, invitation.playlist_id, invitation_id=invitation.id)
        return InvitationPayload(invitation=declined)

    @mutation(description="Take the right to edit a playlist from somebody, or withdraw their invitation.")
    async def remove_editor(self, info: Info, input: RemoveEditorInput) -> PlaylistPayload:
        playlist_id, user_id = ids.row_id(input.playlist_id, "Playlist"), ids.row_id(input.user_id, "User")
        async with info.context.writing() as work:
            playlist = await invitations.remove(work, playlist_id, user_id)
        return PlaylistPayload(playlist=playlist)
