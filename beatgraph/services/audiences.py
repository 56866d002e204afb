"""Audiences: everyone except those who run or are credited on a thing, and admins."""

from sqlmodel import select

from beatgraph.auth import policy
from beatgraph.models import Track, TrackArtist
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


def is_insider_of_artist(work: Work, artist_id: int) -> bool:
    return policy.acts_for(work.viewer, artist_id)
