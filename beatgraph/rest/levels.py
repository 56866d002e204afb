"""Levels and where experience comes from, over REST."""

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from beatgraph.auth import policy
from beatgraph.limits import DASHBOARDS
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller
from beatgraph.rest.responses import View, success_data
from beatgraph.rest.surfaces import DASHBOARD
from loaders.levels import LevelByArtist, XpSourcesByArtist

HOME = "/api/v1/producer-intelligence"


class LevelView(View):
    level: int
    title: str
    xp: int
    xp_to_next: int | None = Field(description="Null at the last level.")
    progress: float = Field(description="Per cent of the way to the next level.")


class LevelAnswer(View):
    success: bool = True
    data: LevelView


class XpSourceView(View):
    action: str
    xp_each: int | None = Field(description="Null where each has a value of its own.")
    count: int = Field(description="How many tracks, plays or achievements.")
    xp: int


class XpSourcesAnswer(View):
    success: bool = True
    data: list[XpSourceView]


async def producer_level(request: Request) -> Response:
    asking = caller(request)
    found = await asking.loaders[LevelByArtist].load(policy.producer(asking.viewer))
    return success_data(LevelView.model_validate(found))


async def xp_sources(request: Request) -> Response:
    asking = caller(request)
    found = await asking.loaders[XpSourcesByArtist].load(policy.producer(asking.viewer))
    return success_data([XpSourceView.model_validate(each) for each in found])


OPERATIONS = [
    Operation(
        "GET",
        f"{HOME}/producer-level",
        producer_level,
        "Which level one's own artist profile has reached.",
        DASHBOARD,
        token=True,
        limit=DASHBOARDS,
        response=LevelAnswer,
        errors=(404,),
    ),
    Operation(
        "GET",
        f"{HOME}/xp-sources",
        xp_sources,
        "What brought one's own artist profile its experience.",
        DASHBOARD,
        token=True,
        limit=DASHBOARDS,
        response=XpSourcesAnswer,
        errors=(404,),
    ),
]
