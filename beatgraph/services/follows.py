"""Follows: the artists that people follow."""

from collections.abc import Sequence

from sqlmodel import col, select

from beatgraph.auth import policy
from beatgraph.models import Artist, ArtistLifetime, Follow
from beatgraph.services import artists, audiences, engagements
from beatgraph.services.batches import pairs
from beatgraph.services.engagements import ARTISTS, Pair
from beatgraph.work import Work


async def follow(work: Work, artist_id: int) -> Artist:
    """Follow an artist; one's own follows stand and are not counted."""
    user_id = policy.signed_in(work.viewer)
    artist = await artists.get(work, artist_id)
    counted = not audiences.is_insider_of_artist(work, artist.id)
    await engagements.set_standing(work, ARTISTS, Pair(user_id, artist.id), wanted=True, counted=counted)
    return artist


async def unfollow(work: Work, artist_id: int) -> Artist | None:
    """No longer follow an artist, even one who has been hidden meanwhile: then None comes back."""
    pair = Pair(policy.signed_in(work.viewer), artist_id)
    if await engagements.standing(work, ARTISTS, [pair]):
        await engagements.set_standing(work, ARTISTS, pair, wanted=False, counted=True)
        return (await artists.by_ids(work, [artist_id])).get(artist_id)
    return await artists.get(work, artist_id)


async def counts_by_artists(work: Work, artist_ids: Sequence[int]) -> dict[int, int]:
    statement = select(ArtistLifetime.artist_id, ArtistLifetime.followers).where(
        col(ArtistLifetime.artist_id).in_(artist_ids)
    )
    return dict.fromkeys(artist_ids, 0) | await pairs(work, statement)


async def followed(work: Work, artist_ids: Sequence[int]) -> dict[int, bool]:
    """Whether the viewer follows each artist; nothing is known of nobody."""
    if work.viewer.user_id is None:
        return {}
    statement = select(Follow.artist_id).where(
        Follow.user_id == work.viewer.user_id, col(Follow.artist_id).in_(artist_ids)
    )
    found = set((await work.session.exec(statement)).all())
    return {artist_id: artist_id in found for artist_id in artist_ids}
