"""Artist profiles: who sees them, who runs them, how they are listed, and how they come and go."""

from collections.abc import Sequence
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import col, delete, select
from sqlmodel.sql.expression import SelectOfScalar

from beatgraph.auth import policy
from beatgraph.auth.viewer import Viewer
from beatgraph.drafts.artists import AnyChanges, ArtistDraft, RosterDraft, SocialLinksDraft
from beatgraph.errors import ForbiddenError, InvalidError, NotFoundError
from beatgraph.models import (
    AlbumArtist,
    Artist,
    ArtistLink,
    ArtistMember,
    ArtistStatus,
    MemberRole,
    SocialNetwork,
    TrackArtist,
)
from beatgraph.paging import Order, Page, Paged, Slice, SortKey, Window, count_of, page_of, slice_of, slices_of
from beatgraph.services import uploads, withdrawal
from beatgraph.services.batches import grouped
from beatgraph.services.searching import found_by
from beatgraph.work import Work

MEMBERS_AT_MOST = 50
ID = SortKey(col(Artist.id), int)


class ArtistOrder(Enum):
    NAME = Order("name", (SortKey(col(Artist.name), str), ID))
    NEWEST = Order("newest", (ID,), descending=True)


OLDEST = Order("oldest", (ID,))
PROFILES_AT_MOST = 50
"""How many of a person's profiles are listed beside them."""


def visible(viewer: Viewer) -> SelectOfScalar[Artist]:
    """Every read starts here: active artists, and one's own whatever their status."""
    statement = select(Artist).where(col(Artist.deleted_at).is_(None))
    if viewer.is_admin:
        return statement
    return statement.where(
        or_(col(Artist.status) == ArtistStatus.ACTIVE, col(Artist.id).in_(viewer.artist_ids))
        if viewer.artist_ids
        else col(Artist.status) == ArtistStatus.ACTIVE
    )


async def get(work: Work, artist_id: int) -> Artist:
    artist = (await work.session.exec(visible(work.viewer).where(col(Artist.id) == artist_id))).first()
    if artist is None:
        raise NotFoundError("Artist")
    return artist


async def profile(work: Work) -> Artist:
    """The profile that the viewer acts as."""
    return await get(work, policy.producer(work.viewer))


async def owned(work: Work, artist_id: int) -> Artist:
    """An artist that the viewer may change, held until they have."""
    policy.signed_in(work.viewer)
    artist = await get(work, artist_id)
    await hold(work, artist)
    return artist


async def by_ids(work: Work, ids: Sequence[int]) -> dict[int, Artist]:
    rows = await work.session.exec(visible(work.viewer).where(col(Artist.id).in_(ids)))
    return {row.id: row for row in rows}


async def by_uuids(work: Work, uuids: Sequence[UUID]) -> dict[UUID, Artist]:
    rows = await work.session.exec(visible(work.viewer).where(col(Artist.uuid).in_(uuids)))
    return {row.uuid: row for row in rows}


async def window(work: Work, text: str | None, order: ArtistOrder, piece: Window) -> Slice[Artist]:
    return await slice_of(work, _named(visible(work.viewer), text), order.value, piece)


async def page(
    work: Work, text: str | None, order: ArtistOrder, page: Page, *, descending: bool | None = None
) -> Paged[Artist]:
    return await page_of(work, _named(visible(work.viewer), text), order.value.towards(descending=descending), page)


async def count(work: Work, text: str | None = None) -> int:
    return await count_of(work, _named(visible(work.viewer), text))


def _named(statement: SelectOfScalar[Artist], text: str | None) -> SelectOfScalar[Artist]:
    return statement.where(found_by(Artist, text)) if text else statement


async def by_tracks(work: Work, track_ids: Sequence[int]) -> dict[int, list[Artist]]:
    """Credited producers of many tracks, the main one first."""
    return await _in_order(work, TrackArtist, col(TrackArtist.track_id), track_ids)


async def by_albums(work: Work, album_ids: Sequence[int]) -> dict[int, list[Artist]]:
    return await _in_order(work, AlbumArtist, col(AlbumArtist.album_id), album_ids)


