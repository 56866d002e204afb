"""The caller's own artist profile over REST: the artist dashboard's first two routes."""

from collections.abc import Sequence

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from beatgraph.auth import policy
from beatgraph.drafts.artists import ProfileChanges
from beatgraph.limits import DASHBOARDS
from beatgraph.models import ArtistLink
from beatgraph.rest import gates
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, draft
from beatgraph.rest.responses import Seconds, View, success_data
from beatgraph.rest.surfaces import DASHBOARD
from beatgraph.services import artists, dashboards


class EditableProfile(View):
    bio: str = Field(description="Empty until it is told, as is the website.")
    website: str
    social_links: dict[str, str] = Field(description="Handles and addresses by network; only those that are set.")


class OwnProfile(EditableProfile):
    id: int
    name: str
    upload_access: bool
    total_tracks: int
    total_plays: int
    member_since: Seconds


async def get_profile(request: Request) -> Response:
    async with caller(request).reading() as work:
        artist = await artists.profile(work)
        links = await artists.links(work, [artist.id])
        totals = await dashboards.totals(work, artist.id)
    return success_data(
        OwnProfile(
            id=artist.id,
            name=artist.name,
            upload_access=artist.upload_access,
            total_tracks=totals.tracks,
            total_plays=totals.plays,
            member_since=artist.created_at,
            bio=artist.bio or "",
            website=artist.website or "",
            social_links=_by_network(links.get(artist.id, [])),
        )
    )


async def update_profile(request: Request) -> Response:
    changes = await draft(request, ProfileChanges)
    async with caller(request).writing() as work:
        artist = await artists.update(work, await artists.profile(work), changes)
        links = await artists.links(work, [artist.id])
    shown = EditableProfile(
        bio=artist.bio or "", website=artist.website or "", social_links=_by_network(links.get(artist.id, []))
    )
    return success_data(shown, message="Profile updated successfully")


def _by_network(links: Sequence[ArtistLink]) -> dict[str, str]:
    return {link.network: link.address for link in links}


class ProfileAnswer(View):
    success: bool = True
    data: OwnProfile


class UpdatedAnswer(View):
    success: bool = True
    message: str = "Profile updated successfully"
    data: EditableProfile


OPERATIONS = [
    Operation(
        "GET",
        "/api/v1/artist/profile",
        get_profile,
        "The caller's artist profile.",
        surface=DASHBOARD,
        token=True,
        limit=DASHBOARDS,
        response=ProfileAnswer,
        errors=(404,),
    ),
    Operation(
        "PUT",
        "/api/v1/artist/profile",
        update_profile,
        "Change the caller's artist profile.",
        surface=DASHBOARD,
        token=True,
        limit=DASHBOARDS,
        body=ProfileChanges,
        response=UpdatedAnswer,
        errors=(404, 422),
        gate=gates.viewer(policy.producer),
    ),
]
