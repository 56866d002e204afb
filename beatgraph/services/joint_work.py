"""Joint work: with whom artists make their public tracks, and who of these works with whom."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from beatgraph.analytics.periods import reporting_day
from beatgraph.auth.viewer import ANONYMOUS
from beatgraph.models import Artist, Track, TrackArtist, TrackCredit, TrackDay, TrackLifetime
from beatgraph.services import artists, liveness, readers, upserts
from beatgraph.services.readers import Whose
from beatgraph.work import Work

TOP_AT_MOST = 10
TRACKS_AT_MOST = 100
NODES_AT_MOST = 200


@dataclass(frozen=True, slots=True)
class Collaborator:
    """An artist or, without an id, a name that tracks credit; `plays` are those of the joint tracks."""

    artist_id: int | None
    name: str
    track_count: int
    plays: int
    last_track_at: datetime


@dataclass(frozen=True, slots=True)
class JointTrack:
    track_id: int
    title: str
    plays: int
    artists: tuple[Artist, ...]
    """All of them, the main one first."""
    asked: int
    """The artist whose list it is in."""

    @property
    def primary_artist(self) -> str:
        return self.artists[0].name if self.artists else ""

    @property
    def collaborators(self) -> list[Artist]:
        """The other artists than the main one."""
        return list(self.artists[1:])


@dataclass(frozen=True, slots=True)
class NetworkNode:
    """`depth` is how many steps away from the artist it is."""

    artist_id: int
    name: str
    depth: int


@dataclass(frozen=True, slots=True)
class NetworkEdge:
    """`weight` is how many live tracks the two made together."""

    source_artist_id: int
    target_artist_id: int
    weight: int


@dataclass(frozen=True, slots=True)
class Network:
    nodes: list[NetworkNode] = field(default_factory=list)
    edges: list[NetworkEdge] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class JointWork:
    total_collaborations: int
    unique_collaborators: int
    top_collaborators: list[Collaborator]
    collaboration_tracks: list[JointTrack]
    network: Network
    generated_at: datetime
    data_until: datetime


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two artists who made so many live tracks together."""

    one: int
    other: int
    weight: int


async def by_artists(
    work: Work, artist_ids: Sequence[int], depth: int = 1, as_of: datetime | None = None
) -> dict[int, JointWork]:
    """Of those whose figures the viewer may read; as many statements for many as for one.

    Tracks and credits are those of now, plays those up to and including the day of `as_of`.
    """
    own = await readers.permitted(work, Whose.ARTIST, artist_ids)
    if not own:
        return {}
    at = (as_of or work.now).astimezone(UTC)
    its = await readers.live_tracks(work, Whose.ARTIST, own)
    everything = sorted({each for some in its.values() for each in some})
    credited = await _credited(work, everything)
    names = await _names(work, everything)
    # Alone is who shares a track with nobody, whether with a profile here or without.
    joint = {
        artist: [each for each in some if len(credited.get(each, ())) > 1 or each in names]
        for artist, some in its.items()
    }
    wanted = sorted({each for some in joint.values() for each in some})
    rows = await _tracks(work, wanted)
    plays = await plays_until(work, wanted, at)
    nodes = await _nodes(work, own, depth)
    edges = await _pairs(work, {each for near in nodes.values() for each in near})
    people = await artists.by_ids(work, sorted({each for near in nodes.values() for each in near}))
    found = {}
    for artist in own:
        collaborators = _collaborators(artist, joint[artist], credited, names, rows, plays)
        listed = sorted(
            (each for each in joint[artist] if len(credited.get(each, ())) > 1), key=lambda each: (-plays[each], each)
        )
        found[artist] = JointWork(
            total_collaborations=len(joint[artist]),
            unique_collaborators=len(collaborators),
            top_collaborators=collaborators[:TOP_AT_MOST],
            collaboration_tracks=[
                JointTrack(each, rows[each].name, plays[each], tuple(credited[each]), artist)
                for each in listed[:TRACKS_AT_MOST]
            ],
            network=_network(nodes[artist], edges, people),
            generated_at=work.now,
            data_until=min(at, work.now),
        )
    return found


def _network(near: dict[int, int], edges: Iterable[_Pair], people: dict[int, Artist]) -> Network:
    return Network(
        [NetworkNode(each, people[each].name, steps) for each, steps in near.items() if each in people],
        [
            NetworkEdge(each.one, each.other, each.weight)
            for each in edges
            if {each.one, each.other} <= near.keys() & people.keys()
        ],
    )


def _collaborators(
    artist: int,
    joint: Sequence[int],
    credited: dict[int, list[Artist]],
    names: dict[int, list[str]],
    rows: dict[int, Track],
    plays: dict[int, int],
) -> list[Collaborator]:
    """By tracks, plays and id; names without a profile count as one however they are written."""
    together: dict[int | str, list[int]] = {}
    written: dict[int | str, str] = {}
    for track in joint:
        for other in credited.get(track, ()):
            if other.id != artist:
                together.setdefault(other.id, []).append(track)
                written[other.id] = other.name
        for name in {normalised(each): each for each in reversed(names.get(track, ()))}.items():
            together.setdefault(name[0], []).append(track)
            written.setdefault(name[0], name[1])
    found = [
        Collaborator(
            artist_id=key if isinstance(key, int) else None,
            name=written[key],
            track_count=len(tracks),
            plays=sum(plays[each] for each in tracks),
            last_track_at=max(rows[each].created_at for each in tracks),
        )
        for key, tracks in together.items()
    ]
    return sorted(
        found,
        key=lambda each: (-each.track_count, -each.plays, each.artist_id is None, each.artist_id or 0, each.name),
    )


