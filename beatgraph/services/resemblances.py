"""Resemblances: public tracks of this platform that sound like another one, as Audio Recon tells of songs elsewhere."""

from collections.abc import Collection

from sqlalchemy import and_
from sqlmodel import col

from beatgraph.auth.viewer import ANONYMOUS
from beatgraph.models import Album, Artist, ArtistStatus, SoundPrint, Track, TrackArtist
from beatgraph.providers import Match
from beatgraph.services import matching, tracks
from beatgraph.work import Work

PROVIDER = "beatgraph"
PUBLIC_ARTIST = and_(col(Artist.deleted_at).is_(None), col(Artist.status) == ArtistStatus.ACTIVE)


async def of_sound(work: Work, upload_id: int, *, besides: Collection[int]) -> list[Match]:
    """Other tracks with this sound, the most alike first; none before the sound has its fingerprint."""
    heard = await work.session.get(SoundPrint, upload_id)
    if heard is None:
        return []
    alike = await matching.like(work, heard, besides=besides)
    statement = (
        tracks.visible(ANONYMOUS)
        .outerjoin(TrackArtist, and_(col(TrackArtist.track_id) == Track.id, col(TrackArtist.position) == 0))
        .outerjoin(Artist, and_(col(Artist.id) == TrackArtist.artist_id, PUBLIC_ARTIST))
        .outerjoin(
            Album, and_(col(Album.id) == Track.album_id, col(Album.deleted_at).is_(None), col(Album.private).is_(False))
        )
        .where(col(Track.id).in_(alike))
        .with_only_columns(
            col(Track.id),
            col(Track.name),
            col(Artist.name),
            col(Album.name),
            col(Track.published_at),
            maintain_column_froms=True,
        )
    )
    found = [
        Match(
            PROVIDER,
            external_id=str(track_id),
            title=name,
            confidence=round(100 * alike[track_id]),
            artist_name=artist_name,
            album_name=album_name,
            release_date=published_at.date() if published_at else None,
        )
        for track_id, name, artist_name, album_name, published_at in (await work.session.execute(statement)).all()
    ]
    return sorted(found, key=lambda match: (-match.confidence, int(match.external_id)))
