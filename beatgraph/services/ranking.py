"""Ranking: what each board measures artists by, as statements that the database ranks and keeps by itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Subquery, and_, case, cast, func, literal, or_
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from beatgraph.analytics import achievements as goals
from beatgraph.analytics import leaderboards as boards
from beatgraph.analytics import quality
from beatgraph.analytics.leaderboards import Category, LeaderboardPeriod, midnight
from beatgraph.analytics.periods import Period
from beatgraph.models import (
    AchievementUnlock,
    Artist,
    ArtistDay,
    ArtistLifetime,
    ArtistMonth,
    ArtistProgress,
    ContributionSnapshot,
    LeaderboardEntry,
    MergedMonth,
    Track,
    TrackArtist,
    TrackDay,
    TrackLifetime,
)
from beatgraph.services import competitors, months, upserts
from beatgraph.work import Work

Number = ColumnElement[Any]
COLLABORATIVE = [each.id for each in goals.CATALOGUE if each.category is goals.Category.COLLABORATION]


@dataclass(frozen=True)
class Measure:
    """What one board compares, of each artist who competes; among equals the second decides."""

    value: Number
    second: Number | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """Whose numbers count: of some days or, without them, of all time, which is read by months as far as it can be."""

    days: Period | None
    merged: Sequence[date]
    unmerged: Sequence[date]


async def measured(work: Work, category: Category, span: LeaderboardPeriod) -> Subquery:
    """What a board compares, of everyone who competes: `artist_id`, `value` and, among equals, `second`."""
    measure = await _measure(work, category, span)
    return (
        competitors.competing()
        .with_only_columns(
            col(Artist.id).label("artist_id"),
            measure.value.label("value"),
            (literal(0) if measure.second is None else measure.second).label("second"),
        )
        .subquery()
    )


async def _measure(work: Work, category: Category, span: LeaderboardPeriod) -> Measure:
    days = boards.days(span, work.now)
    match category:
        case Category.POINTS:
            return _points()
        case Category.PLAYS:
            return Measure(_plays(await _reach(work, days)) * boards.UNIT)
        case Category.UPLOADS:
            return Measure(_uploads(days) * boards.UNIT)
        case Category.QUALITY:
            return Measure(_quality(await _reach(work, days)))
        case Category.COLLABORATION:
            return Measure(_collaboration(work, days))
        case Category.EARNINGS:
            return Measure(_earnings(work, await _worth_of_all(work)))
        case Category.OVERALL:
            return Measure(_overall(span))


async def _reach(work: Work, days: Period | None) -> Reach:
    if days is not None:
        return Reach(days, [], [])
    known = select(MergedMonth.month).where(~col(MergedMonth.merged))  # type: ignore[call-overload]
    return Reach(days, await months.merged(work), (await work.session.execute(known)).scalars().all())


def _points() -> Measure:
    def progress(column: Any) -> Number:
        statement = select(col(column)).where(col(ArtistProgress.artist_id) == Artist.id).correlate(Artist)
        return func.coalesce(statement.scalar_subquery(), 0)

    return Measure(progress(ArtistProgress.xp) * boards.UNIT, progress(ArtistProgress.unlocked))


def _plays(within: Reach) -> Number:
    if within.days is not None:
        return _summed(within, "qualified")
    plays = select(ArtistLifetime.qualified).where(col(ArtistLifetime.artist_id) == Artist.id).correlate(Artist)
    return func.coalesce(plays.scalar_subquery(), 0)


def _summed(within: Reach, *columns: str, weights: Sequence[int] = (1,)) -> Number:
    """A sum over days or, of all time, over months and the days that are in none."""

    def over(table: Any, *conditions: ColumnElement[bool]) -> Number:
        total = sum((getattr(table, name) * weight for name, weight in zip(columns, weights, strict=True)), literal(0))
        statement = select(func.sum(total)).where(table.artist_id == Artist.id, *conditions).correlate(Artist)
        return func.coalesce(statement.scalar_subquery(), 0)

    day = col(ArtistDay.day)
    if within.days is not None:
        return cast(over(ArtistDay, day >= within.days.first, day < within.days.after), BigInteger)
    found: list[Number] = []
    if within.merged:
        found.append(over(ArtistMonth, col(ArtistMonth.month).in_(within.merged)))
    if within.unmerged:
        of_months = (and_(day >= month, day < months.after(month)) for month in within.unmerged)
        found.append(over(ArtistDay, or_(*of_months)))
    return cast(sum(found, literal(0)), BigInteger)


def _uploads(days: Period | None) -> Number:
    statement = _of_artist(func.count())
    if days is not None:
        uploaded = col(Track.created_at)
        statement = statement.where(uploaded >= midnight(days.first), uploaded < midnight(days.after))
    return func.coalesce(statement.scalar_subquery(), 0)


def _quality(within: Reach) -> Number:
    """The score of how much of tracks was heard; rounded half-up in whole numbers."""
    tracked = _summed(within, "tracked")
    heard = _summed(within, *quality.WEIGHTS, weights=tuple(quality.WEIGHTS.values()))
    rounded = (2 * boards.UNIT * heard + tracked) // (2 * tracked)
    return case((tracked >= boards.QUALITY_PLAYS_AT_LEAST, rounded), else_=0)


def _collaboration(work: Work, days: Period | None) -> Number:
    joint = competitors.is_joint()
    other: Any = aliased(TrackArtist)
    people = _of_artist(func.count(other.artist_id.distinct())).join(
        other, and_(other.track_id == Track.id, other.artist_id != TrackArtist.artist_id)
    )
    if days is None:
        plays = _of_artist(func.sum(col(TrackLifetime.qualified)))
        plays = plays.join(TrackLifetime, col(TrackLifetime.track_id) == Track.id).where(joint)
    else:
        day = col(TrackDay.day)
        plays = _of_artist(func.sum(col(TrackDay.qualified))).join(TrackDay, col(TrackDay.track_id) == Track.id)
        plays = plays.where(joint, day >= days.first, day < days.after)
    unlocked = (
        select(func.count())
        .select_from(AchievementUnlock)
        .where(col(AchievementUnlock.artist_id) == Artist.id, col(AchievementUnlock.achievement).in_(COLLABORATIVE))
        .correlate(Artist)
    )
    whole = (
        boards.UNIT * boards.PER_COLLABORATOR * _none_is_0(people)
        + boards.UNIT // 100 * boards.PER_100_PLAYS * _none_is_0(plays)
        + boards.UNIT * boards.PER_ACHIEVEMENT * _none_is_0(unlocked)
    )
    worth = _none_is_0(_worth().where(joint))
    return cast(whole, BigInteger) + _units(work, boards.PER_CONTRIBUTION * worth)


def _earnings(work: Work, of_all: float) -> Number:
    """The share of all contribution, in per cent: no money is known of."""
    return _units(work, 100 / of_all * _none_is_0(_worth())) if of_all else literal(0)


def _worth() -> Any:
    joined = _of_artist(func.sum(col(ContributionSnapshot.value)))
    return joined.join(ContributionSnapshot, col(ContributionSnapshot.track_id) == Track.id)


async def _worth_of_all(work: Work) -> float:
    worth = func.coalesce(func.sum(col(ContributionSnapshot.value)), 0.0)
    credited = competitors.credited().join(ContributionSnapshot, col(ContributionSnapshot.track_id) == Track.id)
    return float((await work.session.execute(credited.with_only_columns(worth))).scalar_one())


def _of_artist(*columns: Any) -> Any:
    """Public tracks of the artist that is being measured."""
    credited = competitors.credited().where(col(TrackArtist.artist_id) == Artist.id)
    return credited.with_only_columns(*columns).correlate(Artist)


def _none_is_0(statement: Any) -> Number:
    return func.coalesce(statement.scalar_subquery(), 0)


def _units(work: Work, value: Number) -> Number:
    """A real number that is not negative in whole ten-thousandths, rounded half-up."""
    shifted = value * float(boards.UNIT) + 0.5
    # SQLite cuts off what PostgreSQL would round.
    return cast(shifted if upserts.is_sqlite(work) else func.floor(shifted), BigInteger)


def _overall(span: LeaderboardPeriod) -> Number:
    """What the ranks on the other boards of a period are worth together."""
    entry = LeaderboardEntry
    # Weights are per cent, so that what they are multiplied with are hundredths.
    points = boards.UNIT // 100 * (boards.RANKED - col(entry.rank))
    weighted = case(
        *((col(entry.category) == category.value, weight * points) for category, weight in boards.WEIGHTS.items()),
        else_=0,
    )
    total = (
        select(func.sum(weighted))
        .where(
            col(entry.artist_id) == Artist.id,
            col(entry.period) == span.value,
            col(entry.category).in_([each.value for each in boards.WEIGHTS]),
            col(entry.rank) < boards.RANKED,
            col(entry.value) > 0,
        )
        .correlate(Artist)
    )
    return cast(_none_is_0(total), BigInteger)
