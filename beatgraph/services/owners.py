"""Owners: whose numbers are kept, tracks and artists, and the tables that they are kept in."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ARRAY, Integer, cast, func, select
from sqlmodel import SQLModel

from beatgraph.models import (
    ArtistBreakdown,
    ArtistDay,
    ArtistLifetime,
    ArtistLifetimeSketch,
    ArtistListenerMonth,
    ArtistMonth,
    ArtistMonthSketch,
    ArtistSketch,
    ArtistSlot,
    TrackBreakdown,
    TrackDay,
    TrackLifetime,
    TrackLifetimeSketch,
    TrackListenerMonth,
    TrackMonth,
    TrackMonthSketch,
    TrackSketch,
    TrackSlot,
)
from beatgraph.services import upserts
from beatgraph.work import Work


@dataclass(frozen=True, slots=True)
class Owner:
    """One kind of them; `turn` names their turns at the numbers."""

    name: str
    turn: int
    day: type[TrackDay] | type[ArtistDay]
    sketch: type[TrackSketch] | type[ArtistSketch]
    lifetime: type[TrackLifetime] | type[ArtistLifetime]
    lifetime_sketch: type[TrackLifetimeSketch] | type[ArtistLifetimeSketch]
    value: type[TrackBreakdown] | type[ArtistBreakdown]
    listener: type[TrackListenerMonth] | type[ArtistListenerMonth]
    slot: type[TrackSlot] | type[ArtistSlot]
    month: type[TrackMonth] | type[ArtistMonth]
    month_sketch: type[TrackMonthSketch] | type[ArtistMonthSketch]

    @property
    def key(self) -> str:
        return f"{self.name}_id"


TRACKS = Owner(
    "track",
    1,
    TrackDay,
    TrackSketch,
    TrackLifetime,
    TrackLifetimeSketch,
    TrackBreakdown,
    TrackListenerMonth,
    TrackSlot,
    TrackMonth,
    TrackMonthSketch,
)
ARTISTS = Owner(
    "artist",
    2,
    ArtistDay,
    ArtistSketch,
    ArtistLifetime,
    ArtistLifetimeSketch,
    ArtistBreakdown,
    ArtistListenerMonth,
    ArtistSlot,
    ArtistMonth,
    ArtistMonthSketch,
)
OWNERS = (TRACKS, ARTISTS)


def columns(table: type[SQLModel]) -> list[str]:
    """The sums of a table of numbers, without its key and without listeners, which do not add up."""
    rows = table.__table__.columns  # type: ignore[attr-defined]
    return [each.name for each in rows if not each.primary_key and each.name != "listeners"]


async def take_turns(work: Work, owner: Owner, ids: Collection[int]) -> None:
    """Wait until nobody else is changing these owners' numbers; SQLite has one writer at a time anyhow.

    Tracks come before artists, and each kind in the order of the ids, so that two writers never wait for each other.
    """
    if upserts.is_sqlite(work) or not ids:
        return
    wanted = cast(sorted({each & 0x7FFF_FFFF for each in ids}), ARRAY(Integer))
    each = func.unnest(wanted).table_valued("id", name="wanted").render_derived()
    await work.session.execute(select(func.pg_advisory_xact_lock(owner.turn, each.c.id)))
