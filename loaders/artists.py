"""Edges to artists, and to what belongs to them alone."""

from uuid import UUID

from beatgraph.models import Artist, ArtistLink, ArtistMember
from beatgraph.services import artists, similar
from loaders.base import Many, One


class ArtistById(One[int, Artist]):
    fetch = staticmethod(artists.by_ids)


class ArtistByUuid(One[UUID, Artist]):
    fetch = staticmethod(artists.by_uuids)


class ArtistByUser(One[int, Artist]):
    fetch = staticmethod(artists.first_by_users)


class ArtistsByUser(Many[int, Artist]):
    fetch = staticmethod(artists.by_users)


class ArtistsByTrack(Many[int, Artist]):
    fetch = staticmethod(artists.by_tracks)


class ArtistsByAlbum(Many[int, Artist]):
    fetch = staticmethod(artists.by_albums)


class SimilarArtists(Many[int, Artist]):
    fetch = staticmethod(similar.by_artists)


class ArtistEditable(One[int, bool]):
    fetch = staticmethod(artists.editable)


class LinksByArtist(Many[int, ArtistLink]):
    fetch = staticmethod(artists.links)


class MembersByArtist(Many[int, ArtistMember]):
    fetch = staticmethod(artists.members)
