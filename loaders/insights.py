"""Edges to insights and charts."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any, ClassVar, NamedTuple

from beatgraph.drafts.insights import Span, Timeframe
from beatgraph.services import realtime
from beatgraph.services.charts import charts
from beatgraph.services.insights import figures
from beatgraph.services.readers import Whose
from beatgraph.services.realtime import Realtime
from beatgraph.work import Work
from loaders.base import Loader


class Wanted(NamedTuple):
    """Whose figures, of how many days, of when, and by whose days; None is now."""

    owner_id: int
    days: Span | Timeframe
    as_of: datetime | None = None
    tz: str = "UTC"


class _Figures(Loader[Wanted, Any]):
    """One read for all that are asked about the same days; none of what the viewer may not read."""

    whose: ClassVar[Whose]
    fetch: ClassVar[Callable[..., Awaitable[dict[int, Any]]]]

    async def read(self, work: Work, keys: Sequence[Wanted]) -> list[Any]:
        alike: dict[tuple[Any, ...], list[int]] = {}
        for key in keys:
            alike.setdefault(key[1:], []).append(key.owner_id)
        found: dict[Wanted, Any] = {}
        for asked, ids in alike.items():
            read = await type(self).fetch(work, self.whose, ids, *asked)
            found.update({Wanted(owner_id, *asked): each for owner_id, each in read.items()})
        return [found.get(key) for key in keys]


class InsightByTrack(_Figures):
    whose, fetch = Whose.TRACK, staticmethod(figures)


class InsightByAlbum(_Figures):
    whose, fetch = Whose.ALBUM, staticmethod(figures)


class InsightByArtist(_Figures):
    whose, fetch = Whose.ARTIST, staticmethod(figures)


class ChartByTrack(_Figures):
    whose, fetch = Whose.TRACK, staticmethod(charts)


class ChartByAlbum(_Figures):
    whose, fetch = Whose.ALBUM, staticmethod(charts)


class ChartByArtist(_Figures):
    whose, fetch = Whose.ARTIST, staticmethod(charts)


class Asked(NamedTuple):
    """Whose figures, and of when; None is now."""

    owner_id: int
    as_of: datetime | None = None


class RealtimeByTrack(Loader[Asked, Realtime | None]):
    """One read for all tracks that are asked about at the same instant."""

    async def read(self, work: Work, keys: Sequence[Asked]) -> list[Realtime | None]:
        alike: dict[datetime | None, list[int]] = {}
        for key in keys:
            alike.setdefault(key.as_of, []).append(key.owner_id)
        found: dict[Asked, Realtime] = {}
        for as_of, track_ids in alike.items():
            told = await realtime.by_tracks(work, track_ids, as_of)
            found.update({Asked(track_id, as_of): each for track_id, each in told.items()})
        return [found.get(key) for key in keys]
