"""Edges to labels."""

from beatgraph.models import Label
from beatgraph.services import labels
from loaders.base import One


class LabelById(One[int, Label]):
    fetch = staticmethod(labels.by_ids)
