"""Experience: what credited artists earn with their public tracks, granted once each and never taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, String, and_, case, cast, func, literal, or_
from sqlmodel import col, select

from beatgraph.analytics.levels import COMPLETE_FROM, XP, Action
from beatgraph.auth import policy
from beatgraph.models import Artist, Track, TrackArtist, TrackGenre, TrackLifetime, TrackTag, UtcDateTime, XpEntry
from beatgraph.services import competitors, upserts
from beatgraph.services.batches import pairs
from beatgraph.work import Work

COLUMNS = ["artist_id", "action", "subject", "xp", "granted_at"]


@dataclass(frozen=True, slots=True)
class XpSource:
    """What one kind of action has brought an artist."""

    action: Action
    xp_each: int | None
    """None where it depends on what was achieved."""
    count: int
    xp: int


def has_profile() -> ColumnElement[bool]:
    """Whether an artist's profile is complete: words about them, and a picture or the city that they live in."""
    told = func.coalesce(col(Artist.bio), "") != ""
    return and_(told, or_(col(Artist.image).is_not(None), col(Artist.city).is_not(None)))


def has_metadata() -> ColumnElement[bool]:
    """Whether a track is described: five of tempo, key, scale, description, a genre and a tag."""
    genre = select(TrackGenre.track_id).where(col(TrackGenre.track_id) == Track.id).correlate(Track).exists()
    tag = select(TrackTag.track_id).where(col(TrackTag.track_id) == Track.id).correlate(Track).exists()
    there: list[ColumnElement[bool]] = [
        col(Track.bpm).is_not(None),
        col(Track.key).is_not(None),
        col(Track.scale).is_not(None),
        func.coalesce(col(Track.description), "") != "",
        genre,
        tag,
    ]
    return sum((case((each, 1), else_=0) for each in there), literal(0)) >= COMPLETE_FROM


async def grant(work: Work, artist_ids: Sequence[int]) -> None:
    """What these artists have earned and not been granted; doing it again grants nothing."""
    for action, earned in (
        (Action.UPLOAD, None),
        (Action.METADATA, has_metadata()),
        (Action.COLLABORATION, competitors.is_joint()),
    ):
        statement = _earned(work, action, literal(XP[action])).where(col(Artist.id).in_(artist_ids))
        if earned is not None:
            statement = statement.where(earned)
        await work.session.execute(
            upserts.insert(work, XpEntry).from_select(COLUMNS, statement).on_conflict_do_nothing()
        )
    await _grant_plays(work, artist_ids)


async def _grant_plays(work: Work, artist_ids: Sequence[int]) -> None:
    """An entry a track that grows with its qualified plays: what has been granted is never granted again."""
    plays = col(TrackLifetime.qualified)
    statement = (
        _earned(work, Action.PLAY, plays * XP[Action.PLAY])
        .join(TrackLifetime, col(TrackLifetime.track_id) == Track.id)
        .where(col(Artist.id).in_(artist_ids), plays > 0)
    )
    insert = upserts.insert(work, XpEntry).from_select(COLUMNS, statement)
    await work.session.execute(
        insert.on_conflict_do_update(
            index_elements=["artist_id", "action", "subject"],
            set_={"xp": insert.excluded.xp, "granted_at": insert.excluded.granted_at},
            where=col(XpEntry.xp) < insert.excluded.xp,
        )
    )


def _earned(work: Work, action: Action, xp: Any) -> Any:
    """Entries of artists with a complete profile for their public tracks."""
    return (
        competitors.credited()
        .join(Artist, col(Artist.id) == TrackArtist.artist_id)
        .where(has_profile())
        .with_only_columns(
            col(TrackArtist.artist_id),
            literal(action.value, String),
            cast(col(Track.id), String),
            xp,
            literal(work.now, UtcDateTime),
        )
    )


async def totals(work: Work, artist_ids: Sequence[int]) -> dict[int, int]:
    """The ledger's sums."""
    statement = (
        select(XpEntry.artist_id, func.sum(col(XpEntry.xp)))
        .where(col(XpEntry.artist_id).in_(artist_ids))
        .group_by(col(XpEntry.artist_id))
    )
    found = await pairs(work, statement)
    return {artist_id: int(found.get(artist_id, 0)) for artist_id in artist_ids}


async def sources(work: Work, artist_ids: Sequence[int]) -> dict[int, list[XpSource]]:
    """Where the experience of those artists came from for whom the viewer acts; nobody else is told."""
    own = [each for each in artist_ids if policy.acts_for(work.viewer, each)]
    if not own:
        return {}
    statement = (
        select(XpEntry.artist_id, XpEntry.action, func.count(), func.sum(col(XpEntry.xp)))
        .where(col(XpEntry.artist_id).in_(own))
        .group_by(col(XpEntry.artist_id), col(XpEntry.action))
    )
    found: dict[tuple[int, str], XpSource] = {}
    for artist_id, action, count, xp in (await work.session.execute(statement)).all():
        each = XP.get(Action(action))
        # A track's plays are one entry.
        found[artist_id, action] = XpSource(Action(action), each, int(xp) if action == Action.PLAY else count, int(xp))
    return {
        artist_id: [found.get((artist_id, action), XpSource(action, XP.get(action), 0, 0)) for action in Action]
        for artist_id in own
    }
