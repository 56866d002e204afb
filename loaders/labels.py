"""Edges to labels, and to the artists signed to them."""

from uuid import UUID

from beatgraph.models import Artist, Label
from beatgraph.services import labels
from loaders.base import One, Pages


class LabelById(One[int, Label]):
    fetch = staticmethod(labels.by_ids)


class LabelByUuid(One[UUID, Label]):
    fetch = staticmethod(labels.by_uuids)


class ArtistCountByLabel(One[int, int]):
    fetch = staticmethod(labels.signed_counts)


class ArtistsByLabel(Pages[int, Artist]):
    fetch = staticmethod(labels.signed)
    count = ArtistCountByLabel
