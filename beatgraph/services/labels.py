"""Record labels, as far as their artists need them."""

from collections.abc import Sequence

from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from beatgraph.auth.viewer import Viewer
from beatgraph.models import Label
from beatgraph.work import Work


def visible(_viewer: Viewer) -> SelectOfScalar[Label]:
    """Every read starts here: a label is no secret."""
    return select(Label).where(col(Label.deleted_at).is_(None))


async def by_ids(work: Work, ids: Sequence[int]) -> dict[int, Label]:
    rows = await work.session.exec(visible(work.viewer).where(col(Label.id).in_(ids)))
    return {row.id: row for row in rows}
