"""Personal dashboards: what a person's tracks and posts bring them, told to nobody else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlmodel import col

from beatgraph.analytics.charts import days_of
from beatgraph.analytics.listeners import user_key
from beatgraph.analytics.periods import Period
from beatgraph.analytics.reception import engagement_rate
from beatgraph.analytics.sketches import Sketch, hashed, united
from beatgraph.auth.viewer import ANONYMOUS
from beatgraph.models import ArtistDay, ArtistSketch, Follow, Post, PostDay, PostLifetime, UserFollow
from beatgraph.services import activities, contents, follows, posts, profiles, rollups, scores, slots
from beatgraph.services.activities import Activity
from beatgraph.services.contents import Content
from beatgraph.services.owners import ARTISTS
from beatgraph.services.rollups import Cell
from beatgraph.services.windows import InsightMeta, Reporting, reporting
from beatgraph.work import Work

DAYS = scores.DAYS
WEEK, MONTH = timedelta(hours=168), timedelta(hours=720)
CURRENCY = "USD"


@dataclass(frozen=True, slots=True)
class Reception:
    """How often something was seen and heard, and what the audience did with it."""

    views: int = 0
    plays: int = 0
    likes: int = 0
    comments: int = 0
    saves: int = 0
    shares: int = 0

    @property
    def score(self) -> int:
        return self.likes + self.comments + self.saves + self.shares

    def __add__(self, other: "Reception") -> "Reception":
        return Reception(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(Reception)))

    def __sub__(self, other: "Reception") -> "Reception":
        return Reception(*(getattr(self, each.name) - getattr(other, each.name) for each in fields(Reception)))


NOTHING = Reception()


@dataclass(frozen=True, slots=True)
class PersonalStats:
    """Since the beginning, except the percentile, which is of the last 30 days."""

    followers: int
    following: int
    published: int
    collaborations: int
    reception: Reception
    engagement_rate: float
    score_percentage: float
    earnings: float = 0.0
    earnings_currency: str = CURRENCY


@dataclass(frozen=True, slots=True)
class PersonalAudience:
    followers: int
    non_followers: int
    new_followers_this_week: int
    new_followers_this_month: int


@dataclass(frozen=True, slots=True)
class EngagementPoint:
    """One day; likes and saves are those that began then and stand still."""

    date: date
    reception: Reception


@dataclass(frozen=True, slots=True)
class PersonalDashboard:
    stats: PersonalStats
    audience: PersonalAudience
    engagement_chart: list[EngagementPoint]
    top_content: list[Content]
    recent_activity: list[Activity]
    meta: InsightMeta
    chart_available: bool = True
    earnings_available: bool = False
    """Until there is commerce."""
    audience_analytics_available: bool = True


async def dashboard(work: Work, user_id: int, as_of: datetime | None = None, tz: str = "UTC") -> PersonalDashboard:
    """The caller's own.

    Who they are and what they published is as it is now; what the audience did is that up to and including the day of
    `as_of`. By days of another zone is what comes with tracks; posts, and the artist's own page, go by UTC days.
    """
    at = as_of or work.now
    asked = reporting(DAYS, at, work.now, tz)
    artist = (await profiles.artists_by_users(work, [user_id])).get(user_id)
    artist_id = artist.id if artist else None
    days = await _artist_days(work, artist_id, asked)
    of_posts = await _post_days(work, user_id, asked.window)
    reception = await _artist_ever(work, artist_id, asked) + await _posts_ever(work, user_id, asked.days.after)
    followers = await profiles.followers(work, [user_id], None if as_of is None else asked.days.after)
    audience = await _audience(work, user_id, artist_id, asked)
    return PersonalDashboard(
        PersonalStats(
            followers=followers[user_id],
            following=(await follows.followings(work, [user_id], as_of))[user_id],
            published=(await profiles.published(work, [user_id]))[user_id],
            collaborations=(await profiles.collaborations(work, [user_id]))[user_id],
            reception=reception,
            engagement_rate=engagement_rate(reception.score, reception.views, reception.plays),
            score_percentage=await scores.percentage(work, artist_id, None if as_of is None else asked.window)
            if artist_id
            else 0.0,
        ),
        PersonalAudience(followers[user_id], audience.strangers, audience.of_week, audience.of_month),
        [EngagementPoint(day, days.get(day, NOTHING) + of_posts.get(day, NOTHING)) for day in days_of(asked.window)],
        (await contents.top(work, [user_id], None if as_of is None else asked.days.after))[user_id],
        await activities.latest(work, user_id, artist_id, at),
        asked.meta(approximate=audience.approximate),
    )


def _of_artist(row: Mapping[str, int]) -> Reception:
    """What a stretch of an artist's days says."""
    return Reception(
        views=row["views"] + row["page_views"],
        plays=row["plays"],
        likes=row["likes"],
        comments=row["comments"],
        saves=row["saves"],
        shares=row["shares"] + row["page_shares"],
    )


OF_TRACKS = ("plays", "views", "likes", "comments", "saves", "shares")
GAINS = (*OF_TRACKS, "page_views", "page_shares")
TURNS = ("likes_added", "likes_removed", "saves_added", "saves_removed")
POST_GAINS = ("views", "likes", "comments", "saves", "shares")