async def by_users(work: Work, user_ids: Sequence[int]) -> dict[int, list[Artist]]:
    """Profiles that people run, the oldest first: one's own and, to an admin, everybody's."""
    return await _run_by(work, user_ids, PROFILES_AT_MOST)


async def first_by_users(work: Work, user_ids: Sequence[int]) -> dict[int, Artist]:
    """The oldest profile of each: the one behind `/artist/*`."""
    return {user_id: rows[0] for user_id, rows in (await _run_by(work, user_ids, 1)).items()}


async def _run_by(work: Work, user_ids: Sequence[int], at_most: int) -> dict[int, list[Artist]]:
    statement = visible(work.viewer).join(ArtistMember, col(ArtistMember.artist_id) == Artist.id)
    if not work.viewer.is_admin:
        statement = statement.where(col(ArtistMember.user_id) == work.viewer.user_id)
    found = await slices_of(work, statement, col(ArtistMember.user_id), user_ids, OLDEST, Window(at_most))
    return {user_id: piece.rows for user_id, piece in found.items()}


async def _in_order(
    work: Work, link: type[TrackArtist] | type[AlbumArtist], parent: Any, parents: Sequence[int]
) -> dict[int, list[Artist]]:
    statement = (
        visible(work.viewer)
        .join(link, col(link.artist_id) == Artist.id)
        .where(parent.in_(parents))
        .order_by(parent, col(link.position), col(Artist.id))
    )
    return await grouped(work, statement, parent)


async def links(work: Work, artist_ids: Sequence[int]) -> dict[int, list[ArtistLink]]:
    """Where else many artists are found, by network."""
    artist = col(ArtistLink.artist_id)
    statement = select(ArtistLink).where(artist.in_(artist_ids)).order_by(artist, col(ArtistLink.network))
    return await grouped(work, statement, artist)


async def members(work: Work, artist_ids: Sequence[int]) -> dict[int, list[ArtistMember]]:
    """Who runs each artist; told only to those who do, and to admins."""
    artist = col(ArtistMember.artist_id)
    statement = select(ArtistMember).where(artist.in_(artist_ids)).order_by(artist, col(ArtistMember.user_id))
    if not work.viewer.is_admin:
        mine = select(ArtistMember.artist_id).where(col(ArtistMember.user_id) == work.viewer.user_id)
        statement = statement.where(artist.in_(mine))
    return await grouped(work, statement, artist)


async def claimed(work: Work, artist_id: int) -> bool:
    """Whether anybody runs the artist."""
    statement = select(ArtistMember.user_id).where(col(ArtistMember.artist_id) == artist_id).limit(1)
    return (await work.session.exec(statement)).first() is not None


async def editable(work: Work, artist_ids: Sequence[int]) -> dict[int, bool]:
    """Whether the viewer may change each artist: its members while it is active, and admins always."""
    if work.viewer.is_anonymous:
        return dict.fromkeys(artist_ids, False)
    if work.viewer.is_admin:
        return dict.fromkeys(artist_ids, True)
    # Read anew: an artist that was just created is not among the viewer's yet.
    statement = (
        select(ArtistMember.artist_id)
        .join(Artist, col(Artist.id) == ArtistMember.artist_id)
        .where(col(ArtistMember.artist_id).in_(artist_ids), col(ArtistMember.user_id) == work.viewer.user_id)
        .where(col(Artist.status) == ArtistStatus.ACTIVE)
    )
    own = set((await work.session.exec(statement)).all())
    return {artist_id: artist_id in own for artist_id in artist_ids}


async def create(work: Work, draft: ArtistDraft | RosterDraft) -> Artist:
    """A new artist, run by who creates it; upload access is granted elsewhere."""
    user_id = policy.signed_in(work.viewer)
    artist = await work.add(Artist(name=draft.name, user_id=user_id))
    work.session.add(ArtistMember(artist_id=artist.id, user_id=user_id, role=MemberRole.OWNER))
    await _change(work, artist, draft)
    await work.session.flush()
    return artist


async def update(work: Work, artist: Artist, changes: AnyChanges) -> Artist:
    """Change an artist; once inactive, it is changed by admins only."""
    await hold(work, artist)
    await _change(work, artist, changes)
    await work.session.flush()
    return artist


