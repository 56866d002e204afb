"""Audiences: everyone except those who run or are credited on a thing, and admins."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import col, select

from beatgraph.analytics import bots, networks
from beatgraph.auth import policy
from beatgraph.models import Album, AlbumArtist, Post, Track, TrackArtist
from beatgraph.work import Work


async def is_insider_of_track(work: Work, track: Track) -> bool:
    """Whether the viewer's own plays and likes of a track are kept out of its numbers."""
    return track.id in await insiders_of_tracks(work, [track])


async def insiders_of_tracks(work: Work, tracks: Sequence[Track]) -> set[int]:
    """Those of many tracks that the viewer is an insider of."""
    return await _inside(work, tracks, col(TrackArtist.track_id), col(TrackArtist.artist_id))


async def insiders_of_albums(work: Work, albums: Sequence[Album]) -> set[int]:
    return await _inside(work, albums, col(AlbumArtist.album_id), col(AlbumArtist.artist_id))


async def _inside(work: Work, rows: Sequence[Track] | Sequence[Album], thing: Any, artist: Any) -> set[int]:
    viewer = work.viewer
    if viewer.user_id is None:
        return set()
    if viewer.is_admin:
        return {row.id for row in rows}
    found = {row.id for row in rows if row.user_id == viewer.user_id}
    others = [row.id for row in rows if row.id not in found]
    if others and viewer.artist_ids:
        credited = select(thing).where(thing.in_(others), artist.in_(viewer.artist_ids))
        found |= set((await work.session.exec(credited)).all())
    return found


def is_insider_of_post(work: Work, post: Post) -> bool:
    return work.viewer.is_admin or post.user_id == work.viewer.user_id


def is_any(work: Work) -> bool:
    """Whether the viewer can be an audience at all: admins and bots are none to anything."""
    return not (work.viewer.is_admin or is_bot(work))


def is_bot(work: Work) -> bool:
    """Those who say so, fetch ahead or come from a network of machines, and guests whose client has no name."""
    if work.client.prefetches or is_automated(work, work.client.address):
        return True
    name = work.client.user_agent.strip()
    return bots.is_bot(name) if name else work.viewer.is_anonymous


def is_automated(work: Work, address: str) -> bool:
    """Whether an address is a datacentre's or a VPN's, as far as the settings list them."""
    return networks.holds(work.settings.automated_networks, address)


def is_insider_of_artist(work: Work, artist_id: int) -> bool:
    return policy.acts_for(work.viewer, artist_id)
