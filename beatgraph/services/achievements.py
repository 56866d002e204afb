"""Achievements: unlocked for good by what is stored, and how far an artist is from the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from beatgraph.analytics.achievements import CATALOGUE, Category, Cutoffs, Rarity, progress
from beatgraph.analytics.levels import Action
from beatgraph.models import AchievementUnlock, ArtistProgress, XpEntry
from beatgraph.services import achieving, upserts
from beatgraph.services.batches import pairs
from beatgraph.work import Work

LISTED = len(CATALOGUE)
ROWS_AT_A_TIME = 1000


@dataclass(frozen=True, slots=True)
class Achieved:
    """One achievement, and where one artist stands with it."""

    id: str
    name: str
    description: str
    category: Category
    rarity: Rarity
    xp: int
    unlocked: bool
    unlocked_at: datetime | None
    progress: int
    """Per cent; 100 is unlocked."""


@dataclass(frozen=True, slots=True)
class Summary:
    unlocked: int
    locked: int
    total_xp: int
    """Of what is unlocked."""


def summary(achieved: Sequence[Achieved]) -> Summary:
    done = [each for each in achieved if each.unlocked]
    return Summary(len(done), len(achieved) - len(done), sum(each.xp for each in done))


async def by_artists(work: Work, artist_ids: Sequence[int]) -> dict[int, list[Achieved]]:
    """All there is to achieve, for each artist, in the order of the catalogue."""
    unlocked = await _unlocked(work, artist_ids)
    statement = select(ArtistProgress.artist_id, ArtistProgress.progress)
    begun = await pairs(work, statement.where(col(ArtistProgress.artist_id).in_(artist_ids)))
    return {
        artist_id: [
            Achieved(
                each.id,
                each.name,
                each.description,
                each.category,
                each.rarity,
                each.xp,
                unlocked=(artist_id, each.id) in unlocked,
                unlocked_at=unlocked.get((artist_id, each.id)),
                progress=100 if (artist_id, each.id) in unlocked else begun.get(artist_id, {}).get(each.id, 0),
            )
            for each in CATALOGUE
        ]
        for artist_id in artist_ids
    }


async def unlock(work: Work, artist_ids: Sequence[int], cutoffs: Cutoffs) -> dict[int, dict[str, int]]:
    """Unlock what these artists have achieved, with its experience; what is begun comes back, in per cent."""
    figures = await achieving.figures(work, artist_ids)
    unlocked = await _unlocked(work, artist_ids)
    begun: dict[int, dict[str, int]] = {artist_id: {} for artist_id in artist_ids}
    unlocks, entries = [], []
    for artist_id, of_artist in figures.items():
        for each in CATALOGUE:
            if (artist_id, each.id) in unlocked:
                continue
            reached = progress(each, of_artist, cutoffs)
            if reached == 100:
                unlocks.append({"artist_id": artist_id, "achievement": each.id, "unlocked_at": work.now})
                entries.append(
                    {
                        "artist_id": artist_id,
                        "action": Action.ACHIEVEMENT.value,
                        "subject": each.id,
                        "xp": each.xp,
                        "granted_at": work.now,
                    }
                )
            elif reached:
                begun[artist_id][each.id] = reached
    for table, rows in ((AchievementUnlock, unlocks), (XpEntry, entries)):
        for some in upserts.chunks(rows, ROWS_AT_A_TIME):
            await work.session.execute(upserts.insert(work, table).on_conflict_do_nothing(), some)
    return begun


async def _unlocked(work: Work, artist_ids: Sequence[int]) -> dict[tuple[int, str], datetime]:
    statement = select(AchievementUnlock).where(col(AchievementUnlock.artist_id).in_(artist_ids))
    return {(row.artist_id, row.achievement): row.unlocked_at for row in await work.session.exec(statement)}
