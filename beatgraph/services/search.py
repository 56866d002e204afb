"""Search: what is found by a text, the surest first."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import case, func
from sqlmodel import col
from sqlmodel.sql.expression import SelectOfScalar

from beatgraph.auth.viewer import ANONYMOUS
from beatgraph.drafts.search import SearchDraft, SearchType
from beatgraph.models import Album, Artist, ArtistLifetime, Playlist, Track, TrackLifetime
from beatgraph.models.names import Named, folded
from beatgraph.services import albums, artists, playlists, tracks
from beatgraph.services.searching import found_by, track_found_by
from beatgraph.work import Work

NAMES_AT_MOST = 200_000
"""So many of each kind, the latest, say which words there are."""

NamedT = TypeVar("NamedT", bound=Named)


@dataclass(frozen=True, slots=True)
class Found:
    """What each kind of thing has been found; `corrected_query` is what was searched for instead, if anything."""

    query: str
    artists: Sequence[Artist] = field(default_factory=list)
    tracks: Sequence[Track] = field(default_factory=list)
    albums: Sequence[Album] = field(default_factory=list)
    playlists: Sequence[Playlist] = field(default_factory=list)
    corrected_query: str | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.artists or self.tracks or self.albums or self.playlists)


async def find(work: Work, wanted: SearchDraft) -> Found:
    """A statement a type: exact names first, then the most played, or the most followed, or the newest."""
    text, viewer = wanted.query, work.viewer
    found: dict[SearchType, Sequence[Any]] = {}
    for kind in wanted.types:
        statement: SelectOfScalar[Any]
        match kind:
            case SearchType.ARTIST:
                statement = artists.visible(viewer).where(found_by(Artist, text))
                statement = statement.outerjoin(ArtistLifetime, col(ArtistLifetime.artist_id) == Artist.id)
                statement = _surest(statement, Artist, text, func.coalesce(col(ArtistLifetime.plays), 0))
            case SearchType.TRACK:
                statement = tracks.visible(viewer).where(track_found_by(text))
                statement = statement.outerjoin(TrackLifetime, col(TrackLifetime.track_id) == Track.id)
                statement = _surest(statement, Track, text, func.coalesce(col(TrackLifetime.plays), 0))
            case SearchType.ALBUM:
                statement = _surest(albums.visible(viewer).where(found_by(Album, text)), Album, text, col(Album.id))
            case SearchType.PLAYLIST:
                followed = col(Playlist.follower_count)
                statement = playlists.visible(viewer).where(found_by(Playlist, text))
                statement = _surest(statement, Playlist, text, followed)
        found[kind] = (await work.session.exec(statement.limit(wanted.limit))).all()
    return Found(
        text,
        found.get(SearchType.ARTIST, []),
        found.get(SearchType.TRACK, []),
        found.get(SearchType.ALBUM, []),
        found.get(SearchType.PLAYLIST, []),
    )


def _surest(
    statement: SelectOfScalar[NamedT], noun: type[NamedT], text: str, well_known: Any
) -> SelectOfScalar[NamedT]:
    name = col(noun.search_name)
    words = folded(text)
    exact = case((name == words, 0), (name.startswith(words, autoescape=True), 1), else_=2)
    return statement.order_by(exact, well_known.desc(), noun.id.desc())  # type: ignore[attr-defined]


async def words(work: Work) -> Counter[str]:
    """The words of all public names, and how many names have each."""
    found: Counter[str] = Counter()
    for statement in (
        artists.visible(ANONYMOUS).with_only_columns(col(Artist.search_name)).order_by(col(Artist.id).desc()),
        tracks.visible(ANONYMOUS).with_only_columns(col(Track.search_name)).order_by(col(Track.id).desc()),
        albums.visible(ANONYMOUS).with_only_columns(col(Album.search_name)).order_by(col(Album.id).desc()),
        playlists.visible(ANONYMOUS).with_only_columns(col(Playlist.search_name)).order_by(col(Playlist.id).desc()),
    ):
        for (name,) in (await work.session.execute(statement.limit(NAMES_AT_MOST))).all():
            found.update(set(name.split()))
    return found
