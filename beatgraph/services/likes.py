"""Likes: the tracks that people like, which are also their library."""

from collections.abc import Sequence

from sqlmodel import col, select

from beatgraph.auth import policy
from beatgraph.models import Like, Track, TrackLifetime
from beatgraph.services import audiences, engagements, tracks
from beatgraph.services.batches import pairs
from beatgraph.services.engagements import TRACKS, Pair
from beatgraph.work import Work


async def like(work: Work, track_id: int) -> Track:
    """Like a track; one's own likes stand and are not counted."""
    user_id = policy.signed_in(work.viewer)
    track = await tracks.get(work, track_id)
    counted = not await audiences.is_insider_of_track(work, track)
    await engagements.set_standing(work, TRACKS, Pair(user_id, track.id), wanted=True, counted=counted)
    return track


async def unlike(work: Work, track_id: int) -> Track | None:
    """No longer like a track, even one that has been hidden meanwhile: then None comes back."""
    pair = Pair(policy.signed_in(work.viewer), track_id)
    if await engagements.standing(work, TRACKS, [pair]):
        await engagements.set_standing(work, TRACKS, pair, wanted=False, counted=True)
        return (await tracks.by_ids(work, [track_id])).get(track_id)
    return await tracks.get(work, track_id)


async def counts_by_tracks(work: Work, track_ids: Sequence[int]) -> dict[int, int]:
    statement = select(TrackLifetime.track_id, TrackLifetime.likes).where(col(TrackLifetime.track_id).in_(track_ids))
    return dict.fromkeys(track_ids, 0) | await pairs(work, statement)


async def liked(work: Work, track_ids: Sequence[int]) -> dict[int, bool]:
    """Whether the viewer likes each track; nothing is known of nobody."""
    if work.viewer.user_id is None:
        return {}
    statement = select(Like.track_id).where(Like.user_id == work.viewer.user_id, col(Like.track_id).in_(track_ids))
    found = set((await work.session.exec(statement)).all())
    return {track_id: track_id in found for track_id in track_ids}