async def _artist_days(work: Work, artist_id: int | None, asked: Reporting) -> dict[date, Reception]:
    if artist_id is None:
        return {}
    columns = [getattr(ArtistDay, name) for name in GAINS]
    statement = select(col(ArtistDay.day), *columns).where(
        col(ArtistDay.artist_id) == artist_id, col(ArtistDay.day).between(asked.window.first, asked.window.last)
    )
    rows = (await work.session.execute(statement)).all()
    found = {row[0]: dict(zip(GAINS, row[1:], strict=True)) for row in rows}
    if not asked.is_utc:
        local = (await slots.by_days(work, ARTISTS, [artist_id], asked.window, asked.zone)).get(artist_id, {})
        for day in {*found, *local}:
            sums = local.get(day, slots.NOTHING)
            elsewhere = {name: getattr(sums, name) for name in OF_TRACKS}
            found[day] = dict.fromkeys(GAINS, 0) | found.get(day, {}) | elsewhere
    return {day: _of_artist(row) for day, row in found.items()}


async def _artist_ever(work: Work, artist_id: int | None, asked: Reporting) -> Reception:
    if artist_id is None:
        return NOTHING
    wanted = await rollups.stretches(work, [rollups.until(asked.days.after)])
    names = (*GAINS, *TURNS)
    row = (await rollups.sums(work, ARTISTS, [artist_id], names, wanted)).get(Cell(artist_id, 0))
    if row is None:
        return NOTHING
    stood = {name: row[f"{name}_added"] - row[f"{name}_removed"] for name in ("likes", "saves")}
    return _of_artist({**row, **stood})


async def _post_days(work: Work, user_id: int, window: Period) -> dict[date, Reception]:
    sums = [func.sum(getattr(PostDay, name)) for name in POST_GAINS]
    statement = (
        posts.visible(ANONYMOUS)
        .join(PostDay, col(PostDay.post_id) == Post.id)
        .where(col(Post.user_id) == user_id, col(PostDay.day).between(window.first, window.last))
        .with_only_columns(col(PostDay.day), *sums)
        .group_by(col(PostDay.day))
    )
    return {
        day: Reception(int(views), 0, *map(int, others))
        for day, views, *others in (await work.session.execute(statement)).all()
    }


async def _posts_ever(work: Work, user_id: int, after: date) -> Reception:
    """What the posts have, less what came on later days."""
    own = posts.visible(ANONYMOUS).where(col(Post.user_id) == user_id)
    lifetime = own.join(PostLifetime, col(PostLifetime.post_id) == Post.id).with_only_columns(
        *(
            func.coalesce(func.sum(getattr(PostLifetime, name)), 0)
            for name in ("views", "likes", "comments", "saves", "shares")
        )
    )
    later = (
        own.join(PostDay, col(PostDay.post_id) == Post.id)
        .where(col(PostDay.day) >= after)
        .with_only_columns(
            *(func.coalesce(func.sum(getattr(PostDay, name)), 0) for name in ("views", "comments", "shares", *TURNS)),
        )
    )
    views, *others = map(int, (await work.session.execute(lifetime)).one())
    later_views, comments, shares, likes, unliked, saves, unsaved = map(int, (await work.session.execute(later)).one())
    return Reception(views, 0, *others) - Reception(later_views, 0, likes - unliked, comments, saves - unsaved, shares)


@dataclass(frozen=True, slots=True)
class _Audience:
    strangers: int
    of_week: int
    of_month: int
    approximate: bool


async def _audience(work: Work, user_id: int, artist_id: int | None, asked: Reporting) -> _Audience:
    """Who came lately and does not follow, and who follows since lately."""
    since = await profiles.followed_since(work, user_id, artist_id, [asked.at - WEEK, asked.at - MONTH], asked.at)
    sketch = await _visitors(work, artist_id, asked.days)
    return _Audience(
        strangers=sketch.without(await _follower_hashes(work, user_id, artist_id, asked.at)) if sketch.count() else 0,
        of_week=since[0],
        of_month=since[1],
        approximate=not sketch.is_exact,
    )


async def _visitors(work: Work, artist_id: int | None, days: Period) -> Sketch:
    """Listeners of the tracks, and viewers of these and of the artist's page."""
    statement = select(col(ArtistSketch.listeners), col(ArtistSketch.viewers)).where(
        col(ArtistSketch.artist_id) == artist_id, col(ArtistSketch.day).between(days.first, days.last)
    )
    rows: Sequence[Any] = (await work.session.execute(statement)).all() if artist_id is not None else ()
    return united(sketch for row in rows for sketch in row)


async def _follower_hashes(work: Work, user_id: int, artist_id: int | None, at: datetime) -> set[int]:
    """Who followed at that instant, of those who follow now."""
    followers = select(col(UserFollow.user_id)).where(
        col(UserFollow.followed_id) == user_id, col(UserFollow.created_at) <= at
    )
    if artist_id is not None:
        of_artist = select(col(Follow.user_id)).where(col(Follow.artist_id) == artist_id, col(Follow.created_at) <= at)
        followers = followers.union(of_artist)  # type: ignore[assignment]
    return {hashed(user_key(each)) for each in (await work.session.execute(followers)).scalars()}
