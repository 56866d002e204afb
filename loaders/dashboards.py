"""Edges to dashboards."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar, NamedTuple

from beatgraph.services import cadences, dashboards
from beatgraph.work import Work
from loaders.base import Loader


class Asked(NamedTuple):
    """Whose figures are asked for, of when, and by whose days; None is now."""

    artist_id: int
    as_of: datetime | None = None
    tz: str = "UTC"


class _Figures(Loader[Asked, Any]):
    """One read for all artists that are asked about at one instant, by the same days; none for those of others."""

    fetch: ClassVar[Callable[..., Awaitable[Mapping[int, Any]]]]

    async def read(self, work: Work, keys: Sequence[Asked]) -> list[Any]:
        alike: dict[tuple[Any, ...], list[int]] = {}
        for key in keys:
            alike.setdefault(key[1:], []).append(key.artist_id)
        found: dict[Asked, Any] = {}
        for asked, artist_ids in alike.items():
            read = await type(self).fetch(work, artist_ids, *asked)
            found.update({Asked(artist_id, *asked): each for artist_id, each in read.items()})
        return [found.get(key) for key in keys]


class StatsByArtist(_Figures):
    fetch = staticmethod(dashboards.stats)


class PerformanceByArtist(_Figures):
    fetch = staticmethod(dashboards.performance)


class UploadInsightsByArtist(_Figures):
    fetch = staticmethod(cadences.by_artists)
