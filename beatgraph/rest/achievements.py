"""Achievements over REST."""

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, row_id
from beatgraph.rest.responses import Micros, View, status_success
from beatgraph.services import achievements, artists
from loaders.levels import AchievementsByArtist


class AchievementView(View):
    id: str
    name: str
    description: str
    category: str
    rarity: str
    xp: int
    unlocked: bool
    unlocked_at: Micros | None
    progress: int = Field(description="0 to 100; 100 is unlocked.")


class SummaryView(View):
    unlocked: int
    locked: int
    total_xp: int = Field(description="Of what is unlocked.")


class AchievementsAnswer(View):
    status: str = "success"
    achievements: list[AchievementView]
    summary: SummaryView


async def list_achievements(request: Request) -> Response:
    asking = caller(request)
    async with asking.reading() as work:
        artist = await artists.get(work, row_id(request, "artist"))
    achieved = await asking.loaders[AchievementsByArtist].load(artist.id)
    return status_success(
        achievements=[AchievementView.model_validate(each) for each in achieved],
        summary=SummaryView.model_validate(achievements.summary(achieved)),
    )


OPERATIONS = [
    Operation(
        "GET",
        "/api/v1/artists/{artist}/producer-achievements",
        list_achievements,
        "All there is to achieve, and what of it an artist has unlocked.",
        response=AchievementsAnswer,
        errors=(404,),
    ),
]
