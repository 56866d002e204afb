"""Leaderboards over REST."""

from typing import Any

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from beatgraph.analytics.leaderboards import Category, season
from beatgraph.drafts.leaderboards import LeaderboardAsked
from beatgraph.limits import LEADERBOARDS
from beatgraph.rest.levels import HOME
from beatgraph.rest.operations import Operation
from beatgraph.rest.requests import caller, query
from beatgraph.rest.responses import Seconds, View, success_data
from beatgraph.rest.surfaces import DASHBOARD
from beatgraph.services import leaderboards
from beatgraph.services.leaderboards import Board, Entry
from loaders.artists import ArtistById
from loaders.caller import Caller
from loaders.levels import LevelByArtist


class PositionView(View):
    rank: int
    value: float
    score: float = Field(description="0 to 100: what the rank is worth.")
    tier: str


class StandingView(View):
    level: int
    title: str


class LeaderView(PositionView):
    id: int
    producer_id: int
    name: str
    avatar: str | None
    is_current_user: bool
    metadata: StandingView


class SeasonView(View):
    type: str = "monthly"
    time_remaining: int = Field(description="Seconds.")
    end_date: Seconds


class PositionsView(View):
    """Where the caller's own profile stands; null where it is not ranked."""

    overall: PositionView | None
    points: PositionView | None
    plays: PositionView | None
    uploads: PositionView | None
    quality: PositionView | None
    collaboration: PositionView | None
    earnings: PositionView | None


class BoardsView(View):
    overall: list[LeaderView]
    points: list[LeaderView]
    plays: list[LeaderView]
    uploads: list[LeaderView]
    quality: list[LeaderView]
    collaboration: list[LeaderView]
    earnings: list[LeaderView] = Field(description="Shares of all contribution, in per cent; never money.")
    period: str
    computed_at: Seconds | None = Field(description="Null before the first time.")
    season_info: SeasonView
    user_positions: PositionsView


class LeaderboardAnswer(View):
    success: bool = True
    data: BoardsView


async def leaderboard(request: Request) -> Response:
    asked, asking = query(request, LeaderboardAsked), caller(request)
    async with asking.reading() as work:
        boards = await leaderboards.read(work, list(Category), asked.period, asked.limit)
        current = season(work.now)
    shown: dict[str, Any] = await _leaders(asking, boards)
    return success_data(
        BoardsView(
            **shown,
            period=asked.period,
            computed_at=boards[0].computed_at,
            season_info=SeasonView(time_remaining=current.remaining_s, end_date=current.ends_at),
            user_positions=PositionsView.model_validate({each.category.value: each.viewer_entry for each in boards}),
        )
    )


async def _leaders(asking: Caller, boards: list[Board]) -> dict[str, list[LeaderView]]:
    """By category; who they are is read once for all boards."""
    entries = [(board.category, entry) for board in boards for entry in board.entries]
    ids = [entry.artist_id for _, entry in entries]
    artists = await asking.loaders[ArtistById].load_many(ids)
    levels = await asking.loaders[LevelByArtist].load_many(ids)
    shown: dict[str, list[LeaderView]] = {board.category.value: [] for board in boards}
    for (category, entry), artist, level in zip(entries, artists, levels, strict=True):
        if artist is not None and level is not None:
            shown[category.value].append(_leader(entry, artist.name, artist.image, StandingView.model_validate(level)))
    return shown


def _leader(entry: Entry, name: str, avatar: str | None, standing: StandingView) -> LeaderView:
    return LeaderView(
        id=entry.artist_id,
        producer_id=entry.artist_id,
        name=name,
        avatar=avatar,
        rank=entry.rank,
        value=entry.value,
        score=entry.score,
        tier=entry.tier,
        is_current_user=entry.is_viewer,
        metadata=standing,
    )


OPERATIONS = [
    Operation(
        "GET",
        f"{HOME}/leaderboard",
        leaderboard,
        "The leaders of all seven boards, and where one's own profile stands.",
        DASHBOARD,
        token=True,
        limit=LEADERBOARDS,
        query=LeaderboardAsked,
        response=LeaderboardAnswer,
        errors=(422,),
    ),
]
