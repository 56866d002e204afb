"""Albums: who sees them and who may change them."""

from collections.abc import Sequence

from sqlalchemy import or_
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from beatgraph.auth import policy
from beatgraph.auth.viewer import Viewer
from beatgraph.errors import ForbiddenError, NotFoundError
from beatgraph.models import Album, AlbumArtist
from beatgraph.work import Work


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
