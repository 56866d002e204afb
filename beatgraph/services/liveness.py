"""Liveness: which tracks everybody can hear."""

from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from beatgraph.models import Track

PUBLIC = col(Track.published_at).is_not(None) & col(Track.private).is_(False)


def live() -> SelectOfScalar[Track]:
    """Tracks that are public and not deleted."""
    return select(Track).where(col(Track.deleted_at).is_(None), PUBLIC)
