"""Albums: who sees them, how they are listed, and how they come to be."""

from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import func, or_
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from beatgraph.auth import policy
from beatgraph.auth.viewer import Viewer
from beatgraph.drafts.albums import AlbumChanges, AlbumDraft
from beatgraph.errors import ForbiddenError, NotFoundError
from beatgraph.models import Album, AlbumArtist, AlbumGenre, AlbumTag, Genre, Tag
from beatgraph.paging import Order, Page, Paged, Slice, SortKey, Window, count_of, page_of, slice_of, slices_of
from beatgraph.services import artists, uploads, words
from beatgraph.services.batches import pairs
from beatgraph.services.searching import found_by
from beatgraph.work import Work

ID = SortKey(col(Album.id), int)


class AlbumOrder(Enum):
    NEWEST = Order("newest", (SortKey(col(Album.created_at), datetime), ID), descending=True)
    NAME = Order("name", (SortKey(func.lower(col(Album.name)), str), ID))


def visible(viewer: Viewer) -> SelectOfScalar[Album]:
    """Every read starts here: public albums, and those one made or is an artist of."""
    statement = select(Album).where(col(Album.deleted_at).is_(None))
    if viewer.is_admin:
        return statement
    public = col(Album.private).is_(False)
    if viewer.user_id is None:
        return statement.where(public)
    credited = select(AlbumArtist.album_id).where(col(AlbumArtist.artist_id).in_(viewer.artist_ids))
    return statement.where(or_(public, col(Album.user_id) == viewer.user_id, col(Album.id).in_(credited)))


async def get(work: Work, album_id: int) -> Album:
    album = (await work.session.exec(visible(work.viewer).where(col(Album.id) == album_id))).first()
    if album is None:
        raise NotFoundError("Album")
    return album


async def by_ids(work: Work, ids: Sequence[int]) -> dict[int, Album]:
    rows = await work.session.exec(visible(work.viewer).where(col(Album.id).in_(ids)))
    return {row.id: row for row in rows}


async def window(work: Work, text: str | None, order: AlbumOrder, piece: Window) -> Slice[Album]:
    return await slice_of(work, _named(visible(work.viewer), text), order.value, piece)


async def page(
    work: Work, text: str | None, order: AlbumOrder, page: Page, *, descending: bool | None = None
) -> Paged[Album]:
    return await page_of(work, _named(visible(work.viewer), text), order.value.towards(descending=descending), page)


async def count(work: Work, text: str | None = None) -> int:
    return await count_of(work, _named(visible(work.viewer), text))


def _named(statement: SelectOfScalar[Album], text: str | None) -> SelectOfScalar[Album]:
    return statement.where(found_by(Album, text)) if text else statement


def _of_artists(viewer: Viewer) -> SelectOfScalar[Album]:
    return visible(viewer).join(AlbumArtist, col(AlbumArtist.album_id) == Album.id)


async def by_artists(
    work: Work, artist_ids: Sequence[int], piece: Window, order: AlbumOrder
) -> dict[int, Slice[Album]]:
    """Albums of many artists."""
    statement = _of_artists(work.viewer)
    return await slices_of(work, statement, col(AlbumArtist.artist_id), artist_ids, order.value, piece)


async def count_by_artists(work: Work, artist_ids: Sequence[int]) -> dict[int, int]:
    statement = (
        _of_artists(work.viewer)
        .where(col(AlbumArtist.artist_id).in_(artist_ids))
        .with_only_columns(col(AlbumArtist.artist_id), func.count())
        .group_by(col(AlbumArtist.artist_id))
    )
    return await pairs(work, statement)


async def page_by_artist(
    work: Work,
    artist_id: int,
    order: AlbumOrder,
    page: Page,
    text: str | None = None,
    *,
    descending: bool | None = None,
) -> Paged[Album]:
    statement = _named(_of_artists(work.viewer).where(col(AlbumArtist.artist_id) == artist_id), text)
    return await page_of(work, statement, order.value.towards(descending=descending), page)


async def owned(work: Work, album_id: int) -> Album:
    """An album that the viewer may change; to those who may not even see it, it does not exist."""
    policy.signed_in(work.viewer)
    album = await get(work, album_id)
    if not (await editable(work, [album.id]))[album.id]:
        raise ForbiddenError
    return album


async def editable(work: Work, album_ids: Sequence[int]) -> dict[int, bool]:
    """Whether the viewer may change each album: its maker, who runs its main artist, and admins may."""
    if work.viewer.is_anonymous:
        return dict.fromkeys(album_ids, False)
    if work.viewer.is_admin:
        return dict.fromkeys(album_ids, True)
    main = (
        select(AlbumArtist.album_id)
        .where(col(AlbumArtist.artist_id).in_(work.viewer.artist_ids))
        .where(col(AlbumArtist.position) == 0)
    )
    mine = select(Album.id).where(
        col(Album.id).in_(album_ids), or_(col(Album.user_id) == work.viewer.user_id, col(Album.id).in_(main))
    )
    own = set((await work.session.exec(mine)).all())
    return {album_id: album_id in own for album_id in album_ids}


async def create(work: Work, draft: AlbumDraft) -> Album:
    """A new album, public at once unless it is to be private."""
    user_id = policy.uploader(work.viewer)
    makers = await artists.credited(work, draft.credited)
    album = await work.add(Album(name=draft.name, user_id=user_id))
    await artists.attach(work, AlbumArtist, "album_id", album.id, makers)
    await _change(work, album, draft)
    await work.session.flush()
    return album


async def update(work: Work, album_id: int, changes: AlbumChanges) -> Album:
    album = await owned(work, album_id)
    # Those who change it at once take turns, so that nothing is tied to it twice.
    await work.session.refresh(album, with_for_update=True)
    if changes.credited is not None:
        makers = await artists.credited(work, changes.credited)
        await artists.attach(work, AlbumArtist, "album_id", album.id, makers)
    await _change(work, album, changes)
    await work.session.flush()
    return album


async def delete(work: Work, album_ids: Sequence[int]) -> list[int]:
    """Delete all of these or, when one is not the viewer's, none; what is already gone is passed over."""
    policy.signed_in(work.viewer)
    found = await by_ids(work, album_ids)
    allowed = await editable(work, list(found))
    if not all(allowed.values()):
        raise ForbiddenError
    for album in found.values():
        album.deleted_at = work.now
    await work.session.flush()
    return list(found)


async def _change(work: Work, album: Album, changes: AlbumChanges) -> None:
    given: dict[str, Any] = changes.given
    for name in ("name", "description", "release_date"):
        if name in given:
            setattr(album, name, given[name])
    if given.get("private") is not None:
        album.private = given["private"]
    if not album.private and album.published_at is None:
        album.published_at = work.now
    if "image" in given:
        album.image = await uploads.picture(work, changes.image)
    if "genres" in given or "genre" in given:
        genres = [*([changes.genre] if changes.genre else []), *(changes.genres or [])]
        await words.attach(
            work, AlbumGenre, "album_id", album.id, await words.resolve(work, Genre, genres, field="genres")
        )
    if "tags" in given:
        tags = await words.resolve(work, Tag, changes.tags or [], field="tags")
        await words.attach(work, AlbumTag, "album_id", album.id, tags)
