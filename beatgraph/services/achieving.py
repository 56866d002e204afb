"""Achieving: what achievements are measured by, of some artists, and among all of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, or_
from sqlmodel import col, select

from beatgraph.analytics import achievements as goals
from beatgraph.analytics.achievements import Cutoffs, Figures, Season
from beatgraph.analytics.cadence import whole_months
from beatgraph.auth.viewer import ANONYMOUS
from beatgraph.models import Artist, ArtistLink, Track, TrackArtist, TrackGenre, TrackLifetime
from beatgraph.services import artists, competitors, experience, liveness
from beatgraph.services.batches import pairs
from beatgraph.work import Work


@dataclass(frozen=True, slots=True)
class _Made:
    """What the public tracks of one artist come to."""

    seasons: frozenset[Season] = frozenset()
    tracks: int = 0
    plays: int = 0
    best_plays: int = 0
    best_engagement: int = 0
    complete_tracks: int = 0
    collaborations: int = 0
    covers: int = 0


QUALIFIED = func.coalesce(col(TrackLifetime.qualified), 0)
ENGAGEMENT = (
    col(TrackLifetime.likes) + col(TrackLifetime.comments) + col(TrackLifetime.saves) + col(TrackLifetime.shares)
)


async def cutoffs(work: Work) -> Cutoffs:
    """The values that are to be reached, among everyone who competes; sorted by the database, a few rows come back."""
    made = (
        _with_lifetime(_of_competitors())
        .with_only_columns(
            func.count().label("tracks"),
            func.coalesce(func.sum(QUALIFIED), 0).label("plays"),
        )
        .group_by(col(TrackArtist.artist_id))
        .subquery()
    )
    genres = (
        _with_genres(_of_competitors())
        .with_only_columns(func.count(col(TrackGenre.genre_id).distinct()).label("genres"))
        .group_by(col(TrackArtist.artist_id))
        .subquery()
    )
    competitors_there = await _count(work, competitors.competing().with_only_columns(col(Artist.id)))
    tracks_there = await _count(work, liveness.live().with_only_columns(col(Track.id)))
    heard = liveness.live().join(TrackLifetime, col(TrackLifetime.track_id) == Track.id)
    plays = heard.with_only_columns(col(TrackLifetime.qualified).label("plays")).subquery()
    engagement = heard.with_only_columns(ENGAGEMENT.label("engagement")).subquery()
    return Cutoffs(
        tracks=await _last(work, made, "tracks", competitors_there, goals.TRACK_PERCENTS),
        plays=await _last(work, made, "plays", competitors_there, goals.PLAY_PERCENTS),
        genres=await _last(work, genres, "genres", competitors_there, goals.DIVERSITY_PERCENTS),
        track_plays=await _last(work, plays, "plays", tracks_there, goals.TRACK_PLAY_PERCENTS),
        track_engagement=await _last(work, engagement, "engagement", tracks_there, goals.ENGAGEMENT_PERCENTS),
        in_genre=await _last_in_genres(work),
    )


async def _count(work: Work, statement: Select[Any]) -> int:
    return int((await work.session.execute(select(func.count()).select_from(statement.subquery()))).scalar_one())


async def _last(work: Work, values: Subquery, name: str, count: int, percents: Sequence[int]) -> dict[int, int]:
    """By per cent, the value at the last place of the top; who has no row has nothing, and so has that place."""
    if not count:
        return {}
    places = {percent: goals.place(count, percent) for percent in percents}
    value = values.c[name]
    placed = select(func.row_number().over(order_by=value.desc()).label("place"), value.label("value")).subquery()
    statement = select(placed.c.place, placed.c.value).where(placed.c.place.in_(set(places.values())))
    found = await pairs(work, statement)
    return {percent: int(found.get(place, 0)) for percent, place in places.items()}


async def _last_in_genres(work: Work) -> dict[int, int]:
    genre = col(TrackGenre.genre_id)
    made = (
        _with_genres(_of_competitors())
        .with_only_columns(genre.label("genre_id"), func.count().label("tracks"))
        .group_by(genre, col(TrackArtist.artist_id))
        .subquery()
    )
    placed = select(
        made.c.genre_id,
        made.c.tracks,
        func.row_number().over(partition_by=made.c.genre_id, order_by=made.c.tracks.desc()).label("place"),
        func.count().over(partition_by=made.c.genre_id).label("artists"),
    ).subquery()
    # `goals.place`, in whole numbers of SQL.
    last = (placed.c.artists * goals.GENRE_PERCENT + 99) // 100
    statement = select(placed.c.genre_id, placed.c.tracks).where(placed.c.place == last)
    return {genre_id: int(tracks) for genre_id, tracks in (await pairs(work, statement)).items()}


def _of_competitors() -> Any:
    ids = competitors.competing().with_only_columns(col(Artist.id))
    return competitors.credited().where(col(TrackArtist.artist_id).in_(ids))


def _with_lifetime(statement: Any) -> Any:
    return statement.outerjoin(TrackLifetime, col(TrackLifetime.track_id) == Track.id)


def _with_genres(statement: Any) -> Any:
    return statement.join(TrackGenre, col(TrackGenre.track_id) == Track.id)


async def figures(work: Work, artist_ids: Sequence[int]) -> dict[int, Figures]:
    """What achievements are about, of those of these artists that everybody can see."""
    visible = artists.visible(ANONYMOUS).where(col(Artist.id).in_(artist_ids))
    rows = (await work.session.exec(visible)).all()
    competing = competitors.competing().where(col(Artist.id).in_(artist_ids)).with_only_columns(col(Artist.id))
    rivals = set((await work.session.execute(competing)).scalars())
    links = select(ArtistLink.artist_id, func.count()).where(col(ArtistLink.artist_id).in_(artist_ids))
    linked = await pairs(work, links.group_by(col(ArtistLink.artist_id)))
    made, genres, early = await _made(work, artist_ids), await _genres(work, artist_ids), await _last_early(work)
    return {
        row.id: replace(
            _of_profile(row, made.get(row.id, _Made()), work.now),
            competes=row.id in rivals,
            genres=genres.get(row.id, {}),
            links=linked.get(row.id, 0) + bool(row.website),
            is_early=row.id <= early,
        )
        for row in rows
    }


def _of_profile(row: Artist, made: _Made, now: datetime) -> Figures:
    return Figures(
        tracks=made.tracks,
        plays=made.plays,
        best_plays=made.best_plays,
        best_engagement=made.best_engagement,
        complete_tracks=made.complete_tracks,
        collaborations=made.collaborations,
        has_picture=bool(row.image),
        has_bio=bool(row.bio),
        pictures=bool(row.image) + bool(row.cover_image) + made.covers,
        age_months=whole_months(row.created_at.astimezone(UTC), now.astimezone(UTC)),
        seasons=made.seasons,
    )


async def _made(work: Work, artist_ids: Sequence[int]) -> dict[int, _Made]:
    artist, of_these = col(TrackArtist.artist_id), col(TrackArtist.artist_id).in_(artist_ids)
    uploaded = col(Track.created_at)
    spread = competitors.credited().where(of_these).with_only_columns(func.min(uploaded), func.max(uploaded))
    first, last = (await work.session.execute(spread)).one()
    if first is None:
        return {}
    seasons = [func.max(case((_in_season(each, first, last), 1), else_=0)) for each in Season]
    statement = (
        _with_lifetime(competitors.credited().where(of_these))
        .with_only_columns(
            artist,
            func.count(),
            func.coalesce(func.sum(QUALIFIED), 0),
            func.coalesce(func.max(QUALIFIED), 0),
            func.coalesce(func.max(ENGAGEMENT), 0),
            func.sum(case((experience.has_metadata(), 1), else_=0)),
            func.sum(case((competitors.is_joint(), 1), else_=0)),
            func.count(col(Track.image).distinct()),
            *seasons,
        )
        .group_by(artist)
    )
    found: dict[int, _Made] = {}
    for artist_id, *sums in (await work.session.execute(statement)).all():
        numbers, flags = sums[:7], sums[7:]
        kept = frozenset(season for season, flag in zip(Season, flags, strict=True) if flag)
        found[artist_id] = _Made(kept, *map(int, numbers))
    return found


def _in_season(season: Season, first: datetime, last: datetime) -> ColumnElement[bool]:
    spans = goals.spans(season, first.year, last.year)
    uploaded = col(Track.created_at)
    return or_(*(and_(uploaded >= each.begins, uploaded < each.ends) for each in spans))


async def _genres(work: Work, artist_ids: Sequence[int]) -> dict[int, dict[int, int]]:
    """By artist and genre, how many tracks."""
    artist, genre = col(TrackArtist.artist_id), col(TrackGenre.genre_id)
    statement = (
        _with_genres(competitors.credited().where(artist.in_(artist_ids)))
        .with_only_columns(artist, genre, func.count())
        .group_by(artist, genre)
    )
    found: dict[int, dict[int, int]] = {}
    for artist_id, genre_id, count in (await work.session.execute(statement)).all():
        found.setdefault(artist_id, {})[genre_id] = count
    return found


async def _last_early(work: Work) -> int:
    """Id of the last profile among the first, whatever has become of them; of all, while there are no more."""
    first = select(Artist.id).order_by(col(Artist.id)).limit(goals.EARLY_PROFILES).subquery()
    return int((await work.session.execute(select(func.coalesce(func.max(first.c.id), 0)))).scalar_one())
