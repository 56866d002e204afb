"""Contribution values over REST."""

from starlette.requests import Request
from starlette.responses import Response

from beatgraph.auth import policy
from beatgraph.limits import DASHBOARDS
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller
from beatgraph.rest.responses import Seconds, View, success_data
from beatgraph.rest.surfaces import DASHBOARD
from beatgraph.services import contributions


class UpdatedView(View):
    artist_id: int
    tracks: int
    last_updated: Seconds


class UpdatedAnswer(View):
    success: bool = True
    data: UpdatedView


async def update_contributions(request: Request) -> Response:
    artist_id = policy.producer(caller(request).viewer)
    async with caller(request).writing() as work:
        updated = await contributions.update(work, artist_id)
    return success_data(UpdatedView.model_validate(updated))


OPERATIONS = [
    Operation(
        "POST",
        "/api/v1/producer/update-contributions",
        update_contributions,
        "Compute anew what one's own tracks are worth.",
        DASHBOARD,
        token=True,
        limit=DASHBOARDS,
        response=UpdatedAnswer,
        errors=(404,),
    ),
]
