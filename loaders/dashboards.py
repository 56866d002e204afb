"""Edges to dashboards."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from beatgraph.services import dashboards
from beatgraph.services.dashboards import DashboardStats
from beatgraph.work import Work
from loaders.base import Loader


class Asked(NamedTuple):
    """Whose figures are asked for, and of when; None is now."""

    artist_id: int
    as_of: datetime | None = None


class StatsByArtist(Loader[Asked, DashboardStats | None]):
    """One read for all artists that are asked about at the same instant; none for those of somebody else."""

    async def read(self, work: Work, keys: Sequence[Asked]) -> list[DashboardStats | None]:
        alike: dict[datetime | None, list[int]] = {}
        for key in keys:
            alike.setdefault(key.as_of, []).append(key.artist_id)
        found: dict[Asked, DashboardStats] = {}
        for as_of, artist_ids in alike.items():
            stats = await dashboards.stats(work, artist_ids, as_of)
            found.update({Asked(artist_id, as_of): each for artist_id, each in stats.items()})
        return [found.get(key) for key in keys]
