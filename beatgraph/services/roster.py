"""The roster: artists as label clients ask for them, who are told what is forbidden where others see nothing."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, select

from beatgraph.errors import ForbiddenError, NotFoundError
from beatgraph.models import Artist, ArtistStatus, Label, User
from beatgraph.paging import Page, Paged, page_of
from beatgraph.services import artists
from beatgraph.services.batches import pairs
from beatgraph.work import Work


async def get(work: Work, uuid: UUID) -> Artist:
    """Any artist that is not deleted, for the label app, which forbids where others hide."""
    statement = select(Artist).where(col(Artist.uuid) == uuid, col(Artist.deleted_at).is_(None))
    artist = (await work.session.exec(statement)).first()
    if artist is None:
        raise NotFoundError("Artist")
    return artist


async def shown(work: Work, uuid: UUID) -> Artist:
    """An artist that the label app may show: active ones, to admins all."""
    artist = await get(work, uuid)
    if artist.status != ArtistStatus.ACTIVE and not work.viewer.is_admin:
        raise ForbiddenError
    return artist


async def page(work: Work, label: UUID | None, page: Page) -> Paged[Artist]:
    """The viewer's own active artists, the oldest first; to admins all artists there are."""
    statement = artists.visible(work.viewer)
    if not work.viewer.is_admin:
        statement = statement.where(
            col(Artist.id).in_(work.viewer.artist_ids), col(Artist.status) == ArtistStatus.ACTIVE
        )
    if label is not None:
        signed = select(Label.id).where(col(Label.uuid) == label, col(Label.deleted_at).is_(None))
        statement = statement.where(col(Artist.label_id).in_(signed))
    return await page_of(work, statement, artists.OLDEST, page)


async def creators(work: Work, rows: Sequence[Artist]) -> dict[int, UUID]:
    """The label app's ids of the users who created these artists, by their row ids."""
    return await pairs(work, select(User.id, User.uuid).where(col(User.id).in_({row.user_id for row in rows})))
