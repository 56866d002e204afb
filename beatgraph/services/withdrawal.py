"""Withdrawal: what a deleted artist leads goes private, and comes back with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select, update

from beatgraph.models import Album, AlbumArtist, Track, TrackArtist
from beatgraph.services import rebuilding
from beatgraph.work import Work


@dataclass(frozen=True)
class Led:
    """A kind of thing that artists lead: its rows, the links to its artists, and a link's column that names the row."""

    row: type[Track] | type[Album]
    link: type[TrackArtist] | type[AlbumArtist]
    parent: Any


LED = (
    Led(Track, TrackArtist, col(TrackArtist.track_id)),
    Led(Album, AlbumArtist, col(AlbumArtist.album_id)),
)


async def withdraw(work: Work, artist_id: int) -> None:
    """Make private what the artist is the main artist of, and remember what was not private before."""
    async with rebuilding.following(work, await _tracks(work, artist_id)):
        for led in LED:
            public = select(led.row.id).where(col(led.row.private).is_(False), col(led.row.deleted_at).is_(None))
            await work.session.exec(
                update(led.link)
                .where(col(led.link.artist_id) == artist_id, col(led.link.position) == 0, led.parent.in_(public))
                .values(withdrawn=True)
            )
            await _set_private(work, led, artist_id, private=True)


async def bring_back(work: Work, artist_id: int) -> None:
    """Make public again what went private with the artist."""
    async with rebuilding.following(work, await _tracks(work, artist_id)):
        for led in LED:
            await _set_private(work, led, artist_id, private=False)
            link = col(led.link.artist_id) == artist_id
            await work.session.exec(update(led.link).where(link).values(withdrawn=False))


async def _tracks(work: Work, artist_id: int) -> Sequence[int]:
    led = select(TrackArtist.track_id).where(TrackArtist.artist_id == artist_id, TrackArtist.position == 0)
    return (await work.session.exec(led)).all()


async def _set_private(work: Work, led: Led, artist_id: int, *, private: bool) -> None:
    withdrawn = select(led.parent).where(col(led.link.artist_id) == artist_id, col(led.link.withdrawn))
    await work.session.exec(
        update(led.row).where(col(led.row.id).in_(withdrawn)).values(private=private, updated_at=work.now)
    )
