"""Competitors: which artists are compared with each other, and what of theirs is."""

from typing import Any

from sqlalchemy import Exists
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from beatgraph.auth.viewer import ANONYMOUS
from beatgraph.models import Artist, ArtistMember, Track, TrackArtist, User
from beatgraph.services import artists, liveness


def competing() -> SelectOfScalar[Artist]:
    """Active artists with a public track that are not run by an admin."""
    heard = credited().where(col(TrackArtist.artist_id) == Artist.id).correlate(Artist)
    admin = (
        select(User.id)
        .join(ArtistMember, col(ArtistMember.user_id) == User.id)
        .where(col(ArtistMember.artist_id) == Artist.id, col(User.is_admin))
        .correlate(Artist)
    )
    return artists.visible(ANONYMOUS).where(heard.exists(), ~admin.exists())


def credited() -> SelectOfScalar[Track]:
    """Public tracks, once for each artist that they credit."""
    return liveness.live().join(TrackArtist, col(TrackArtist.track_id) == Track.id)


def is_joint() -> Exists:
    """Of a credited track: whether it credits somebody else as well."""
    other: Any = aliased(TrackArtist)
    beside = col(other.track_id) == TrackArtist.track_id, col(other.artist_id) != TrackArtist.artist_id
    return select(other.artist_id).where(*beside).correlate(TrackArtist).exists()
