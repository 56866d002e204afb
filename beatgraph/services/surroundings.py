"""Surroundings: what a batch of events is about, and who is no audience to it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from beatgraph.drafts.events import Event
from beatgraph.models import Artist, ArtistMember, Post, Track, TrackArtist, User
from beatgraph.services import upserts
from beatgraph.work import Work


@dataclass(frozen=True)
class Surroundings:
    """Tracks, artists and users that exist, each with those whose own events about it do not count."""

    tracks: dict[int, set[int]]
    artists: dict[int, set[int]]
    users: set[int]
    admins: set[int]
    durations: dict[int, int | None]
    """Lengths of the tracks, in ms."""
    posts: dict[int, int]
    """Authors."""

    def why_not(self, event: Event) -> str | None:
        """What an event is about and does not exist, if so."""
        if event.track_id is not None and event.track_id not in self.tracks:
            return f"there is no track {event.track_id}"
        if event.artist_id is not None and event.artist_id not in self.artists:
            return f"there is no artist {event.artist_id}"
        if event.post_id is not None and event.post_id not in self.posts:
            return f"there is no post {event.post_id}"
        if event.user_id is not None and event.user_id not in self.users:
            return f"there is no user {event.user_id}"
        return None

    def is_own(self, event: Event) -> bool:
        """Whether it comes from somebody who runs or is credited on what it is about, or from an admin."""
        if event.user_id is None:
            return False
        if event.user_id in self.admins:
            return True
        if event.track_id is not None:
            return event.user_id in self.tracks[event.track_id]
        if event.artist_id is not None:
            return event.user_id in self.artists[event.artist_id]
        return event.post_id is not None and self.posts[event.post_id] == event.user_id


async def of_events(work: Work, events: Collection[Event]) -> Surroundings:
    durations: dict[int, int | None] = {}
    tracks = await _tracks(work, _distinct(event.track_id for event in events), durations)
    artists = await _artists(work, _distinct(event.artist_id for event in events))
    posts: dict[int, int] = {}
    for some in upserts.chunks(_distinct(event.post_id for event in events)):
        written = select(Post.id, Post.user_id).where(col(Post.id).in_(some), col(Post.deleted_at).is_(None))
        posts |= dict((await work.session.exec(written)).all())
    users: set[int] = set()
    admins: set[int] = set()
    for some in upserts.chunks(_distinct(event.user_id for event in events)):
        for user_id, is_admin in (
            await work.session.exec(select(User.id, User.is_admin).where(col(User.id).in_(some)))
        ).all():
            users.add(user_id)
            if is_admin:
                admins.add(user_id)
    return Surroundings(tracks, artists, users, admins, durations, posts)


async def _tracks(work: Work, track_ids: Sequence[int], durations: dict[int, int | None]) -> dict[int, set[int]]:
    """Who is no audience to each track; their lengths are noted on the way."""
    found: dict[int, set[int]] = {}
    for some in upserts.chunks(track_ids):
        there = select(Track.id, Track.user_id, Track.duration).where(
            col(Track.id).in_(some), col(Track.deleted_at).is_(None)
        )
        for track_id, user_id, duration in (await work.session.exec(there)).all():
            found[track_id] = {user_id}
            durations[track_id] = duration
        credited = (
            select(TrackArtist.track_id, ArtistMember.user_id)
            .join(ArtistMember, col(ArtistMember.artist_id) == TrackArtist.artist_id)
            .where(col(TrackArtist.track_id).in_(some))
        )
        for track_id, user_id in (await work.session.exec(credited)).all():
            if track_id in found:
                found[track_id].add(user_id)
    return found


async def _artists(work: Work, artist_ids: Sequence[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for some in upserts.chunks(artist_ids):
        there = select(Artist.id).where(col(Artist.id).in_(some), col(Artist.deleted_at).is_(None))
        found |= {artist_id: set() for artist_id in (await work.session.exec(there)).all()}
        run = select(ArtistMember.artist_id, ArtistMember.user_id).where(col(ArtistMember.artist_id).in_(some))
        for artist_id, user_id in (await work.session.exec(run)).all():
            if artist_id in found:
                found[artist_id].add(user_id)
    return found


def _distinct(ids: Iterable[int | None]) -> list[int]:
    return sorted({each for each in ids if each is not None})
