"""Heard: how often each track of a statement was played up to the end of a reporting day."""

from datetime import UTC
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlmodel import col

from beatgraph.analytics.zones import begins, quarter_of
from beatgraph.models import Track, TrackDay, TrackLifetime, TrackSlot
from beatgraph.services.windows import Reporting


def plays(asked: Reporting) -> ColumnElement[int]:
    """A column of a statement that joins tracks with their lifetimes.

    What came later is taken off, so that little is read of what is long past.
    """
    days = select(func.coalesce(func.sum(col(TrackDay.plays)), 0)).where(
        col(TrackDay.track_id) == Track.id, col(TrackDay.day) > asked.days.last
    )
    found: Any = func.coalesce(col(TrackLifetime.plays), 0) - days.correlate(Track).scalar_subquery()
    if asked.is_utc:
        return found  # type: ignore[no-any-return]
    end, midnight = begins(asked.window.after, asked.zone), begins(asked.days.after, UTC)
    hours = select(func.coalesce(func.sum(col(TrackSlot.plays)), 0)).where(
        col(TrackSlot.track_id) == Track.id,
        col(TrackSlot.slot) >= quarter_of(end),
        col(TrackSlot.slot) < quarter_of(midnight),
    )
    return found - hours.correlate(Track).scalar_subquery()  # type: ignore[no-any-return]
