"""Scores: what audiences did with every artist in 30 days, compared once an hour and read from there."""

from datetime import datetime, timedelta
from functools import reduce
from operator import add
from typing import Any

from sqlalchemy import BigInteger, Select, cast, delete, func, select, union_all
from sqlmodel import col

from beatgraph.analytics.periods import Period, period
from beatgraph.analytics.reception import percentile
from beatgraph.auth.viewer import ANONYMOUS
from beatgraph.models import Artist, ArtistDay, ArtistScore, Post, PostDay
from beatgraph.services import artists, posts, profiles, turns, upserts
from beatgraph.work import Work

DAYS = 30
EVERY = timedelta(hours=1)
"""How old a stored score gets at most while the jobs run."""
TURN = b"scores.."
AT_ONCE = 1000
OF_ARTISTS = ("likes", "comments", "saves", "shares", "page_shares")
OF_POSTS = ("likes", "comments", "saves", "shares")


async def is_due(work: Work) -> bool:
    """Whether they were never computed, or an hour ago, and there is somebody to compare."""
    latest: datetime | None = (await work.session.execute(select(func.max(col(ArtistScore.computed_at))))).scalar_one()
    if latest is not None:
        return latest <= work.now - EVERY
    window = period(DAYS, work.now)
    played = select(col(ArtistDay.artist_id)).where(
        col(ArtistDay.day).between(window.first, window.last), col(ArtistDay.plays) > 0
    )
    return (await work.session.execute(played.limit(1))).first() is not None


async def keep(work: Work) -> None:
    """Compute all of them now; doing it again at once changes nothing."""
    await turns.take(work, TURN)
    found = [(row.artist_id, row.score) for row in (await work.session.execute(_scores(period(DAYS, work.now)))).all()]
    lower: dict[int, int] = {}
    for place, score in enumerate(sorted(score for _, score in found)):
        lower.setdefault(score, place)
    rows = [
        {
            "artist_id": artist_id,
            "score": score,
            "percentage": percentile(lower[score], len(found)),
            "computed_at": work.now,
        }
        for artist_id, score in sorted(found)
    ]
    for some in upserts.chunks(rows, AT_ONCE):
        statement = upserts.insert(work, ArtistScore)
        changes = {name: statement.excluded[name] for name in ("score", "percentage", "computed_at")}
        await work.session.execute(
            statement.on_conflict_do_update(index_elements=["artist_id"], set_=changes), list(some)
        )
    await work.session.execute(delete(ArtistScore).where(col(ArtistScore.computed_at) < work.now))


async def percentage(work: Work, artist_id: int, window: Period | None = None) -> float:
    """How many per cent of the other artists have a lower score: as stored or, of a window, computed now.

    0 of who was not played in these days, and before the first time.
    """
    if window is None:
        stored = select(col(ArtistScore.percentage)).where(col(ArtistScore.artist_id) == artist_id)
        return float((await work.session.execute(stored)).scalar_one_or_none() or 0.0)
    scores = _scores(window).cte("scores")
    own = select(scores.c.score).where(scores.c.artist_id == artist_id).scalar_subquery()
    statement = select(func.count().filter(scores.c.score < own), func.count(), own).select_from(scores)
    below, number, score = (await work.session.execute(statement)).one()
    return 0.0 if score is None else percentile(below, number)


def _scores(window: Period) -> Select[Any]:
    """The score of each active artist who was played in these days: of tracks, the own page, and the owners' posts."""
    profile = profiles.artists_of()
    of_artists = (
        artists.visible(ANONYMOUS)
        .join(ArtistDay, col(ArtistDay.artist_id) == Artist.id)
        .where(col(ArtistDay.day).between(window.first, window.last))
        .with_only_columns(col(Artist.id), func.sum(_did(ArtistDay, OF_ARTISTS)))
        .group_by(col(Artist.id))
        .having(func.sum(col(ArtistDay.plays)) > 0)
        .subquery("of_artists")
    )
    own_id, own_score = of_artists.c
    of_posts = (
        posts.visible(ANONYMOUS)
        .join(PostDay, col(PostDay.post_id) == Post.id)
        .join(profile, profile.c.user_id == Post.user_id)
        .where(col(PostDay.day).between(window.first, window.last))
        .with_only_columns(profile.c.artist_id, func.sum(_did(PostDay, OF_POSTS)))
        .where(profile.c.artist_id.in_(select(own_id)))
        .group_by(profile.c.artist_id)
    )
    both = union_all(select(own_id.label("artist_id"), own_score.label("score")), of_posts).subquery("both")
    total = cast(func.sum(both.c.score), BigInteger)
    return select(both.c.artist_id, total.label("score")).group_by(both.c.artist_id)


def _did(table: type[ArtistDay] | type[PostDay], names: tuple[str, ...]) -> Any:
    return reduce(add, (col(getattr(table, name)) for name in names))
