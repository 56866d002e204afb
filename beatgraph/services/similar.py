"""Likeness: artists whose music is of the same genres."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Select, Subquery, func, union_all
from sqlmodel import col, select

from beatgraph.auth.viewer import ANONYMOUS
from beatgraph.models import Artist, Track, TrackArtist, TrackGenre
from beatgraph.services import artists, tracks
from beatgraph.services.genres import OF_ARTIST_AT_MOST
from beatgraph.work import Work

SIMILAR_AT_MOST = 10
LATEST = 200
"""Public tracks of a genre that are looked through, the latest: so that it costs the same in a large catalogue."""
GENRES_AT_ONCE = 100


async def by_artists(work: Work, artist_ids: Sequence[int]) -> dict[int, list[Artist]]:
    """For many artists, those who share most genres with them by the latest public tracks."""
    genres = await _genres(work, artist_ids)
    makers = await _makers(work, sorted(set().union(*genres.values()))) if genres else {}
    nearest = {
        artist_id: _nearest(artist_id, [makers.get(genre_id, set()) for genre_id in genre_ids])
        for artist_id, genre_ids in genres.items()
    }
    known = await artists.by_ids(work, sorted(set().union(*nearest.values()))) if nearest else {}
    return {
        artist_id: [known[other] for other in others if other in known][:SIMILAR_AT_MOST]
        for artist_id, others in nearest.items()
    }


def _nearest(artist_id: int, makers: Iterable[set[int]]) -> list[int]:
    """Who is most often among the makers, the earlier profile first where they are alike."""
    shared = Counter(other for those in makers for other in those)
    del shared[artist_id]
    return sorted(shared, key=lambda other: (-shared[other], other))[:SIMILAR_AT_MOST]


async def _genres(work: Work, artist_ids: Sequence[int]) -> Mapping[int, set[int]]:
    """Ids of the genres of most tracks of many artists."""
    artist, genre = col(TrackArtist.artist_id), col(TrackGenre.genre_id)
    place = func.row_number().over(partition_by=artist, order_by=(func.count().desc(), genre))
    made = (
        tracks.visible(ANONYMOUS)
        .join(TrackArtist, col(TrackArtist.track_id) == Track.id)
        .join(TrackGenre, col(TrackGenre.track_id) == Track.id)
        .where(artist.in_(artist_ids))
        .with_only_columns(artist, genre, place.label("place"), maintain_column_froms=True)
        .group_by(artist, genre)
        .subquery()
    )
    statement = select(made.c.artist_id, made.c.genre_id).where(made.c.place <= OF_ARTIST_AT_MOST)
    return await _sets(work, statement)


async def _makers(work: Work, genre_ids: Sequence[int]) -> Mapping[int, set[int]]:
    """Ids of the artists whom everybody sees, by the genres of their latest tracks."""
    found: dict[int, set[int]] = {}
    for begin in range(0, len(genre_ids), GENRES_AT_ONCE):
        latest = union_all(*(select(_latest(each)) for each in genre_ids[begin : begin + GENRES_AT_ONCE])).subquery()
        statement = (
            artists.visible(ANONYMOUS)
            .join(TrackArtist, col(TrackArtist.artist_id) == Artist.id)
            .join(latest, latest.c.track_id == TrackArtist.track_id)
            .with_only_columns(latest.c.genre_id, col(Artist.id), maintain_column_froms=True)
            .distinct()
        )
        found |= await _sets(work, statement)
    return found


def _latest(genre_id: int) -> Subquery:
    public = tracks.visible(ANONYMOUS).join(TrackGenre, col(TrackGenre.track_id) == Track.id)
    return (
        public.where(col(TrackGenre.genre_id) == genre_id)
        .with_only_columns(col(TrackGenre.genre_id), col(TrackGenre.track_id), maintain_column_froms=True)
        .order_by(col(TrackGenre.track_id).desc())
        .limit(LATEST)
        .subquery()
    )


async def _sets(work: Work, statement: Select[int, int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for key, value in (await work.session.execute(statement)).all():
        found.setdefault(key, set()).add(value)
    return found
