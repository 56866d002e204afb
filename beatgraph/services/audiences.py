"""Audiences: everyone except those who run or are credited on a thing, and admins."""

from collections.abc import Collection

from sqlmodel import col, select

from beatgraph.auth import policy
from beatgraph.models import ArtistMember, Track, TrackArtist
from beatgraph.services import upserts
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


async def insiders_of_tracks(work: Work, track_ids: Collection[int]) -> dict[int, set[int]]:
    """Users who run an artist of each track; its uploader comes with the row itself."""
    found: dict[int, set[int]] = {}
    for some in upserts.chunks(list(track_ids)):
        statement = (
            select(TrackArtist.track_id, ArtistMember.user_id)
            .join(ArtistMember, col(ArtistMember.artist_id) == TrackArtist.artist_id)
            .where(col(TrackArtist.track_id).in_(some))
        )
        for track_id, user_id in (await work.session.exec(statement)).all():
            found.setdefault(track_id, set()).add(user_id)
    return found


async def insiders_of_artists(work: Work, artist_ids: Collection[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for some in upserts.chunks(list(artist_ids)):
        statement = select(ArtistMember.artist_id, ArtistMember.user_id).where(col(ArtistMember.artist_id).in_(some))
        for artist_id, user_id in (await work.session.exec(statement)).all():
            found.setdefault(artist_id, set()).add(user_id)
    return found