def normalised(name: str) -> str:
    return " ".join(name.casefold().split())


async def _credited(work: Work, track_ids: Sequence[int]) -> dict[int, list[Artist]]:
    """Artists of these tracks whom everybody sees, the main one first."""
    found: dict[int, list[Artist]] = {}
    for some in upserts.chunks(track_ids):
        statement = (
            artists.visible(ANONYMOUS)
            .join(TrackArtist, col(TrackArtist.artist_id) == col(Artist.id))
            .where(col(TrackArtist.track_id).in_(some))
            .add_columns(col(TrackArtist.track_id))
            .order_by(col(TrackArtist.track_id), col(TrackArtist.position), col(Artist.id))
        )
        for artist, track_id in (await work.session.execute(statement)).all():
            found.setdefault(track_id, []).append(artist)
    return found


async def _names(work: Work, track_ids: Sequence[int]) -> dict[int, list[str]]:
    """Names that these tracks credit of people without a profile here."""
    found: dict[int, list[str]] = {}
    for some in upserts.chunks(track_ids):
        statement = (
            select(col(TrackCredit.track_id), col(TrackCredit.name))
            .where(col(TrackCredit.track_id).in_(some), col(TrackCredit.artist_id).is_(None))
            .where(col(TrackCredit.name).is_not(None))
            .order_by(col(TrackCredit.id))
        )
        for track_id, name in (await work.session.execute(statement)).all():
            if name.strip():
                found.setdefault(track_id, []).append(name.strip())
    return found


async def _tracks(work: Work, track_ids: Sequence[int]) -> dict[int, Track]:
    found: dict[int, Track] = {}
    for some in upserts.chunks(track_ids):
        rows = await work.session.exec(liveness.live().where(col(Track.id).in_(some)))
        found |= {row.id: row for row in rows}
    return found


async def plays_until(work: Work, track_ids: Sequence[int], at: datetime) -> dict[int, int]:
    """Plays since the beginning, up to and including a day."""
    found = dict.fromkeys(track_ids, 0)
    for some in upserts.chunks(track_ids):
        lifetime = select(col(TrackLifetime.track_id), col(TrackLifetime.plays)).where(
            col(TrackLifetime.track_id).in_(some)
        )
        later = (
            select(col(TrackDay.track_id), -func.sum(col(TrackDay.plays)))
            .where(col(TrackDay.track_id).in_(some), col(TrackDay.day) > reporting_day(at))
            .group_by(col(TrackDay.track_id))
        )
        for track_id, plays in (await work.session.execute(lifetime.union_all(later))).all():
            found[track_id] += int(plays)
    return found


async def _nodes(work: Work, artist_ids: Sequence[int], depth: int) -> dict[int, dict[int, int]]:
    """Each artist, who works with them and, at a depth of two, who works with these; by how many steps."""
    near = {artist: {artist: 0} for artist in artist_ids}
    for step in range(1, depth + 1):
        edge = {each for known in near.values() for each, steps in known.items() if steps == step - 1}
        beside = await _beside(work, edge)
        for known in near.values():
            for each in [each for each, steps in known.items() if steps == step - 1]:
                for other in beside.get(each, ()):
                    if len(known) < NODES_AT_MOST:
                        known.setdefault(other, step)
    return near


@dataclass(frozen=True, slots=True)
class _Together:
    """A statement of all pairs of artists with a live track in common, and the columns of the two."""

    statement: Any
    one: Any
    other: Any


def _together() -> _Together:
    one, other = aliased(TrackArtist), aliased(TrackArtist)
    known = artists.visible(ANONYMOUS).with_only_columns(col(Artist.id))
    live = liveness.live().with_only_columns(col(Track.id))
    statement = (
        select(col(one.artist_id), col(other.artist_id), func.count())
        .join(other, col(other.track_id) == col(one.track_id))
        .where(col(one.artist_id) != col(other.artist_id), col(one.track_id).in_(live))
        .where(col(one.artist_id).in_(known), col(other.artist_id).in_(known))
        .group_by(col(one.artist_id), col(other.artist_id))
    )
    return _Together(statement, col(one.artist_id), col(other.artist_id))


async def _beside(work: Work, artist_ids: Collection[int]) -> dict[int, list[int]]:
    """Who works with each, the most often first."""
    together = _together()
    found: dict[int, list[_Pair]] = {}
    for some in upserts.chunks(sorted(artist_ids)):
        for row in (await work.session.execute(together.statement.where(together.one.in_(some)))).all():
            found.setdefault(row[0], []).append(_Pair(*row))
    return {
        each: [pair.other for pair in sorted(pairs, key=lambda pair: (-pair.weight, pair.other))]
        for each, pairs in found.items()
    }


async def _pairs(work: Work, artist_ids: Collection[int]) -> list[_Pair]:
    """All pairs among these, each once, the lower id first."""
    together, ids = _together(), sorted(artist_ids)
    one, other = together.one, together.other
    among = together.statement.where(one.in_(ids), other.in_(ids), one < other).order_by(one, other)
    return [_Pair(*row) for row in (await work.session.execute(among)).all()]
