"""Following: whether listeners followed an artist of a track at the instant when they played it."""

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import col, select

from beatgraph.models import Engagement, EngagementKind, Follow, TrackArtist
from beatgraph.services import upserts
from beatgraph.work import Work


async def is_follower(work: Work, track_id: int) -> bool:
    """Whether the viewer follows an artist of the track now."""
    if work.viewer.user_id is None:
        return False
    statement = (
        select(Follow.artist_id)
        .join(TrackArtist, col(TrackArtist.artist_id) == Follow.artist_id)
        .where(Follow.user_id == work.viewer.user_id, TrackArtist.track_id == track_id)
        .limit(1)
    )
    return (await work.session.exec(statement)).first() is not None


@dataclass(slots=True)
class _Course:
    """When someone began and ended to follow an artist, in order."""

    at: list[datetime] = field(default_factory=list)
    follows: list[bool] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Pair:
    user_id: int
    artist_id: int


class Followers:
    """The course of all follows between some listeners and the artists of some tracks."""

    def __init__(self, artists: Mapping[int, Sequence[int]], courses: Mapping[Pair, _Course]) -> None:
        self._artists = artists
        self._courses = courses

    def follows(self, user_id: int | None, track_id: int, at: datetime) -> bool:
        if user_id is None or not self._courses:
            return False
        for artist_id in self._artists.get(track_id, ()):
            course = self._courses.get(Pair(user_id, artist_id))
            if course is not None and (place := bisect_right(course.at, at)) and course.follows[place - 1]:
                return True
        return False


async def followers(work: Work, track_ids: Collection[int], user_ids: Collection[int]) -> Followers:
    artists: dict[int, list[int]] = {}
    for some in upserts.chunks(sorted(track_ids)):
        credited = select(TrackArtist.track_id, TrackArtist.artist_id).where(col(TrackArtist.track_id).in_(some))
        for track_id, artist_id in (await work.session.exec(credited)).all():
            artists.setdefault(track_id, []).append(artist_id)
    courses: dict[Pair, _Course] = {}
    wanted = {artist_id for some_artists in artists.values() for artist_id in some_artists}
    for some in upserts.chunks(sorted(user_ids)):
        told = (
            select(Engagement.user_id, Engagement.subject_id, Engagement.occurred_at, Engagement.kind)
            .where(col(Engagement.user_id).in_(some), Engagement.subject == "artist")
            .where(col(Engagement.kind).in_((EngagementKind.FOLLOW.value, EngagementKind.UNFOLLOW.value)))
            .order_by(col(Engagement.occurred_at), col(Engagement.id))
        )
        for user_id, artist_id, at, kind in (await work.session.exec(told)).all():
            if artist_id in wanted:
                course = courses.setdefault(Pair(user_id, artist_id), _Course())
                course.at.append(at)
                course.follows.append(kind == EngagementKind.FOLLOW)
    return Followers(artists, courses)
