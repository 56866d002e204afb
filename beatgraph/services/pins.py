"""Pins: the one track that an artist puts atop their page."""

from collections.abc import Sequence

from sqlmodel import col, select

from beatgraph.errors import InvalidError
from beatgraph.models import Artist, Track, TrackArtist
from beatgraph.services import artists, tracks
from beatgraph.services.batches import grouped
from beatgraph.work import Work


async def by_artists(work: Work, artist_ids: Sequence[int]) -> dict[int, Track]:
    """What many artists have pinned, as far as the viewer may see it and it is still theirs."""
    statement = (
        tracks.visible(work.viewer)
        .join(Artist, col(Artist.pinned_track_id) == Track.id)
        .join(TrackArtist, (col(TrackArtist.track_id) == Track.id) & (col(TrackArtist.artist_id) == Artist.id))
        .where(col(Artist.id).in_(artist_ids))
    )
    return {artist_id: rows[0] for artist_id, rows in (await grouped(work, statement, col(Artist.id))).items()}


async def of_artist(work: Work, artist_id: int) -> Track | None:
    artist = await artists.get(work, artist_id)
    return (await by_artists(work, [artist.id])).get(artist.id)


async def pin(work: Work, artist_id: int, track_id: int) -> Artist:
    """Put a track atop an artist's page, in place of the one that was there."""
    artist = await artists.owned(work, artist_id)
    track = await tracks.get(work, track_id)
    theirs = select(TrackArtist).where(col(TrackArtist.track_id) == track.id, col(TrackArtist.artist_id) == artist.id)
    if (await work.session.exec(theirs)).first() is None:
        raise InvalidError("Only a track of this artist can be pinned.", field="track_id")
    artist.pinned_track_id = track.id
    await work.session.flush()
    return artist


async def unpin(work: Work, artist_id: int, track_id: int) -> Artist:
    """Take a track from there, even one that has been hidden meanwhile; one that is not there stays where it is."""
    artist = await artists.owned(work, artist_id)
    if artist.pinned_track_id == track_id:
        artist.pinned_track_id = None
        await work.session.flush()
    else:
        await tracks.get(work, track_id)
    return artist
