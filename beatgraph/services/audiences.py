"""Audiences: everyone except those who run or are credited on a thing, and admins."""

from sqlmodel import select

from beatgraph.analytics import bots
from beatgraph.auth import policy
from beatgraph.models import Album, AlbumArtist, Post, Track, TrackArtist
from beatgraph.work import Work


async def is_insider_of_track(work: Work, track: Track) -> bool:
    """Whether the viewer's own plays and likes of a track are kept out of its numbers."""
    viewer = work.viewer
    if viewer.user_id is None:
        return False
    if viewer.is_admin or track.user_id == viewer.user_id:
        return True
    credited = select(TrackArtist.artist_id).where(TrackArtist.track_id == track.id)
    return bool(set(viewer.artist_ids) & set((await work.session.exec(credited)).all()))


async def is_insider_of_album(work: Work, album: Album) -> bool:
    viewer = work.viewer
    if viewer.user_id is None:
        return False
    if viewer.is_admin or album.user_id == viewer.user_id:
        return True
    credited = select(AlbumArtist.artist_id).where(AlbumArtist.album_id == album.id)
    return bool(set(viewer.artist_ids) & set((await work.session.exec(credited)).all()))


def is_insider_of_post(work: Work, post: Post) -> bool:
    return work.viewer.is_admin or post.user_id == work.viewer.user_id


def is_any(work: Work) -> bool:
    """Whether the viewer can be an audience at all: admins and bots are none to anything."""
    return not (work.viewer.is_admin or is_bot(work))


def is_bot(work: Work) -> bool:
    """A guest's client that does not say what it is counts as a bot, and so do those who say so or fetch ahead."""
    if work.client.prefetches:
        return True
    name = work.client.user_agent.strip()
    return bots.is_bot(name) if name else work.viewer.is_anonymous


def is_insider_of_artist(work: Work, artist_id: int) -> bool:
    return policy.acts_for(work.viewer, artist_id)
