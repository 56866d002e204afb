"""Levels: what artists' experience and achievements come to, kept beside the rows that they come from."""

from collections.abc import Sequence
from datetime import timedelta

from sqlmodel import col, func, or_, select

from beatgraph.analytics.achievements import Cutoffs
from beatgraph.analytics.levels import Level, standing
from beatgraph.auth.viewer import ANONYMOUS
from beatgraph.models import AchievementUnlock, Artist, ArtistProgress
from beatgraph.services import achievements, artists, experience, turns, upserts
from beatgraph.services.batches import pairs
from beatgraph.work import Work

EVERY = timedelta(hours=1)
"""How old an artist's level gets at most while the jobs run."""
AT_A_TIME = 200
TURN = b"progress"


async def by_artists(work: Work, artist_ids: Sequence[int]) -> dict[int, Level]:
    """What each artist's experience makes; without any they are novices."""
    statement = select(ArtistProgress.artist_id, ArtistProgress.xp)
    found = await pairs(work, statement.where(col(ArtistProgress.artist_id).in_(artist_ids)))
    return {artist_id: standing(found.get(artist_id, 0)) for artist_id in artist_ids}


async def due(work: Work, at_most: int = AT_A_TIME) -> list[int]:
    """Artists who were never looked at, or an hour ago; who has waited longest comes first."""
    looked_at = col(ArtistProgress.computed_at)
    statement = (
        artists.visible(ANONYMOUS)
        .outerjoin(ArtistProgress, col(ArtistProgress.artist_id) == Artist.id)
        .where(or_(looked_at.is_(None), looked_at <= work.now - EVERY))
        .with_only_columns(col(Artist.id))
        .order_by(looked_at.nulls_first(), col(Artist.id))
        .limit(at_most)
    )
    return list((await work.session.execute(statement)).scalars())


async def keep(work: Work, artist_ids: Sequence[int], cutoffs: Cutoffs) -> None:
    """Grant and unlock what these artists have earned, and write down what it comes to; again, it changes nothing."""
    if not artist_ids:
        return
    await turns.take(work, TURN)
    await experience.grant(work, artist_ids)
    begun = await achievements.unlock(work, artist_ids, cutoffs)
    totals = await experience.totals(work, artist_ids)
    counted = (
        select(AchievementUnlock.artist_id, func.count())
        .where(col(AchievementUnlock.artist_id).in_(artist_ids))
        .group_by(col(AchievementUnlock.artist_id))
    )
    unlocked = await pairs(work, counted)
    rows = [
        {
            "artist_id": artist_id,
            "xp": totals[artist_id],
            "unlocked": unlocked.get(artist_id, 0),
            "progress": begun[artist_id],
            "computed_at": work.now,
        }
        for artist_id in sorted(artist_ids)
    ]
    statement = upserts.insert(work, ArtistProgress)
    changes = {name: statement.excluded[name] for name in ("xp", "unlocked", "progress", "computed_at")}
    await work.session.execute(statement.on_conflict_do_update(index_elements=["artist_id"], set_=changes), rows)
