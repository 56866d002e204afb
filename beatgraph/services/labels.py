"""Record labels: run by their owners, known to everybody, and the artists signed to them."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from beatgraph.auth import policy
from beatgraph.auth.viewer import Viewer
from beatgraph.drafts.labels import COUNTRY, LabelChanges, LabelDraft
from beatgraph.errors import ForbiddenError, InvalidError, NotFoundError
from beatgraph.models import Artist, Label, User
from beatgraph.paging import Order, Page, Paged, Slice, SortKey, Window, count_of, page_of, slice_of, slices_of
from beatgraph.services import artists, users
from beatgraph.services.batches import pairs
from beatgraph.work import Work

OLDEST = Order("oldest", (SortKey(col(Label.id), int),))


def visible(_viewer: Viewer) -> SelectOfScalar[Label]:
    """Every read starts here: a label is no secret."""
    return select(Label).where(col(Label.deleted_at).is_(None))


def own(viewer: Viewer) -> SelectOfScalar[Label]:
    """Every list starts here: one's own labels, and to admins all."""
    user_id = policy.signed_in(viewer)
    statement = visible(viewer)
    return statement if viewer.is_admin else statement.where(col(Label.user_id) == user_id)


def runs(viewer: Viewer, label: Label) -> bool:
    """Whether the viewer may change a label, and read its address: its owner and admins."""
    return viewer.is_admin or (viewer.user_id is not None and label.user_id == viewer.user_id)


async def get(work: Work, label_id: int) -> Label:
    return await _one(work, visible(work.viewer).where(col(Label.id) == label_id))


async def by_uuid(work: Work, uuid: UUID) -> Label:
    return await _one(work, visible(work.viewer).where(col(Label.uuid) == uuid))


async def _one(work: Work, statement: SelectOfScalar[Label]) -> Label:
    label = (await work.session.exec(statement)).first()
    if label is None:
        raise NotFoundError("Label")
    return label


async def by_ids(work: Work, ids: Sequence[int]) -> dict[int, Label]:
    rows = await work.session.exec(visible(work.viewer).where(col(Label.id).in_(ids)))
    return {row.id: row for row in rows}


async def by_uuids(work: Work, uuids: Sequence[UUID]) -> dict[UUID, Label]:
    rows = await work.session.exec(visible(work.viewer).where(col(Label.uuid).in_(uuids)))
    return {row.uuid: row for row in rows}


async def window(work: Work, piece: Window) -> Slice[Label]:
    return await slice_of(work, own(work.viewer), OLDEST, piece)


async def page(work: Work, page: Page) -> Paged[Label]:
    return await page_of(work, own(work.viewer), OLDEST, page)


async def count(work: Work) -> int:
    return await count_of(work, own(work.viewer))


async def owners(work: Work, rows: Sequence[Label]) -> dict[int, UUID]:
    """The label app's ids of the owners, by their row ids."""
    return await pairs(work, select(User.id, User.uuid).where(col(User.id).in_({row.user_id for row in rows})))


async def signed(work: Work, label_ids: Sequence[int], piece: Window, _: object = None) -> dict[int, Slice[Artist]]:
    """A window of the artists of many labels, the oldest profile first."""
    return await slices_of(work, artists.visible(work.viewer), col(Artist.label_id), label_ids, artists.OLDEST, piece)


async def signed_counts(work: Work, label_ids: Sequence[int]) -> dict[int, int]:
    label = col(Artist.label_id)
    statement = artists.visible(work.viewer).with_only_columns(label, func.count()).where(label.in_(label_ids))
    return await pairs(work, statement.group_by(label))


async def create(work: Work, draft: LabelDraft) -> Label:
    """A new label of the viewer's; an admin may make it somebody else's."""
    user_id = policy.signed_in(work.viewer)
    label = Label(name=draft.name, user_id=user_id, country=COUNTRY)
    await _write(work, label, draft)
    return await work.add(label)


async def update(work: Work, label: Label, changes: LabelChanges) -> Label:
    await hold(work, label)
    await _write(work, label, changes)
    await work.session.flush()
    return label


async def remove(work: Work, label: Label) -> None:
    """Hide a label; its artists are signed to nobody from then on."""
    await hold(work, label)
    label.deleted_at = work.now
    await work.session.flush()


async def add_artist(work: Work, label_id: int, artist_id: int) -> Artist:
    """Sign an artist, who leaves the label before; asked by somebody who runs both, so that both sides want it."""
    label = await get(work, label_id)
    await hold(work, label)
    artist = await artists.owned(work, artist_id)
    artist.label_id = label.id
    await work.session.flush()
    return artist


async def remove_artist(work: Work, label_id: int, artist_id: int) -> Artist:
    """Let an artist go; either side may."""
    policy.signed_in(work.viewer)
    label, artist = await get(work, label_id), await artists.get(work, artist_id)
    if not (runs(work.viewer, label) or policy.acts_for(work.viewer, artist.id)):
        raise ForbiddenError
    await work.session.refresh(artist, with_for_update=True)
    if artist.label_id != label.id:
        raise InvalidError("This artist is not signed to this label.", field="artist_id")
    artist.label_id = None
    await work.session.flush()
    return artist


async def hold(work: Work, label: Label) -> None:
    """Have the label for oneself, if it is the viewer's to change and still there."""
    policy.signed_in(work.viewer)
    # Those who change it at once take turns; who comes after its deletion finds nothing.
    await work.session.refresh(label, with_for_update=True)
    if label.deleted_at is not None:
        raise NotFoundError("Label")
    if not runs(work.viewer, label):
        raise ForbiddenError


async def _write(work: Work, label: Label, changes: LabelChanges) -> None:
    given = changes.given
    for name in ("name", "email", "description", "country"):
        if name in given:
            setattr(label, name, given[name])
    if changes.user_id is not None:
        label.user_id = await _owner(work, label, changes.user_id)


async def _owner(work: Work, label: Label, uuid: UUID) -> int:
    """Whose a label is to be: only admins give one to somebody else."""
    statement = users.visible(work.viewer).where(col(User.uuid) == uuid)
    user = (await work.session.exec(statement)).first()
    if not work.viewer.is_admin and (user is None or user.id != label.user_id):
        raise ForbiddenError
    if user is None:
        raise InvalidError("There is no such user.", field="user_id")
    return user.id
