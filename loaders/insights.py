"""Edges to insights and charts."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any, ClassVar, NamedTuple

from beatgraph.drafts.insights import DownloadPeriod, Extent, Span, Timeframe
from beatgraph.services import audience, breakdowns, download_figures, engagement, joint_work, realtime
from beatgraph.services.charts import charts
from beatgraph.services.insights import figures
from beatgraph.services.readers import Whose
from beatgraph.work import Work
from loaders.base import Loader


class Wanted(NamedTuple):
    """Whose figures, of how many days, of when, and by whose days; None is now."""

    owner_id: int
    days: Span | Timeframe
    as_of: datetime | None = None
    tz: str = "UTC"


class Extended(NamedTuple):
    """Whose figures, of how many days, and of when; None is now."""

    owner_id: int
    days: Extent | Span | DownloadPeriod
    as_of: datetime | None = None


class Asked(NamedTuple):
    """Whose figures, and of when; None is now."""

    owner_id: int
    as_of: datetime | None = None


class Alike(Loader[Any, Any]):
    """One read for all that the same is asked about; none of what the viewer may not read.

    Of a key, which is a tuple, the first is whose; all else is handed on to the service as it is.
    """

    fetch: ClassVar[Callable[..., Awaitable[dict[int, Any]]]]

    async def told(self, work: Work, ids: Sequence[int], *asked: Any) -> dict[int, Any]:
        return await type(self).fetch(work, ids, *asked)

    async def read(self, work: Work, keys: Sequence[Any]) -> list[Any]:
        alike: dict[tuple[Any, ...], list[int]] = {}
        for key in keys:
            alike.setdefault(tuple(key[1:]), []).append(key[0])
        found = {asked: await self.told(work, ids, *asked) for asked, ids in alike.items()}
        return [found[tuple(key[1:])].get(key[0]) for key in keys]


class Figures(Alike):
    """The same, of one kind of thing."""

    whose: ClassVar[Whose]

    async def told(self, work: Work, ids: Sequence[int], *asked: Any) -> dict[int, Any]:
        return await type(self).fetch(work, self.whose, ids, *asked)


class InsightByTrack(Figures):
    whose, fetch = Whose.TRACK, staticmethod(figures)


class InsightByAlbum(Figures):
    whose, fetch = Whose.ALBUM, staticmethod(figures)


class InsightByArtist(Figures):
    whose, fetch = Whose.ARTIST, staticmethod(figures)


class ChartByTrack(Figures):
    whose, fetch = Whose.TRACK, staticmethod(charts)


class ChartByAlbum(Figures):
    whose, fetch = Whose.ALBUM, staticmethod(charts)


class ChartByArtist(Figures):
    whose, fetch = Whose.ARTIST, staticmethod(charts)


class RealtimeByTrack(Alike):
    fetch = staticmethod(realtime.by_tracks)


class EngagementByTrack(Alike):
    fetch = staticmethod(engagement.by_tracks)


class BreakdownByTrack(Figures):
    whose, fetch = Whose.TRACK, staticmethod(breakdowns.by)


class BreakdownByAlbum(Figures):
    whose, fetch = Whose.ALBUM, staticmethod(breakdowns.by)


class BreakdownByArtist(Figures):
    whose, fetch = Whose.ARTIST, staticmethod(breakdowns.by)


class AudienceByTrack(Figures):
    whose, fetch = Whose.TRACK, staticmethod(audience.by)


class AudienceByAlbum(Figures):
    whose, fetch = Whose.ALBUM, staticmethod(audience.by)


class AudienceByArtist(Figures):
    whose, fetch = Whose.ARTIST, staticmethod(audience.by)


class Networked(NamedTuple):
    """Whose joint work, how many steps around them, and of when; None is now."""

    owner_id: int
    depth: int
    as_of: datetime | None = None


class JointWorkByArtist(Alike):
    fetch = staticmethod(joint_work.by_artists)


class DownloadFiguresByArtist(Alike):
    fetch = staticmethod(download_figures.by_artists)


class DownloadsByArtist(Alike):
    """The latest twenty of each artist, of whom few are asked about at once."""

    fetch = staticmethod(download_figures.latest)
