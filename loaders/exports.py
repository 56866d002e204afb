"""Edges to exports."""

from beatgraph.models import Export
from beatgraph.services import kept_exports
from loaders.base import One


class ExportById(One[int, Export]):
    fetch = staticmethod(kept_exports.by_ids)
