"""Applications to the producer programme in the graph; the REST routes call them Backstage requests."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Annotated, Any

import strawberry
from strawberry import UNSET

from beatgraph import models
from beatgraph.drafts.applications import (
    DATA_BYTES_AT_MOST,
    DATA_DEPTH_AT_MOST,
    ApplicationFilter,
    DecisionDraft,
)
from beatgraph.models import ApplicationStatus, ApplicationType
from beatgraph.services import applications
from beatgraph.services.applications import BlockReason, Submission
from beatgraph.work import Work
from loaders.applications import ApplicationById, HandlerByApplication
from loaders.artists import ArtistById
from loaders.users import UserById
from resolvers.base import ids
from resolvers.base.connections import After, Before, Connection, First, Last, window
from resolvers.base.context import Info
from resolvers.base.edges import edge, listed
from resolvers.base.enums import described
from resolvers.base.guards import refused
from resolvers.base.inputs import Retried, given
from resolvers.base.node import By, Id, Node, RowView, meant
from resolvers.base.payloads import Payload, mutation
from resolvers.base.refs import ApplicationRef, ArtistRef, UserRef
from resolvers.base.scalars import JSON

described(
    ApplicationType,
    "What somebody applies for.",
    {
        ApplicationType.BECOME_ARTIST: "Artist profile that may upload.",
        ApplicationType.VERIFY_ARTIST: "Platform's word that a profile of one's own is who it says.",
        ApplicationType.CLAIM_ARTIST: "Artist that is there already.",
    },
)
described(
    ApplicationStatus,
    "How far an application has come.",
    {
        ApplicationStatus.PENDING: "Waits for a decision.",
        ApplicationStatus.APPROVED: "Approved, and in force.",
        ApplicationStatus.DENIED: "Denied; its applicant may apply again.",
        ApplicationStatus.REVOKED: "Approved once and taken back; it can be approved again.",
    },
)
described(
    BlockReason,
    "Why somebody cannot apply.",
    {
        BlockReason.PENDING: "Another application waits for a decision.",
        BlockReason.REVOKED: "Producer access was revoked.",
    },
    name="SubmissionBlockReason",
)


@strawberry.type(description="Application to the producer programme.")
class Application(Node):
    row = models.Application

    artist_name: str = strawberry.field(description="Name that the applicant gave.")
    data: JSON = strawberry.field(description="What the form asked, as it was sent.")
    notes: str | None = strawberry.field(description="What the last decision was said with.")
    created_at: datetime = strawberry.field(description="When it was submitted.")
    updated_at: datetime = strawberry.field(description="When it last changed.")
    handled_at: datetime | None = strawberry.field(description="When it was last decided on.")
    user: UserRef | None = edge(UserById, key="user_id", type=UserRef | None, description="Who applies.")
    artist: ArtistRef | None = edge(
        ArtistById, key="artist_id", type=ArtistRef | None, description="Artist that it is about, if there is one."
    )
    handled_by: UserRef | None = edge(
        HandlerByApplication,
        key="id",
        type=UserRef | None,
        description="Who last decided on it; null to all but those who decide.",
    )

    @strawberry.field(description="What is applied for.")
    def type(root: Any) -> ApplicationType:
        return ApplicationType(root.type)

    @strawberry.field(description="How far it has come.")
    def status(root: Any) -> ApplicationStatus:
        return ApplicationStatus(root.status)


@strawberry.type(description="Whether the caller may apply.")
class SubmissionStatus(RowView):
    row = Submission

    can_submit: bool = strawberry.field(description="Whether an application would be taken now.")
    message: str | None = strawberry.field(description="Sentence for people, if it would not.")
    contact_url: str | None = strawberry.field(description="Where to appeal, if there is anything to appeal.")

    @strawberry.field(description="Why not, as a word.")
    def block_reason(root: Any) -> BlockReason | None:
        reason: BlockReason | None = root.reason
        return reason

    @strawberry.field(description="Application that stands in the way.")
    def blocking_application(root: Any) -> ApplicationRef | None:
        blocking: models.Application | None = root.blocking
        return blocking


Status = Annotated[ApplicationStatus | None, strawberry.argument(description="Only those that have come so far.")]
Whose = Annotated[strawberry.ID | None, strawberry.argument(description="Only those of one user, by global id.")]


@strawberry.type
class ApplicationQuery:
    @strawberry.field(description="Whether the caller may apply to the producer programme. Needs a token.")
    async def submission_status(self, info: Info) -> SubmissionStatus | None:
        if refused(info):
            return None
        async with info.context.reading() as work:
            return await applications.submission(work)  # type: ignore[return-value]

    @strawberry.field(description="One application, of one's own or, for those who decide, anybody's. Needs a token.")
    async def application(self, info: Info, id: Id = UNSET, by: By = UNSET) -> ApplicationRef | None:
        if refused(info):
            return None
        return await info.context.loaders[ApplicationById].load(meant("Application", id, by))

    @strawberry.field(
        description="All applications to those who decide on them, what waits longest first; "
        "to others their own, newest first. Needs a token."
    )
    async def applications(
        self,
        info: Info,
        status: Status = UNSET,
        user_id: Whose = UNSET,
        first: First = UNSET,
        after: After = UNSET,
        last: Last = UNSET,
        before: Before = UNSET,
    ) -> Connection[ApplicationRef] | None:
        if refused(info):
            return None
        wanted = ApplicationFilter(status=status or None, user_id=ids.row_id(user_id, "User") if user_id else None)
        return await listed(
            info,
            window(first, after, last, before),
            lambda work, piece: applications.window(work, wanted, piece),
            lambda work: applications.count(work, wanted),
        )


@strawberry.input(description="What is applied for, and what the form asked.")
class CreateApplicationInput(Retried):
    type: ApplicationType = strawberry.field(description="What is applied for.")
    artist_name: str = strawberry.field(description="Name of the artist, at most 255 characters.")
    artist_id: strawberry.ID | None = strawberry.field(
        default=UNSET,
        description="Which artist. A claim needs one; a verification is about the caller's oldest if absent.",
    )
    data: JSON = strawberry.field(
        description=f"Object with what the form asked, such as first_name and beats_url: "
        f"{DATA_BYTES_AT_MOST} bytes and {DATA_DEPTH_AT_MOST} levels at most."
    )


@strawberry.input(description="Decision on an application.")
class DecideApplicationInput(Retried):
    id: strawberry.ID = strawberry.field(description="Which application.")
    notes: str | None = strawberry.field(
        default=UNSET, description="What the applicant is told beside it, at most 2000 characters."
    )


@strawberry.type(description="Application as it is now.")
class ApplicationPayload(Payload):
    application: ApplicationRef | None = strawberry.field(
        default=None, description="Application, or null when it was refused."
    )


async def decided(
    info: Info,
    input: DecideApplicationInput,
    decide: Callable[[Work, int, DecisionDraft], Awaitable[models.Application]],
) -> ApplicationPayload:
    decision = DecisionDraft.read(given(input))
    async with info.context.writing() as work:
        return ApplicationPayload(application=await decide(work, ids.row_id(input.id, "Application"), decision))


@strawberry.type
class ApplicationMutation:
    @mutation(description="Apply to the producer programme; refused while another application is in the way.")
    async def create_application(self, info: Info, input: CreateApplicationInput) -> ApplicationPayload:
        values = given(input)
        if values.get("artist_id") is not None:
            values["artist_id"] = ids.row_id(values["artist_id"], "Artist")
        async with info.context.writing() as work:
            return ApplicationPayload(application=await applications.create(work, values))

    @mutation(description="Approve what is pending, or again what was revoked. For those who decide.")
    async def approve_application(self, info: Info, input: DecideApplicationInput) -> ApplicationPayload:
        return await decided(info, input, applications.approve)

    @mutation(description="Deny what is pending. For those who decide.")
    async def deny_application(self, info: Info, input: DecideApplicationInput) -> ApplicationPayload:
        return await decided(info, input, applications.deny)

    @mutation(description="Take back what was approved, with upload access. For those who decide.")
    async def revoke_application(self, info: Info, input: DecideApplicationInput) -> ApplicationPayload:
        return await decided(info, input, applications.revoke)