async def grant(work: Work, artist_id: int, *, upload_access: bool | None, verified: bool | None) -> Artist:
    """Give or take what only the platform gives: the right to upload, and its word for who this is."""
    policy.permitted(work.viewer, "admin.access")
    artist = await get(work, artist_id)
    if upload_access is not None:
        artist.upload_access = upload_access
    if verified is not None:
        artist.verified = verified
    await work.session.flush()
    return artist


async def remove(work: Work, artist: Artist) -> None:
    """Hide an artist; what it leads goes private, and all of it can be restored."""
    _mine(work, artist)
    await withdrawal.withdraw(work, artist.id)
    artist.deleted_at = work.now
    await work.session.flush()


async def restore(work: Work, artist_id: int) -> Artist:
    """Bring a deleted artist back, with everything that went private because of its deletion."""
    policy.permitted(work.viewer, "admin.access")
    artist = await work.session.get(Artist, artist_id)
    if artist is None:
        raise NotFoundError("Artist")
    if artist.deleted_at is not None:
        artist.deleted_at = None
        await withdrawal.bring_back(work, artist.id)
        await work.session.flush()
    return artist


def _mine(work: Work, artist: Artist) -> None:
    policy.signed_in(work.viewer)
    if not policy.acts_for(work.viewer, artist.id):
        raise ForbiddenError


async def hold(work: Work, artist: Artist) -> None:
    _mine(work, artist)
    # Those who change it at once take turns, so that nothing is written twice.
    await work.session.refresh(artist, with_for_update=True)
    if artist.status != ArtistStatus.ACTIVE and not work.viewer.is_admin:
        raise ForbiddenError


async def _change(work: Work, artist: Artist, changes: AnyChanges) -> None:
    given = changes.given
    for name in ("name", "status", "bio", "website", "city", "country"):
        if name in given:
            setattr(artist, name, given[name])
    for name in ("image", "cover_image"):
        if name in given:
            setattr(artist, name, await uploads.picture(work, given[name]))
    if "social_links" in given:
        await _link(work, artist.id, given["social_links"])


async def _link(work: Work, artist_id: int, social: SocialLinksDraft | None) -> None:
    """Write the links that were given; null for all of them takes all away."""
    given = social.given if social is not None else dict.fromkeys(SocialNetwork)
    await work.session.exec(
        delete(ArtistLink).where(col(ArtistLink.artist_id) == artist_id, col(ArtistLink.network).in_(given))
    )
    for network, address in given.items():
        if address is not None:
            work.session.add(ArtistLink(artist_id=artist_id, network=network, address=address))


async def credited(work: Work, references: Sequence[int | str] | None) -> list[int]:
    """The artists that a track or an album is to be credited to, in order; `CURRENT_USER` is the viewer's profile.

    One of them must be the viewer's own, active and with upload access, so that nobody publishes in another's name.
    """
    mine = _own_profile(work.viewer) if references is None or "CURRENT_USER" in references else None
    wanted = [mine if ref == "CURRENT_USER" else ref for ref in references] if references else [mine]
    ids = list(dict.fromkeys(int(ref) for ref in wanted if ref is not None))
    known = await by_ids(work, ids)
    for artist_id in ids:
        if artist_id not in known:
            raise InvalidError(f"There is no artist {artist_id}.", field="artists")
    if not any(policy.publishes_for(work.viewer, artist_id) for artist_id in ids):
        raise ForbiddenError("One of the artists must be your own active profile with upload access.")
    return ids


def _own_profile(viewer: Viewer) -> int:
    """The oldest profile that may upload or, where none may, the oldest of all."""
    if not viewer.artist_ids:
        raise InvalidError("Name the artists: you have no artist profile of your own.", field="artists")
    return viewer.uploading_ids[0] if viewer.uploading_ids else viewer.artist_ids[0]


async def attach(
    work: Work, link: type[TrackArtist] | type[AlbumArtist], parent: str, parent_id: int, artist_ids: Sequence[int]
) -> None:
    """Make these the artists of a track or an album, in this order."""
    await work.session.exec(delete(link).where(getattr(link, parent) == parent_id))
    for position, artist_id in enumerate(artist_ids):
        fields: dict[str, Any] = {parent: parent_id, "artist_id": artist_id, "position": position}
        work.session.add(link(**fields))
    await work.session.flush()
