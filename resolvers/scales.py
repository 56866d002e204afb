"""Scales in the graph."""

from beatgraph import models
from resolvers.base.enums import described

Scale = described(
    models.Scale,
    "Scale that goes with a key note.",
    {models.Scale.MAJOR: "Major.", models.Scale.MINOR: "Natural minor."},
)
