"""Joint work of artists over REST."""

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from beatgraph.drafts.insights import CollaborationsAsked
from beatgraph.limits import DASHBOARDS
from beatgraph.rest import gates
from beatgraph.rest.insights import HOME
from beatgraph.rest.operations import Operation
from beatgraph.rest.realtime import LiveMetaView
from beatgraph.rest.requests import caller, query, row_id
from beatgraph.rest.responses import Json, Seconds, View
from beatgraph.rest.surfaces import INSIGHTS
from beatgraph.rest.tracks import ArtistBrief
from beatgraph.services import joint_work, readers
from beatgraph.services.readers import Whose


class CollaboratorView(View):
    artist_id: int | None = Field(description="Null for a name without a profile here.")
    name: str
    track_count: int
    plays: int = Field(description="Of the joint tracks.")
    last_track_at: Seconds


class JointTrackView(View):
    track_id: int
    title: str
    primary_artist: str
    collaborators: list[ArtistBrief] = Field(description="The other artists, in their order.")
    plays: int


class NodeView(View):
    artist_id: int
    name: str
    depth: int


class EdgeView(View):
    source_artist_id: int
    target_artist_id: int
    weight: int = Field(description="How many public tracks the two made together.")


class NetworkView(View):
    nodes: list[NodeView] = Field(description="The artist and who works with it, at most 200.")
    edges: list[EdgeView] = Field(description="All pairs among them.")


class CollaborationsView(View):
    total_collaborations: int = Field(description="Public tracks that credit somebody else as well.")
    unique_collaborators: int
    top_collaborators: list[CollaboratorView] = Field(description="By joint tracks, then plays; at most ten.")
    collaboration_tracks: list[JointTrackView] = Field(description="The most played first, at most a hundred.")
    network: NetworkView


class CollaborationsAnswer(View):
    success: bool = True
    data: CollaborationsView
    meta: LiveMetaView


async def artist_collaborations(request: Request) -> Response:
    asked = query(request, CollaborationsAsked)
    row = row_id(request, "artistId", "Artist")
    async with caller(request).reading() as work:
        await readers.seen(work, Whose.ARTIST, row)
        found = (await joint_work.by_artists(work, [row], asked.depth, asked.as_of))[row]
    data = CollaborationsView.model_validate(found)
    return Json(CollaborationsAnswer(data=data, meta=LiveMetaView.model_validate(found)))


OPERATIONS = [
    Operation(
        "GET",
        f"{HOME}/artists/{{artistId}}/collaborations",
        artist_collaborations,
        "With whom an artist makes public tracks, and who of these works with whom.",
        INSIGHTS,
        token=True,
        limit=DASHBOARDS,
        query=CollaborationsAsked,
        response=CollaborationsAnswer,
        errors=(403, 404, 422),
        gate=gates.figures(Whose.ARTIST, "artistId"),
    ),
]
