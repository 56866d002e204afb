"""Collaborative tracks over REST."""

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from beatgraph.limits import DASHBOARDS
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, row_id
from beatgraph.rest.responses import View, success_data
from beatgraph.rest.surfaces import DASHBOARD
from beatgraph.rest.tracks import ArtistBrief
from beatgraph.services import collaborations
from loaders.artists import ArtistsByTrack
from loaders.collaborations import LeaderByTrack
from loaders.tracks import LifetimeByTrack


class CollaborativeTrack(View):
    track_id: int
    title: str
    primary_artist: str = Field(description="Name of the first credit, also of an artist who is inactive.")
    collaborators: list[ArtistBrief] = Field(description="The other active credits, in their order.")
    plays: int


class CollaborativeTracksAnswer(View):
    success: bool = True
    data: list[CollaborativeTrack]


async def list_collaborative_tracks(request: Request) -> Response:
    asking = caller(request)
    async with asking.reading() as work:
        rows = await collaborations.of_artist(work, row_id(request, "artist"))
    ids = [row.id for row in rows]
    credited = await asking.loaders[ArtistsByTrack].load_many(ids)
    leaders = await asking.loaders[LeaderByTrack].load_many(ids)
    lifetimes = await asking.loaders[LifetimeByTrack].load_many(ids)
    return success_data(
        [
            CollaborativeTrack(
                track_id=row.id,
                title=row.name,
                primary_artist=leader.name,
                collaborators=[ArtistBrief.model_validate(each) for each in artists if each.id != leader.id],
                plays=lifetime.plays if lifetime else 0,
            )
            for row, artists, leader, lifetime in zip(rows, credited, leaders, lifetimes, strict=True)
            if leader is not None
        ]
    )


OPERATIONS = [
    Operation(
        "GET",
        "/api/v1/artist/{artist}/collaborative-tracks",
        list_collaborative_tracks,
        "An artist's public tracks that credit others as well, newest first, at most 500; for producers.",
        surface=DASHBOARD,
        token=True,
        limit=DASHBOARDS,
        response=CollaborativeTracksAnswer,
        errors=(404,),
    ),
]
